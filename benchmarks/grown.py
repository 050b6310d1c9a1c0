"""Invented pages that grow in one way each: by their body, nesting, attributes, links, cells, names, data or breaks.

Each is a news page with menus and a sidebar, and in its middle so much of what grows that the rest hardly counts. The
same factor gives the same page.
"""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

__all__ = ["GROWTHS", "TINY", "grown"]

TINY: Final = b"<html lang=en><title>Rain</title><p>Rain fell on the harbour all day, and nobody went out to the pier."
"""Loads whatever a page needs, and is next to no page."""

_WORDS: Final = (
    "harbour ferry island captain storm bread winter school pier lighthouse keeper crew night morning council letter"
    " engine rope window market teacher bridge road village coast weather radio baker doctor boat sound ticket summer"
).split()
_VERBS: Final = "carried repaired watched counted painted missed opened closed remembered promised sold found".split()
_LINKS: Final = " ".join(f'<a href="/{word}">{word.title()}</a>' for word in _WORDS[:12])
_HEAD: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferries stay in port</title>'
    '<meta name="description" content="The storm keeps every ferry at its pier.">'
    '<link rel="canonical" href="https://example.org/ferries"></head><body class="page">'
    f'<header class="site-header"><nav class="main-menu">{_LINKS}</nav></header>'
)
_FOOT: Final = (
    f'<aside class="sidebar"><h3>Most read</h3>{_LINKS}</aside>'
    f'<footer class="site-footer">{_LINKS}</footer></body></html>'
)


class _Writer:
    """Writes invented prose, always the same."""

    def __init__(self) -> None:
        self._random = Random(7)

    def sentence(self) -> str:
        """About fifteen words."""
        one, two, three, four = (self._word() for _ in range(4))
        verb, other = self._random.choice(_VERBS), self._random.choice(_VERBS)
        number = self._random.randrange(2, 2000)
        return f"The {one} of the {two} {verb} {number} times before the {three} {other} another {four} by the sea."

    def prose(self, sentences: int = 4) -> str:
        """So many sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def _word(self) -> str:
        return self._random.choice(_WORDS)


def _body(write: _Writer, factor: int) -> Iterator[str]:
    yield "<h1>Ferries stay in port</h1>"
    for number in range(48 * factor):
        yield f"<h2>{write.sentence()[:40]}</h2>" if number % 6 == 0 else ""
        yield f'<p>{write.prose()} <a href="/story/{number}">{write.sentence()[:30]}</a> {write.prose()}</p>'
        yield f'<div class="teaser"><a href="/more/{number}">{write.sentence()}</a></div>' if number % 4 == 0 else ""


def _nesting(write: _Writer, factor: int) -> Iterator[str]:
    depth = 30 * factor  # at ×64 still below the parser's limit
    for _ in range(depth):
        yield f'<div class="level"><p>{write.prose()}</p><p>{write.prose()}</p><p>{write.prose()}</p>'
    yield "</div>" * depth


def _attributes(write: _Writer, factor: int) -> Iterator[str]:
    """More elements, each with many: libxml2 walks along an element's to add one, but hundreds are on none."""
    for _ in range(32 * factor):
        names = " ".join(f'data-item-{at}="{write.sentence()[:30]}"' for at in range(24))
        yield f"<p {names}>{write.sentence()}</p>"


def _links(write: _Writer, factor: int) -> Iterator[str]:
    for number in range(24 * factor):
        items = [f'<li><a href="/{number}/{at}">{write.sentence()[:40]}</a></li>' for at in range(15)]
        inline = [f'<a href="/{number}#{at}">{write.sentence()[:20]}</a>' for at in range(9)]
        yield f"<ul>{''.join(items)}</ul><p>{write.prose(2)} {' and '.join(inline)}</p>"


def _cells(write: _Writer, factor: int) -> Iterator[str]:
    yield f"<p>{write.prose()}</p><table>"
    for _ in range(240 * factor):
        yield f"<tr>{''.join(f'<td>{write.sentence()[:24]}</td>' for _ in range(6))}</tr>"
    yield "</table>"


def _names(write: _Writer, factor: int) -> Iterator[str]:
    for number in range(320 * factor):
        word, other = write.sentence().split()[1:5:3]
        names = f"{word}-{number} {other}_box-{number}x c{number * 7919:x}"
        yield f'<div class="{names}" id="{other}{number}"><p>{write.prose(1)}</p></div>'


def _scripts(write: _Writer, factor: int) -> Iterator[str]:
    yield f"<p>{write.prose(20)}</p>"
    for number in range(160 * factor):  # cheap: it takes many to measure
        state = {"id": number, "items": [{"name": write.sentence(), "rank": at} for at in range(12)]}
        yield f'<script type="application/json">{json.dumps(state)}</script>'
        yield f"<script>window.queue = window.queue || []; queue.push({json.dumps(write.sentence())});</script>"


def _data(write: _Writer, factor: int) -> Iterator[str]:
    body = "".join(f"<p>{write.prose()}</p>" for _ in range(160 * factor))
    other = [{"slug": f"story-{at}", "headline": write.sentence()} for at in range(160 * factor)]
    state = {"props": {"article": {"headline": "Ferries stay in port", "body": body}, "more": other}}
    data = json.dumps(state).replace("</", "<\\/")
    yield f'<div id="app"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'


def _breaks(write: _Writer, factor: int) -> Iterator[str]:
    lines = [write.prose(1) + "<br>" * (number % 3 == 0) for number in range(720 * factor)]
    yield f'<div class="text">{"<br>".join(lines)}</div>'


GROWTHS: Final[dict[str, Callable[[_Writer, int], Iterator[str]]]] = {
    "body": _body,
    "nesting": _nesting,
    "attributes": _attributes,
    "links": _links,
    "table cells": _cells,
    "class names": _names,
    "scripts": _scripts,
    "page data": _data,
    "line breaks": _breaks,
}
"""What makes a page grow; `page data` is a body that stands in a script alone, `scripts` are beside the body."""


def grown(growth: str, factor: int) -> bytes:
    """The page that has `factor` times as much of what `growth`, one of `GROWTHS`, names."""
    write = _Writer()
    return "".join((_HEAD, "<main>", *GROWTHS[growth](write, factor), "</main>", _FOOT)).encode()
