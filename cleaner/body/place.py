"""Features of a block's place: on the page, behind its title, in its best container, among blocks of its kind."""

from typing import Final

import numpy as np

from cleaner.body.containers import worthless_boxes
from cleaner.body.lines import lead_start
from cleaner.body.page import Array, Page
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


def place_of(page: Page, text: Array) -> Array:
    """Where each block stands; `text` as `text_of` gives it."""
    count = len(page.blocks)
    here = np.arange(count, dtype=np.float32)
    heads = np.array([block.kind == "heading" for block in page.blocks], np.float32)
    top = next((at for at, block in enumerate(page.blocks) if block.kind == "heading" and block.level == 1), -1)
    title = _title_at(text, heads, top)
    behind = (here > title).astype(np.float32)
    first, end = int(page.first[page.best]), int(page.end[page.best])
    within = (here >= first) & (here < end)
    depths, articles, lowest = _on_the_way_down(page)
    columns = (
        here / count,
        (np.cumsum(page.words) - page.words) / max(1.0, float(page.words.sum())),
        here < top,
        np.log1p(np.maximum(here - top, 0)),
        depths[page.own] / 10,
        [block.container.level for block in page.blocks],
        within,
        (page.at >= lead_start(page.document, page.document.spans[page.containers[page.best].index][0]))
        & (here < first),
        np.where(within, (here - first) / max(1, end - first), -1),
        np.arcsinh(page.worth[page.own]),
        np.arcsinh(lowest[page.own]),
        _in_worthless_boxes(page),
        *_twins(page),
        1 - behind,
        np.log1p(np.maximum(here - title, 0)),
        np.log1p(np.cumsum(heads * behind)),
        np.log1p(np.cumsum(text[:, TEXT.index("date")] * behind)),
        np.log1p(articles[page.own]),
        _shared(page, int(page.own[title]) if title >= 0 else 0),
        _shared(page, page.best),
        np.log1p(np.maximum(np.maximum(first - here, here - end + 1), 0)),
    )
    return np.array(columns, np.float32).T


def whole_of(page: Page) -> Array:
    """What kind of page it is, in a row for each block."""
    words = max(1.0, float(page.words.sum()))
    best = float(page.words[page.first[page.best] : page.end[page.best]].sum())
    row = (
        np.log1p(words),
        np.log1p(len(page.blocks)),
        float(page.words @ page.links) / words,
        float(page.words @ page.prose) / words,
        best / words,
        np.log1p(sum(container.tag == "article" for container in page.containers)),
    )
    return np.tile(np.array(row, np.float32), (len(page.blocks), 1))


def _title_at(text: Array, heads: Array, top: int) -> int:
    """The place of the block that says most of the page's title, headings before others; `top` where none does."""
    same = text[:, TEXT.index("same as title")] * (0.5 + 0.5 * heads)
    best = int(same.argmax())
    return best if same[best] >= _MIN_SAME else top


def _on_the_way_down(page: Page) -> tuple[Array, Array, Array]:
    """For each container its depth, how many outermost `<article>`s have begun, and the lowest worth above it."""
    worth, ends = page.worth.tolist(), page.end.tolist()
    rows: list[tuple[int, int, float]] = []
    articles, covered = 0, -1
    for index, (container, parent) in enumerate(zip(page.containers, page.parents, strict=True)):
        if container.tag == "article" and page.first[index] >= covered:
            articles, covered = articles + 1, ends[index]
        depth, _, lowest = rows[parent] if parent >= 0 else (-1, 0, worth[index])
        rows.append((depth + 1, articles, min(lowest, worth[index])))
    depths, numbers, lowests = np.array(rows, np.float32).T
    return depths, numbers, lowests


def _in_worthless_boxes(page: Page) -> Array:
    found = np.zeros(len(page.blocks), np.float32)
    worth = dict(zip((container.index for container in page.containers), page.worth.tolist(), strict=True))
    best = page.containers[page.best]
    values = [worth.get(container.index, 0.0) for container in page.document.containers]
    for box, _ in worthless_boxes(page.document, best, values):
        first, end = np.searchsorted(page.at, page.document.spans[box.index])
        found[first:end] = 1
    return found


def _twins(page: Page) -> tuple[Array, Array, Array]:
    """How many blocks are built like each block, how long they are, how much of them is in links."""
    counts = np.bincount(page.twins)
    words = np.bincount(page.twins, page.words) / counts
    links = np.bincount(page.twins, page.links) / counts
    return np.log1p(counts)[page.twins], np.log1p(words)[page.twins], links[page.twins]


def _shared(page: Page, other: int) -> Array:
    """For each block the share of the page's words in the smallest container that holds it and container `other`."""
    words = page.sums(page.words)
    shares: list[float] = (words / max(1.0, float(words[0]))).tolist()
    above = set()
    while other >= 0:
        above.add(other)
        other = page.parents[other]
    for index, parent in enumerate(page.parents):
        if index not in above and parent >= 0:
            shares[index] = shares[parent]
    return np.array(shares, np.float32)[page.own]
