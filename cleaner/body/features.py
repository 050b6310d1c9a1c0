"""Features: what the learned body filter knows of each block; the same at training and at run time.

A row for each kept block, a column for each of `NAMES`. Everything is counted once a page: sums over containers come
from running sums over blocks (a container is a range of blocks), what lies on the way up to the root is handed down
from parent to child. The choice follows Kohlschütter et al. 2010 (text and link density of a block and its
neighbours), Vogels et al. 2018 (features of ancestors) and the containers' scores of `cleaner.body.containers`.
"""

import re
from collections.abc import Mapping, Sequence
from math import log1p
from typing import Any, Final

import numpy as np

from cleaner.body.containers import best_container, box_values, worthless_boxes
from cleaner.body.lines import is_dateline, lead_start
from cleaner.document import Block, Document
from cleaner.filters.signs import ends_sentence, repeated_texts
from cleaner.words import phrase_words

__all__ = [
    "CONTEXT_NAMES",
    "MARKER_COLUMNS",
    "NAMES",
    "Array",
    "Page",
    "context_of",
    "features_of",
    "markers_of",
    "tokens_of",
]

Array = np.ndarray[Any, np.dtype[np.float32]]

_KINDS: Final = ("paragraph", "heading", "item", "row", "quote", "code", "caption", "control")
_TAGS: Final = (
    "article main section aside header footer nav form table td ul ol li dl blockquote figure p pre label a span"
).split()
_LEVELS: Final = ("own", "first", "second", "third", "fourth")
_CAPITAL: Final = re.compile(r"\b[A-ZÀ-ÞΑ-ΩА-ЯЁІЇЄҐ]")
_DIGIT: Final = re.compile(r"\d")
_HEAD_CHARS: Final = 200
_NEIGHBOURS: Final = (-2, -1, 1, 2)
_DECAY: Final = 0.7
_MAX_KNOWN: Final = 100_000

_TEXT: Final = (
    *("words", "characters a word", "link share", "links", "sentence end", "question", "colon", "commas a word"),
    *("digits", "capitals a word", "starts with a digit", "starts with a sign", "bar", "quotation", "date"),
    *("lines", "level", "repeated", "title overlap", "same as title"),
)
_PLACE: Final = (
    *("place", "words before", "before the first heading", "blocks since the first heading", "depth", "lists"),
    *("in the best container", "in the lead", "place in the best container", "box value", "worst box value"),
    *("in a worthless box", "twins", "words of twins", "links of twins", "gone before", "gone behind", "gone around"),
)
_PAGE: Final = ("page words", "page blocks", "page link share", "page prose share", "best share of words")
_MARKER: Final = ("own tokens", "near tokens", "worst token", "best token")
_OF_LEVEL: Final = ("words", "link share", "words a block", "share of page", "prose share", "blocks")
_OF_NEIGHBOUR: Final = ("words", "link share", "sentence end", "heading", "same container", "control")

_MARKERS_AT: Final = len(_TEXT) + len(_KINDS) + len(_PLACE) + len(_PAGE)
MARKER_COLUMNS: Final = slice(_MARKERS_AT, _MARKERS_AT + len(_MARKER))
"""Where the columns of `markers_of` stand among those of `features_of`."""

NAMES: Final = (
    *_TEXT,
    *(f"is {kind}" for kind in _KINDS),
    *_PLACE,
    *_PAGE,
    *_MARKER,
    *(f"in <{tag}>" for tag in _TAGS),
    *(f"{level} container: {name}" for level in _LEVELS for name in _OF_LEVEL),
    *(f"neighbour {at:+}: {name}" for at in _NEIGHBOURS for name in _OF_NEIGHBOUR),
)
"""The columns of `features_of`."""

CONTEXT_NAMES: Final = (
    "score",
    *(f"score of neighbour {at:+}" for at in (-3, -2, -1, 1, 2, 3)),
    *("score around", "score before", "score behind"),
    *(f"score of {level} container" for level in _LEVELS),
    *("score of best container", "score of twins", "score of page", "highest score near"),
)
"""The columns of `context_of`."""


class Page:
    """A document's kept blocks and the running sums that features are made from."""

    def __init__(self, document: Document) -> None:
        """Count what stands in each container."""
        self.document = document
        self.blocks = document.kept
        blocks, containers = self.blocks, document.containers
        self.words = np.array([block.words for block in blocks], np.float32)
        self.at = np.array([block.index for block in blocks], np.intp)
        self.own = np.array([block.container.index for block in blocks], np.intp)
        self.links = np.array([block.link_share for block in blocks], np.float32)
        self.prose = np.array([block.is_prose for block in blocks], np.float32)
        first, end = np.array(document.spans, np.intp).T
        places = np.searchsorted(self.at, np.arange(len(document.blocks) + 1))
        self.first, self.end = places[first], places[end]
        self.parents = [c.parent.index if c.parent else -1 for c in containers]
        self.names = [c.names for c in containers]
        self.levels = self._levels()
        self.worth = box_values(document)
        best = best_container(document, self.worth)
        self.best = best.index
        names: dict[Any, int] = {}
        self.twins = np.array([names.setdefault(_signature(block), len(names)) for block in blocks], np.intp)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the page's tree, which cannot be sent to another process: enough for `context_of`."""
        return {name: value for name, value in self.__dict__.items() if name not in ("document", "blocks")}

    def sums(self, values: Array) -> Array:
        """For each container the sum of its kept blocks' `values`."""
        running = np.concatenate((np.zeros(1, np.float64), np.cumsum(values, dtype=np.float64)))
        found: Array = (running[self.end] - running[self.first]).astype(np.float32)
        return found

    def _levels(self) -> list[Any]:
        """For each block its container, and the containers further up that each hold more blocks than the last."""
        counts = (self.end - self.first).tolist()
        parents = self.parents
        grows = [0] * len(parents)
        for index in range(1, len(parents)):
            parent = max(0, parents[index])
            grows[index] = grows[parent] if counts[parent] == counts[index] else parent
        grown = np.array(grows, np.intp)
        levels = [self.own]
        for _ in _LEVELS[1:]:
            levels.append(grown[levels[-1]])
        return levels


def tokens_of(names: Sequence[str]) -> set[str]:
    """The tokens that a container's names are scored by: the whole names and their parts."""
    found = set(names)
    for name in names:
        found.update(part for part in name.split("-") if len(part) > 1 and not part.isdigit())
    return found


def features_of(page: Page, tokens: Mapping[str, float], known: dict[tuple[str, ...], float] | None = None) -> Array:
    """The features of the page's kept blocks, in rows; `tokens` and `known` as in `markers_of`."""
    document = page.document
    text = np.array(_text_rows(document, page.blocks), np.float32).reshape(len(page.blocks), len(_TEXT))
    kinds = np.array([[block.kind == kind for kind in _KINDS] for block in page.blocks], np.float32)
    columns = [
        text,
        kinds,
        _place(page),
        _whole(page),
        markers_of(page, tokens, known),
        _tags(page),
        _containers(page),
        _neighbours(page, text[:, _TEXT.index("sentence end")], kinds),
    ]
    return np.concatenate(columns, axis=1)


def context_of(page: Page, scores: Array) -> Array:
    """The scores of the blocks around each block, of its containers and of its twins, given the first `scores`."""
    count = len(scores)
    weights = np.minimum(page.words, 60) + 1
    padded = np.concatenate((np.zeros(3, np.float32), scores, np.zeros(3, np.float32)))
    columns: list[Any] = [scores, *(padded[3 + at : 3 + at + count] for at in (-3, -2, -1, 1, 2, 3))]
    running = np.concatenate((np.zeros(1), np.cumsum(scores * weights)))
    total = np.concatenate((np.zeros(1), np.cumsum(weights)))
    here = np.arange(count)
    for before, behind in ((5, 6), (10, 0), (-1, 11)):
        low, high = np.clip(here - before, 0, count), np.clip(here + behind, 0, count)
        columns.append((running[high] - running[low]) / np.maximum(total[high] - total[low], 1))
    of_containers = page.sums(scores * weights) / np.maximum(page.sums(weights), 1)
    columns += [of_containers[level] for level in page.levels]
    columns.append(np.full(count, of_containers[page.best]))
    twin_weights = np.bincount(page.twins, weights)
    columns.append((np.bincount(page.twins, scores * weights) / np.maximum(twin_weights, 1))[page.twins])
    columns.append(np.full(count, of_containers[0]))
    columns.append(np.max([padded[3 + at : 3 + at + count] for at in range(-3, 4)], axis=0))
    return np.stack(columns, axis=1).astype(np.float32)


def _text_rows(document: Document, blocks: Sequence[Block]) -> list[tuple[float, ...]]:
    title = set(phrase_words(document.title))
    repeated = repeated_texts(document)
    return [_text_row(block, title, repeated) for block in blocks]


def _text_row(block: Block, title: set[str], repeated: frozenset[str]) -> tuple[float, ...]:
    text = block.text
    head = text[:_HEAD_CHARS]
    size = max(1, block.words)
    first, last = head[0], text[-1]
    said = set(phrase_words(text)) if block.words <= 25 and title else set()
    overlap = len(said & title) / len(said) if said else 0.0
    covered = len(said & title) / len(title) if said else 0.0
    return (
        log1p(block.words),
        len(text) / size / 10,
        block.link_share,
        log1p(len(block.hrefs)),
        ends_sentence(text),
        last == "?",
        last == ":",
        head.count(",") / min(size, 30) * 5,
        len(_DIGIT.findall(head)) / len(head),
        len(_CAPITAL.findall(head)) / min(size, 30),
        first.isdigit(),
        not first.isalnum(),
        "|" in head or "»" in head or "·" in head,
        first in "“„«\"'「—–-",
        block.words <= 14 and is_dateline(block),
        log1p(text.count("\n")),
        block.level / 3,
        text in repeated,
        overlap,
        min(overlap, covered),
    )


def _place(page: Page) -> Array:
    document, blocks = page.document, page.blocks
    count = len(blocks)
    here = np.arange(count, dtype=np.float32)
    before = np.cumsum(page.words) - page.words
    headings = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 1] or [-1]
    since = here - headings[0]
    first, end = page.first[page.best], page.end[page.best]
    lead = lead_start(document, int(document.spans[page.best][0]))
    within = (here >= first) & (here < end)
    worth = np.array(page.worth, np.float32)
    worst = _lowest(page, worth)
    boxes = np.zeros(count, np.float32)
    for box, _ in worthless_boxes(document, document.containers[page.best], page.worth):
        boxes[page.first[box.index] : page.end[box.index]] = 1
    twins = np.bincount(page.twins)
    twin_words = np.bincount(page.twins, page.words) / np.maximum(twins, 1)
    twin_links = np.bincount(page.twins, page.links) / np.maximum(twins, 1)
    kept = np.zeros(len(document.blocks) + 20, np.float32)
    kept[page.at + 10] = 1
    kept[:10] = kept[-10:] = 1
    running = np.concatenate((np.zeros(1, np.float32), np.cumsum(1 - kept)))
    around = (running[page.at + 16] - running[page.at + 5]) / 10
    return np.stack(
        [
            here / count,
            before / max(1.0, float(page.words.sum())),
            (since < 0).astype(np.float32),
            np.log1p(np.maximum(since, 0)),
            np.array([_depth(page, block) for block in blocks], np.float32) / 10,
            np.array([block.container.level for block in blocks], np.float32),
            within.astype(np.float32),
            ((page.at >= lead) & (here < first)).astype(np.float32),
            np.where(within, (here - first) / max(1, end - first), -1),
            np.arcsinh(worth[page.own]),
            np.arcsinh(worst[page.own]),
            boxes,
            np.log1p(twins[page.twins]),
            np.log1p(twin_words[page.twins]),
            twin_links[page.twins],
            1 - kept[page.at + 9],
            1 - kept[page.at + 11],
            around,
        ],
        axis=1,
    ).astype(np.float32)


def _depth(page: Page, block: Block) -> int:
    depths: list[int] = page.document.once(_depths)
    return depths[block.container.index]


def _depths(document: Document) -> list[int]:
    depths = [0] * len(document.containers)
    for container in document.containers[1:]:
        depths[container.index] = depths[container.parent.index] + 1 if container.parent else 0
    return depths


def _lowest(page: Page, worth: Array) -> Array:
    """For each container the lowest worth on the way up to the root."""
    values = worth.tolist()
    for index, parent in enumerate(page.parents):
        if parent >= 0:
            values[index] = min(values[index], values[parent])
    return np.array(values, np.float32)


def _whole(page: Page) -> Array:
    words = float(page.words.sum())
    best = float(page.words[page.first[page.best] : page.end[page.best]].sum())
    row = (
        log1p(words),
        log1p(len(page.blocks)),
        float((page.words * page.links).sum()) / max(1.0, words),
        float((page.words * page.prose).sum()) / max(1.0, words),
        best / max(1.0, words),
    )
    return np.tile(np.array(row, np.float32), (len(page.blocks), 1))


def markers_of(page: Page, tokens: Mapping[str, float], known: dict[tuple[str, ...], float] | None = None) -> Array:
    """The columns of `features_of` that depend on `tokens`: what each block's containers hand down to it.

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


def _tags(page: Page) -> Array:
    """Which of `_TAGS` each block stands in."""
    bits = {tag: 1 << place for place, tag in enumerate(_TAGS)}
    masks: list[int] = []
    for container in page.document.containers:
        bit = bits.get(container.tag, 0)
        masks.append(bit | masks[container.parent.index] if container.parent else bit)
    return ((np.array(masks)[page.own][:, None] >> np.arange(len(_TAGS))) & 1).astype(np.float32)


def _strongest(names: Sequence[str], tokens: Mapping[str, float]) -> float:
    """The lowest and the highest token score of a container's names, added."""
    scores = [tokens[token] for token in tokens_of(names) if token in tokens]
    return min(0.0, *scores) + max(0.0, *scores) if scores else 0.0


def _containers(page: Page) -> Array:
    words, counts = page.sums(page.words), page.sums(np.ones(len(page.blocks), np.float32))
    linked, prose = page.sums(page.words * page.links), page.sums(page.words * page.prose)
    some, most = np.maximum(words, 1), max(1.0, float(words[0]))
    table = np.stack(
        [
            np.log1p(words),
            linked / some,
            np.log1p(words / np.maximum(counts, 1)),
            words / most,
            prose / some,
            np.log1p(counts),
        ],
        axis=1,
    )
    return np.concatenate([table[level] for level in page.levels], axis=1)


def _neighbours(page: Page, sentence_ends: Array, kinds: Array) -> Array:
    count = len(page.blocks)
    most = max(map(abs, _NEIGHBOURS))
    parents = np.array(page.parents, np.intp)[page.own]
    padded = np.concatenate((np.full(most, -2), parents, np.full(most, -2)))
    table = np.zeros((count + 2 * most, len(_OF_NEIGHBOUR)), np.float32)
    table[most : most + count] = np.stack(
        [
            np.log1p(page.words),
            page.links,
            sentence_ends,
            kinds[:, _KINDS.index("heading")],
            np.zeros(count, np.float32),
            kinds[:, _KINDS.index("control")],
        ],
        axis=1,
    )
    columns = []
    for at in _NEIGHBOURS:
        there = table[most + at : most + at + count].copy()
        there[:, 4] = padded[most + at : most + at + count] == parents
        columns.append(there)
    return np.concatenate(columns, axis=1)


def _signature(block: Block) -> tuple[Any, ...]:
    own = block.container
    parent = own.parent
    return (own.tag, own.names, parent.tag, parent.names) if parent else (own.tag, own.names)
