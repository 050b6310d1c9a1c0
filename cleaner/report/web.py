"""The explain report as a web page: one file that shows the saved page with what went, by which filter and why.

The page stands in a frame that may run no script (`sandbox`), written anew without scripts, handlers or addresses
(`inert`), and the report's content security policy, which holds in the frame too, lets nothing be loaded and no
script run but the report's own. The script in `assets/report.js` only looks at the frame from outside.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from cleaner.article import Article
from cleaner.report.inert import make_inert
from cleaner.report.totals import KEPT, Total, summed, totals

__all__ = ["Entry", "index", "report"]

_HUES: Final = (250, 30, 130, 320, 0, 185, 52, 345, 220, 90, 15, 160, 275)
"""Of the filters' colours, in their order; neighbours are far apart."""
_GOLDEN_ANGLE: Final = 137.5


def report(article: Article, names: Sequence[str], title: str, shown: Sequence[str] = (), back: str = "") -> str:
    """The report on `article` as a whole HTML file; `names` are all filters in their order, `title` the page's name.

    Only the filters `shown` are switched on to begin with, all where none are given. `back` is the index's address.
    """
    *filters, kept = totals(article, names)
    numbers = {each.name: number for number, each in enumerate(filters)}
    marks = {drop.block.index: f" f={numbers[drop.filter]}" for drop in article.drops if drop.filter in numbers}
    marks |= {veto.drop.block.index: " v" for veto in article.vetoes if veto.drop.block.index not in marks}
    hues = {number: _hue(names.index(name)) for name, number in numbers.items()}
    script = _asset("report.js")
    policy = _policy(f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'")
    head = f"{policy}<style>{_frame_style(hues)}</style>"
    inert = make_inert(article.document, marks, head)
    return _filled(
        "report.html",
        policy=policy,
        title=escape(article.document.title or title),
        name=escape(title),
        style=_asset("report.css") + "".join(f".f{number}{{--hue:{hue}}}" for number, hue in hues.items()),
        facts=_facts(article, kept),
        notes="".join(f"<p class=note>{escape(warning)}</p>" for warning in article.warnings),
        back=f"<a href='{escape(back)}'>‹ all pages</a>" if back else "",
        legend="".join(_switch(number, each, not shown or each.name in shown) for number, each in enumerate(filters)),
        frame=f"<!doctype html>{inert.html}".replace("&", "&amp;").replace("'", "&#39;"),
        data=_json(_data(article, numbers, inert.texts)),
        script=script,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of one page."""

    name: str
    title: str
    link: str
    """Its report's address, from the index."""
    rows: Sequence[Total]
    confidence: float


def index(pages: Sequence[Entry], failures: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    """The index of several reports, the least sure first; `failures` are the pages without one, and what was wrong."""
    used = [name for name in names if any(each.name == name for page in pages for each in page.rows)]
    failed = "".join(f"<li><b>{escape(name)}</b>: {escape(reason)}</li>" for name, reason in failures)
    return _filled(
        "index.html",
        policy=_policy(""),
        style=_asset("report.css")
        + "".join(f".f{number}{{--hue:{_hue(names.index(name))}}}" for number, name in enumerate(used)),
        count=_count(len(pages), "page"),
        heads="".join(
            f"<th scope=col><i class='swatch f{number}'></i>{escape(name)}</th>" for number, name in enumerate(used)
        ),
        rows="".join(
            _row(_link(each), each.rows, f"{each.confidence:.2f}", used)
            for each in sorted(pages, key=lambda page: page.confidence)
        ),
        sums=_row("<th scope=row>all</th>", summed(each.rows for each in pages), "", used),
        failed=f"<h2>Could not be cleaned</h2><ul>{failed}</ul>" if failed else "",
    )


def _facts(article: Article, kept: Total) -> str:
    facts = [
        ("kept", f"{_count(kept.words, 'word')}, {kept.share:.0%} of the page"),
        ("confidence", f"{article.confidence:.2f}"),
        ("language", article.document.language or "not said"),
        ("source", article.source),
        ("address", article.document.url or "not known"),
    ]
    return "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)


def _switch(number: int, total: Total, is_on: bool) -> str:
    counts = f"{_count(total.blocks, 'block')}, {_count(total.words, 'word')}, {total.share:.1%}"
    return (
        f"<label class=f{number}><input type=checkbox{' checked' if is_on else ''} value={number}><i class=swatch></i>"
        f"<b>{escape(total.name)}</b> <small>{counts}</small></label>"
    )


def _data(article: Article, numbers: dict[str, int], texts: dict[int, str]) -> dict[str, Any]:
    """What the script needs to know; evidence that many blocks share stands once."""
    evidence: dict[str, int] = {}
    drops = [
        [drop.block.index, numbers[drop.filter], evidence.setdefault(drop.evidence, len(evidence))]
        for drop in article.drops
        if drop.filter in numbers
    ]
    kept = {block.index for block in article.blocks}
    return {
        "filters": list(numbers),
        "evidence": list(evidence),
        "drops": drops,
        "vetoes": [[v.drop.block.index, f"{v.drop.filter} ({v.drop.evidence})", v.reason] for v in article.vetoes],
        "kept": [
            [block.index, int(block.kind == "code"), block.level if block.kind == "heading" else 0]
            for block in article.blocks
        ],
        "texts": {index: text for index, text in texts.items() if index in kept},
    }


def _frame_style(hues: dict[int, int]) -> str:
    """The style sheet of the frame: its own, and a tint for each filter while it is switched on.

    In a layer without a name, before all others: what is important in it beats all that a page can write.
    """
    tints = "".join(
        f"html:not([x-off~='{number}']) [f='{number}']{{"
        f"background-image:linear-gradient(hsl({hue} 95% 50%/.3),hsl({hue} 95% 50%/.3))!important;"
        f"outline:1px solid hsl({hue} 80% 40%)!important;outline-offset:-1px!important}}"
        for number, hue in hues.items()
    )
    return f"@layer{{{_asset('frame.css')}{tints}}}"


def _row(head: str, rows: Sequence[Total], confidence: str, used: Sequence[str]) -> str:
    words = {each.name: f"{each.words:,}" for each in rows}
    kept = next(each for each in rows if each.name == KEPT)
    cells = [words[KEPT], f"{kept.share:.0%}", confidence, *(words.get(name, "") for name in used)]
    return f"<tr>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _link(entry: Entry) -> str:
    title = escape(entry.title or entry.name)
    return f"<th scope=row><a href='{escape(entry.link)}'>{title}</a><small>{escape(entry.name)}</small></th>"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _hue(place: int) -> int:
    return _HUES[place] if place < len(_HUES) else round(place * _GOLDEN_ANGLE) % 360


def _policy(more: str) -> str:
    """The policy that forbids all but what is in the file itself; a frame without an address inherits it."""
    rules = ["default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "font-src data:"]
    rules += ["base-uri 'none'", "form-action 'none'", *([more] if more else [])]
    return f'<meta http-equiv=Content-Security-Policy content="{"; ".join(rules)}">'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _filled(template: str, **values: str) -> str:
    return Template(_asset(template)).substitute(values)


@cache
def _asset(name: str) -> str:
    return files("cleaner.report").joinpath("assets", name).read_text("utf-8")
