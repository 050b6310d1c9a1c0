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

from cleaner.body.page import LEVELS, Array, Page, table_of
from cleaner.body.place import PLACE, WHOLE, place_of, whole_of
from cleaner.body.text import TEXT, WORD, said_of, text_of, words_of
from cleaner.document import Document
from cleaner.memo import MAX_CHARS
from cleaner.tables import hits, marks
from cleaner.words import squash

__all__ = ["MARKER_COLUMNS", "NAMES", "WORD_COLUMNS", "features_of", "markers_of", "tokens_of"]

_KINDS: Final = ("paragraph", "heading", "item", "row", "quote", "code", "caption", "control")
_TAGS: Final = (
    "article main section aside header footer nav form table td ul ol li dl blockquote figure p pre label a span"
).split()
_HINTS: Final = ("hidden", "display:none", "template", "noscript", "sr-only", "aria-hidden", "dialog")
_NAMED: Final = "navigation consent advertisement comments promo correction subscribe share legal author-bio".split()
_MARKED: Final = (*_NAMED, "body", "meta", "forum", "panel", "hidden")
_SECTIONS: Final = ("navigation", "comments", "promo", "subscribe", "author-bio")
_KIND_AT: Final = {kind: at for at, kind in enumerate(_KINDS)}
_NAMED_AT: Final = {name: at for at, name in enumerate(_NAMED)}
_SECTIONS_AT: Final = [_NAMED_AT[name] for name in _SECTIONS]
_BITS: Final = np.arange(len(_TAGS) + len(_HINTS) + len(_MARKED))
_TAG_BITS: Final = {tag: 1 << at for at, tag in enumerate(_TAGS)}
_HINT_BITS: Final = {hint: 1 << at for at, hint in enumerate(_HINTS, len(_TAGS))}
_MARK_BITS: Final = {kind: 1 << at for at, kind in enumerate(_MARKED, len(_TAGS) + len(_HINTS))}
_DECAY: Final = 0.7
_NO_MARKER: Final = (0.0, 0.0, 0.0, 0.0)
_FAR: Final = 99
"""A phrase this many blocks above, or more, is as good as none."""
_SECTION_DECAYS: Final = 0.85 ** np.arange(_FAR + 1)
_MAX_KNOWN: Final = 8192
_MIN_DATA_CHARS: Final = 150
_MIN_SAID_CHARS: Final = 20
_HEAD_CHARS: Final = 200
_FIRST_CHARS: Final = 24
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
    said = said_of(page)
    text = text_of(page, said)
    columns = (
        text,
        _kinds(page),
        place_of(page, text),
        whole_of(page),
        words_of(said, vocabulary),
        markers_of(page, tokens, known),
        _containers_signs(page),
        _phrases(page),
        _gone(page),
        _containers(page),
        _data(page),
    )
    return np.concatenate(columns, axis=1)


def tokens_of(names: Sequence[str]) -> set[str]:
    """The tokens that a container's names are scored by: the whole names and their parts."""
    return set(names).union(part for name in names for part in name.split("-") if _is_token(part))


def _is_token(part: str) -> bool:
    return len(part) > 1 and not part.isdigit()


def markers_of(page: Page, tokens: Mapping[str, float], known: dict[tuple[str, ...], float] | None = None) -> Array:
    """What each block's containers hand down to it of the log-odds that `tokens` gives their names.

    `known` remembers the scores of names from page to page; it belongs to one `tokens`.
    """
    known = {} if known is None else known
    rows: list[tuple[float, float, float, float]] = []
    for names, parent in zip(page.names, page.parents, strict=True):
        own = known.get(names)
        if own is None:
            own = _strongest(names, tokens)
            _remember(known, names, own)
        _, near, worst, best = rows[parent] if parent >= 0 else _NO_MARKER
        rows.append((own, own + _DECAY * near, own if own < worst else worst, own if own > best else best))
    found: Array = np.array(rows, np.float32)[page.own]
    return found


def _remember(known: dict[tuple[str, ...], float], names: tuple[str, ...], score: float) -> None:
    """Have `known` hold the score of `names`, but not of long ones, nor of very many: a page may have any."""
    if sum(map(len, names)) <= MAX_CHARS:
        if len(known) >= _MAX_KNOWN:
            known.clear()
        known[names] = score


def _strongest(names: Sequence[str], tokens: Mapping[str, float]) -> float:
    """The lowest and the highest token score of a container's names, added."""
    scores = [tokens[name] for name in names if name in tokens]
    parts = [part for name in names if "-" in name for part in name.split("-") if part in tokens]
    scores += [tokens[part] for part in parts if _is_token(part)]
    return min(0.0, *scores) + max(0.0, *scores) if scores else 0.0


def _kinds(page: Page) -> Array:
    found = np.zeros((len(page.kinds), len(_KINDS)), np.float32)
    found[np.arange(len(page.kinds)), [_KIND_AT[kind] for kind in page.kinds]] = 1
    return found


def _containers_signs(page: Page) -> Array:
    """Which tags and marks are above each block, and the hint of its container: for each a bit of a number."""
    bits = [_TAG_BITS.get(tag, 0) for tag in page.tags]
    number = {container.index: at for at, container in enumerate(page.containers)}
    marked = marks(page.document)
    for kind, bit in _MARK_BITS.items():
        for mark in marked.get(kind, ()):
            if mark.container.index in number:
                bits[number[mark.container.index]] |= bit
    for index, parent in enumerate(page.parents):
        if parent >= 0:
            bits[index] |= bits[parent]
    hints = [_HINT_BITS.get(block.container.hint, 0) for block in page.blocks]
    signs = np.array(bits, np.int64)[page.own] | np.array(hints, np.int64)
    found: Array = ((signs[:, None] >> _BITS) & 1).astype(np.float32)
    return found


def _phrases(page: Page) -> Array:
    """Whose phrases each block has, how near above it stands a block with one, and how many are around."""
    total = len(page.document.blocks)
    own = np.zeros((total, len(_NAMED)), np.float32)
    for index, found in hits(page.document).items():
        for hit in found:
            if hit.filter in _NAMED_AT:
                own[index, _NAMED_AT[hit.filter]] = 1
    last = np.full((total + 1, len(_SECTIONS)), -_FAR - 1)
    last[1:] = np.where(own[:, _SECTIONS_AT] > 0, np.arange(total)[:, None], -_FAR - 1)
    since = page.at[:, None] - 1 - np.maximum.accumulate(last, axis=0)[page.at]
    running = np.concatenate(([0], np.cumsum(own.any(axis=1))))
    around = running[np.minimum(page.at + 6, total)] - running[np.maximum(page.at - 5, 0)]
    below = _SECTION_DECAYS[np.minimum(since, _FAR)]
    return np.concatenate((own[page.at], below, around[:, None] / 11), axis=1, dtype=np.float32)


def _gone(page: Page) -> Array:
    """Whether the blocks before and behind each are dropped, and how many around it."""
    gone = np.ones(len(page.document.blocks) + 20, np.float32)
    gone[page.at + 10] = 0
    gone[:10] = gone[-10:] = 0
    running = np.concatenate(([0], np.cumsum(gone)))
    around = (running[page.at + 16] - running[page.at + 5]) / 10
    return np.stack((gone[page.at + 9], gone[page.at + 11], around), axis=1).astype(np.float32)


def _containers(page: Page) -> Array:
    values = table_of(len(page.words), (page.words, page.words * page.links, page.words * page.prose, 1))
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
    found: Array = table_of(len(words), columns)[np.stack(page.levels, axis=1)].reshape(len(page.own), -1)
    return found


def _data(page: Page) -> Array:
    """Whether each block stands in what the page's data say its body is, and in its description."""
    body, description = page.document.once(_body_in_data), squash(page.document.description)
    texts = [block.text for block in page.blocks]
    columns = (
        [_stands_in(body, text) for text in texts] if body else 0,
        bool(body),
        [_stands_in(description, text, _MIN_SAID_CHARS) for text in texts] if description else 0,
        bool(description),
    )
    return table_of(len(texts), columns)


def _stands_in(whole: str, text: str, min_chars: int = 0) -> bool:
    """Whether the head of `text`, squashed, is in `whole` and longer than `min_chars`; its beginning is tried first."""
    if squash(text[:_FIRST_CHARS]) not in whole:
        return False
    head = squash(text[:_HEAD_CHARS])
    return len(head) > min_chars and head in whole


def _body_in_data(document: Document) -> str:
    """The longest `articleBody` of the page's JSON-LD, squashed; empty where it has none of a body's length."""
    scripts: Any = document.tree.iter("script") if document.tree is not None else ()
    texts = [text for script in scripts if (text := script.text) and '"articleBody"' in text]
    values = [value for text in texts for value in _BODY_VALUE.findall(text)]
    if not values:
        return ""
    try:
        body = squash(_TAG.sub(" ", unescape(json.loads(max(values, key=len), strict=False))))
    except ValueError:
        return ""
    return body if len(body) >= _MIN_DATA_CHARS else ""
