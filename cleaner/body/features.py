"""Features: what the learned body filter knows of each block; the same at training and at run time.

A row a block, a column for each of `NAMES`. Everything is counted once a page: sums over containers come from running
sums over blocks, what lies on the way up to the root is handed down from parent to child. The choice follows
Kohlschütter et al. 2010 (text and link density), Vogels et al. 2018 (features of ancestors) and the containers'
scores of `cleaner.body.containers`; what the tables know of a block (markers, phrases) and what the page's data say of
its body are told as evidence. What stands around a block is the network's business (`cleaner.body.network`).
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

import numpy as np

from cleaner.body.page import LEVELS, Array, Page
from cleaner.body.place import PLACE, WHOLE, place_of, whole_of
from cleaner.body.text import TEXT, WORD, said_of, text_of, words_of
from cleaner.document import Document
from cleaner.tables import hits, marks

__all__ = ["MARKER_COLUMNS", "NAMES", "WORD_COLUMNS", "features_of", "markers_of", "tokens_of"]

_KINDS: Final = ("paragraph", "heading", "item", "row", "quote", "code", "caption", "control")
_TAGS: Final = (
    "article main section aside header footer nav form table td ul ol li dl blockquote figure p pre label a span"
).split()
_HINTS: Final = ("hidden", "display:none", "template", "noscript", "sr-only", "aria-hidden", "dialog")
_NAMED: Final = "navigation consent advertisement comments promo correction subscribe share legal author-bio".split()
_MARKED: Final = (*_NAMED, "body", "meta", "forum", "panel", "hidden")
_SECTIONS: Final = ("navigation", "comments", "promo", "subscribe", "author-bio")
_DECAY: Final = 0.7
_SECTION_DECAY: Final = 0.85
_FAR: Final = 99
"""A phrase so many blocks above says nothing any more."""
_MAX_KNOWN: Final = 100_000
_MIN_DATA_CHARS: Final = 150
_MIN_SAID_CHARS: Final = 20
_HEAD_CHARS: Final = 200
_BODY_VALUE: Final = re.compile(r'"articleBody"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")')
_TAG: Final = re.compile(r"<[^<>]*>")

_MARKER: Final = ("own tokens", "near tokens", "worst token", "best token")
_OF_LEVEL: Final = ("words", "link share", "words a block", "share of page", "prose share", "blocks")
_DATA: Final = ("in the page's data", "page has data", "in the description", "page has a description")
_GONE: Final = ("gone before", "gone behind", "gone around")

_WORDS_AT: Final = len(TEXT) + len(_KINDS) + len(PLACE) + len(WHOLE)
WORD_COLUMNS: Final = slice(_WORDS_AT, _WORDS_AT + len(WORD))
"""Where the columns of `words_of` stand among those of `features_of`."""
MARKER_COLUMNS: Final = slice(WORD_COLUMNS.stop, WORD_COLUMNS.stop + len(_MARKER))
"""Where the columns of `markers_of` stand among those of `features_of`."""

NAMES: Final = (
    *TEXT,
    *(f"is {kind}" for kind in _KINDS),
    *PLACE,
    *WHOLE,
    *WORD,
    *_MARKER,
    *(f"in <{tag}>" for tag in _TAGS),
    *(f"hint {hint}" for hint in _HINTS),
    *(f"in marked {kind}" for kind in _MARKED),
    *(f"phrase of {kind}" for kind in _NAMED),
    *(f"below a phrase of {kind}" for kind in _SECTIONS),
    "phrases around",
    *_GONE,
    *(f"{level} container: {name}" for level in LEVELS for name in _OF_LEVEL),
    *_DATA,
)
"""The columns of `features_of`."""


def features_of(
    page: Page,
    tokens: Mapping[str, float],
    vocabulary: Mapping[str, float],
    known: dict[tuple[str, ...], float] | None = None,
) -> Array:
    """The features of the page's blocks, in rows.

    `tokens` and `known` as in `markers_of`; `vocabulary` gives the log-odds of body of words in short blocks.
    """
    said = [said_of(block) for block in page.blocks]
    text = text_of(page, said)
    tags = [[at for at, container in enumerate(page.containers) if container.tag == tag] for tag in _TAGS]
    columns = (
        text,
        _one_hot(_KINDS, [block.kind for block in page.blocks]),
        place_of(page, text),
        whole_of(page),
        words_of(said, vocabulary),
        markers_of(page, tokens, known),
        _handed_down(page, tags),
        _one_hot(_HINTS, [block.container.hint for block in page.blocks]),
        _handed_down(page, _marked(page)),
        _phrases(page),
        _gone(page),
        _containers(page),
        _data(page),
    )
    return np.concatenate(columns, axis=1)


def tokens_of(names: Sequence[str]) -> set[str]:
    """The tokens that a container's names are scored by: the whole names and their parts."""
    found = set(names)
    for name in names:
        found.update(part for part in name.split("-") if len(part) > 1 and not part.isdigit())
    return found


def markers_of(page: Page, tokens: Mapping[str, float], known: dict[tuple[str, ...], float] | None = None) -> Array:
    """What each block's containers hand down to it of the log-odds that `tokens` gives their names.

    `known` remembers the scores of names from page to page; it belongs to one `tokens`.
    """
    known = {} if known is None else known
    rows: list[tuple[float, float, float, float]] = []
    if len(known) > _MAX_KNOWN:
        known.clear()
    for names, parent in zip(page.names, page.parents, strict=True):
        own = known.get(names)
        if own is None:
            own = known[names] = _strongest(names, tokens)
        _, near, worst, best = rows[parent] if parent >= 0 else (0.0, 0.0, 0.0, 0.0)
        rows.append((own, own + _DECAY * near, min(worst, own), max(best, own)))
    return np.array(rows, np.float32)[page.own]


def _strongest(names: Sequence[str], tokens: Mapping[str, float]) -> float:
    """The lowest and the highest token score of a container's names, added."""
    scores = [tokens[token] for token in tokens_of(names) if token in tokens]
    return min(0.0, *scores) + max(0.0, *scores) if scores else 0.0


def _one_hot(names: Sequence[str], values: Sequence[str]) -> Array:
    places = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(values), len(names) + 1), np.float32)
    found[np.arange(len(values)), [places.get(value, -1) for value in values]] = 1
    return found[:, :-1]


def _handed_down(page: Page, found: Sequence[Sequence[int]]) -> Array:
    """For each block whether a container above it is among the `found`, a column a list of containers' numbers."""
    own = [0] * len(page.parents)
    for place, indices in enumerate(found):
        for index in indices:
            own[index] |= 1 << place
    for index, parent in enumerate(page.parents):
        if parent >= 0:
            own[index] |= own[parent]
    masks = np.array(own, np.int64)[page.own]
    return ((masks[:, None] >> np.arange(len(found))) & 1).astype(np.float32)


def _marked(page: Page) -> list[list[int]]:
    number = {container.index: at for at, container in enumerate(page.containers)}
    found = marks(page.document)
    return [
        [number[mark.container.index] for mark in found.get(kind, ()) if mark.container.index in number]
        for kind in _MARKED
    ]


def _phrases(page: Page) -> Array:
    """Whose phrases each block has, how near above it stands a block with one, and how many are around."""
    total = len(page.document.blocks)
    own = np.zeros((total, len(_NAMED)), np.float32)
    for index, found in hits(page.document).items():
        for hit in found:
            if hit.filter in _NAMED:
                own[index, _NAMED.index(hit.filter)] = 1
    here = np.arange(total)
    columns = [own]
    for name in _SECTIONS:
        places = np.where(own[:, _NAMED.index(name)] > 0, here, -_FAR - 1)
        last = np.maximum.accumulate(np.concatenate(([-_FAR - 1], places[:-1])))
        columns.append((_SECTION_DECAY ** np.minimum(here - 1 - last, _FAR))[:, None])
    running = np.concatenate(([0], np.cumsum(own.any(axis=1))))
    around = running[np.minimum(here + 6, total)] - running[np.maximum(here - 5, 0)]
    return np.concatenate((*columns, around[:, None] / 11), axis=1)[page.at].astype(np.float32)


def _gone(page: Page) -> Array:
    """Whether the blocks before and behind each are dropped, and how many around it."""
    gone = np.ones(len(page.document.blocks) + 20, np.float32)
    gone[page.at + 10] = 0
    gone[:10] = gone[-10:] = 0
    running = np.concatenate(([0], np.cumsum(gone)))
    around = (running[page.at + 16] - running[page.at + 5]) / 10
    return np.stack((gone[page.at + 9], gone[page.at + 11], around), axis=1).astype(np.float32)


def _containers(page: Page) -> Array:
    values = np.stack((page.words, page.words * page.links, page.words * page.prose, np.ones_like(page.words)), axis=1)
    words, linked, prose, counts = page.sums(values).T
    some = np.maximum(words, 1)
    columns = (
        np.log1p(words),
        linked / some,
        np.log1p(words / counts),
        words / max(1.0, float(words[0])),
        prose / some,
        np.log1p(counts),
    )
    table = np.stack(columns, axis=1)
    return np.concatenate([table[level] for level in page.levels], axis=1)


def _data(page: Page) -> Array:
    """Whether each block stands in what the page's data say its body is, and in its description."""
    found = np.zeros((len(page.blocks), len(_DATA)), np.float32)
    body, description = page.document.once(_body_in_data), _squash(page.document.description)
    if body or description:
        texts = [_squash(block.text[:_HEAD_CHARS]) for block in page.blocks]
        found[:, 0] = [text in body for text in texts]
        found[:, 1] = bool(body)
        found[:, 2] = [len(text) > _MIN_SAID_CHARS and text in description for text in texts]
        found[:, 3] = bool(description)
    return found


def _body_in_data(document: Document) -> str:
    """The longest `articleBody` of the page's JSON-LD, squashed; empty where it has none of a body's length."""
    scripts: Any = document.tree.iter("script") if document.tree is not None else ()
    longest = ""
    for script in scripts:
        if script.text and '"articleBody"' in script.text:
            for found in _BODY_VALUE.finditer(script.text):
                longest = max(longest, found.group(1), key=len)
    try:
        body = _squash(_TAG.sub(" ", unescape(json.loads(longest or '""', strict=False))))
    except ValueError:
        return ""
    return body if len(body) >= _MIN_DATA_CHARS else ""


def _squash(text: str) -> str:
    return "".join(text.casefold().split())
