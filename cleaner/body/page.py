"""`Page`: a document as arrays, from which the body filter's features and scores are worked out.

A container is a range of blocks, so that a sum over every container of a page costs one running sum. Containers in
which no block is left are passed over: most of a page's are empty or were dropped by name.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import numpy as np

from cleaner.body.containers import best_box, block_values, box_values
from cleaner.document import Document
from cleaner.filters.signs import ends_sentence

__all__ = ["LEVELS", "Array", "Page", "table_of"]

Array = np.ndarray[Any, np.dtype[np.float32]]

LEVELS: Final = ("own", "first", "second", "third", "fourth")
"""A block's container, and the containers further up that each hold more blocks than the one before."""
_MAX_WEIGHT: Final = 60
_LABELS: Final = ("caption", "control")


class Page:
    """The blocks of a document that are kept so far, and where each stands in its containers."""

    def __init__(self, document: Document) -> None:
        """Lay the document out; it must have a block."""
        self.document = document
        self.blocks = blocks = document.kept
        self.at = np.array([block.index for block in blocks], np.intp)
        first, end = self._spans()
        live = np.flatnonzero(end > first)
        number = np.full(len(first) + 1, -1)
        number[live] = np.arange(len(live))
        self.containers = [document.containers[at] for at in live.tolist()]
        self.first, self.end = first[live], end[live]
        self.parents: list[int] = number[[c.parent.index if c.parent else -1 for c in self.containers]].tolist()
        self.tags = [container.tag for container in self.containers]
        self.names = [container.names for container in self.containers]
        self.own = number[[block.container.index for block in blocks]]
        self.kinds = [block.kind for block in blocks]
        self.ends = np.array([ends_sentence(block.text) for block in blocks])
        """Which blocks end like a sentence."""
        words = np.array([block.words for block in blocks], np.float64)
        links = np.array([block.link_share for block in blocks], np.float64)
        self.words, self.links = words.astype(np.float32), links.astype(np.float32)
        self.prose = np.array([block.is_prose for block in blocks], np.float32)
        self.weights = np.minimum(self.words, _MAX_WEIGHT) + 1
        """How much each block counts where blocks are averaged."""
        self.levels = self._levels()
        is_label = np.array([kind in _LABELS for kind in self.kinds])
        worth = box_values(block_values(words, links, self.ends, is_label), self.own, self.parents)
        self.worth = np.array(worth, np.float32)
        self.best = best_box(worth, self.parents)
        self.twins = self._twins()
        """For each block the number of its signature: blocks in containers of the same names have the same."""

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the document, whose tree cannot be sent to another process."""
        return {name: it for name, it in self.__dict__.items() if name not in ("document", "blocks", "containers")}

    def sums(self, values: Array) -> Array:
        """For each container the sum over its blocks of `values`, a number or a row a block."""
        running = np.zeros((len(values) + 1, *values.shape[1:]), np.float64)
        np.cumsum(values, axis=0, dtype=np.float64, out=running[1:])
        found: Array = (running[self.end] - running[self.first]).astype(np.float32)
        return found

    def _spans(self) -> Any:
        """The ranges of kept blocks of all the document's containers: where each begins, and where it ends."""
        kept = np.zeros(len(self.document.blocks) + 1, np.intp)
        kept[self.at + 1] = 1
        spans = self.document.spans
        return np.cumsum(kept)[np.fromiter(chain.from_iterable(spans), np.intp, 2 * len(spans)).reshape(-1, 2).T]

    def _twins(self) -> Any:
        known: dict[Any, int] = {}
        of = [known.setdefault(each, len(known)) for each in zip(self.tags, self.names, strict=True)]
        pairs = [(of[own], of[self.parents[own]] if own else -1) for own in self.own.tolist()]
        signatures: dict[tuple[int, int], int] = {}
        return np.array([signatures.setdefault(pair, len(signatures)) for pair in pairs], np.intp)

    def _levels(self) -> list[Any]:
        counts = (self.end - self.first).tolist()
        grows = [0] * len(counts)
        for index in range(1, len(counts)):
            parent = max(0, self.parents[index])
            grows[index] = grows[parent] if counts[parent] == counts[index] else parent
        grown = np.array(grows, np.intp)
        levels = [self.own]
        for _ in LEVELS[1:]:
            levels.append(grown[levels[-1]])
        return levels


def table_of(count: int, columns: Sequence[Any]) -> Array:
    """`columns` side by side, as a table of `count` rows; a number stands for a column of it."""
    found = np.empty((count, len(columns)), np.float32)
    for at, column in enumerate(columns):
        found[:, at] = column
    return found
