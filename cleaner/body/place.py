"""Features of a block's place: on the page, behind its title, in its best container, among blocks of its kind."""

from math import log1p
from typing import Any, Final

import numpy as np

from cleaner.body.containers import worthless_boxes
from cleaner.body.lines import lead_start
from cleaner.body.page import Array, Page, table_of
from cleaner.body.text import TEXT

__all__ = ["PLACE", "WHOLE", "place_of", "whole_of"]

PLACE: Final = (
    *("place", "words before", "before the first heading", "blocks since the first heading", "depth", "lists"),
    *("in the best container", "in the lead", "place in the best container", "box value", "worst box value"),
    *("in a worthless box", "twins", "words of twins", "links of twins"),
    *("before the title", "blocks since the title", "headings since the title", "dates since the title"),
    *("articles before", "share of page shared with the title", "share of page shared with the best container"),
    "blocks from the best container",
)
"""The columns of `place_of`."""
WHOLE: Final = ("page words", "page blocks", "page link share", "page prose share", "best share of words", "articles")
"""The columns of `whole_of`, the same for all blocks of a page."""
_MIN_SAME: Final = 0.4
_SAME_AT: Final = TEXT.index("same as title")
_DATE_AT: Final = TEXT.index("date")


def place_of(page: Page, text: Array) -> Array:
    """Where each block stands; `text` as `text_of` gives it."""
    count = len(page.blocks)
    here = np.arange(count, dtype=np.float32)
    heads = np.array([kind == "heading" for kind in page.kinds], np.float32)
    top = next((at for at in np.flatnonzero(heads).tolist() if page.blocks[at].level == 1), -1)
    title = _title_at(text, heads, top)
    behind = (here > title).astype(np.float32)
    first, end = int(page.first[page.best]), int(page.end[page.best])
    within = (here >= first) & (here < end)
    lead = lead_start(page.document, page.document.spans[page.containers[page.best].index][0])
    words = page.sums(page.words)
    depths, lowest = _on_the_way_down(page)
    columns = (
        here / count,
        (np.cumsum(page.words) - page.words) / max(1.0, float(page.words.sum())),
        here < top,
        np.log1p(np.maximum(here - top, 0)),
        depths[page.own] / 10,
        [block.container.level for block in page.blocks],
        within,
        (page.at >= lead) & (here < first),
        np.where(within, (here - first) / max(1, end - first), -1),
        np.arcsinh(page.worth[page.own]),
        np.arcsinh(lowest[page.own]),
        _in_worthless_boxes(page),
        *_twins(page),
        1 - behind,
        np.log1p(np.maximum(here - title, 0)),
        np.log1p(np.cumsum(heads * behind)),
        np.log1p(np.cumsum(text[:, _DATE_AT] * behind)),
        np.log1p(_articles_begun(page)[page.own]),
        _shared(page, words, int(page.own[title]) if title >= 0 else 0),
        _shared(page, words, page.best),
        np.log1p(np.maximum(np.maximum(first - here, here - end + 1), 0)),
    )
    return table_of(count, columns)


def whole_of(page: Page) -> Array:
    """What kind of page it is, in a row for each block."""
    words = max(1.0, float(page.words.sum()))
    best = float(page.words[page.first[page.best] : page.end[page.best]].sum())
    columns = (
        log1p(words),
        log1p(len(page.blocks)),
        float(page.words @ page.links) / words,
        float(page.words @ page.prose) / words,
        best / words,
        log1p(page.tags.count("article")),
    )
    return table_of(len(page.blocks), columns)


def _title_at(text: Array, heads: Array, top: int) -> int:
    """The place of the block that says most of the page's title, headings before others; `top` where none does."""
    same = text[:, _SAME_AT] * (0.5 + 0.5 * heads)
    best = int(same.argmax())
    return best if same[best] >= _MIN_SAME else top


def _on_the_way_down(page: Page) -> tuple[Any, Any]:
    """For each container its depth, and the lowest worth of it and those above it."""
    depths: list[int] = []
    lowest: list[float] = []
    for worth, parent in zip(page.worth.tolist(), page.parents, strict=True):
        if parent < 0:
            depths.append(0)
            lowest.append(worth)
        else:
            depths.append(depths[parent] + 1)
            above = lowest[parent]
            lowest.append(worth if worth < above else above)
    return np.array(depths, np.float32), np.array(lowest, np.float32)


def _articles_begun(page: Page) -> Any:
    """For each container how many outermost `<article>`s have begun at it or before it."""
    begun = np.zeros(len(page.tags), np.float32)
    covered = -1
    for index, tag in enumerate(page.tags):
        if tag == "article" and page.first[index] >= covered:
            begun[index] = 1
            covered = page.end[index]
    return np.cumsum(begun)


def _in_worthless_boxes(page: Page) -> Array:
    found = np.zeros(len(page.blocks), np.float32)
    for first, end in worthless_boxes(page.worth, page.first, page.end, page.best):
        found[first:end] = 1
    return found


def _twins(page: Page) -> tuple[Array, Array, Array]:
    """How many blocks are built like each block, how long they are, how much of them is in links."""
    counts = np.bincount(page.twins)
    words = np.bincount(page.twins, page.words) / counts
    links = np.bincount(page.twins, page.links) / counts
    return np.log1p(counts)[page.twins], np.log1p(words)[page.twins], links[page.twins]


def _shared(page: Page, words: Array, other: int) -> Any:
    """For each block the share of the page's words in the smallest container that holds it and container `other`.

    `words` are the containers'. Those around `other` are ranges, each within the one before: what lies between two of
    them is shared with the wider one.
    """
    above = []
    while other >= 0:
        above.append(other)
        other = page.parents[other]
    down = np.array(above[::-1])
    edges = np.concatenate((page.first[down], page.end[down][::-1]))
    shares = words[np.concatenate((down, down[-2::-1]))] / max(1.0, float(words[0]))
    return np.repeat(shares, np.diff(edges))
