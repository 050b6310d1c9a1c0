"""Container scoring: what each block is worth, which container holds the body, which boxes in it do not belong.

Sums run from the leaves to the root, and a box that is worth less than `MIN_BOX` counts nothing for its parent: a
long list of links beside the article must not outweigh it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

__all__ = ["best_box", "block_values", "box_values", "worthless_boxes"]

Numbers = np.ndarray[Any, np.dtype[Any]]

LINKED_WORD: Final = -1.0
SCRAP: Final = -2.0
"""What any block costs: short ones must earn it."""
SHORT_WEIGHT: Final = 0.6
MIN_BOX: Final = -3.0
"""A box that is worth less is no part of the body."""
MIN_SHARE: Final = 0.65
"""The body's container is the innermost that holds this share of all that is worth anything."""


def block_values(words: Numbers, link_shares: Numbers, ends: Numbers, is_label: Numbers) -> Numbers:
    """What each block is worth, given its words, their share in links, and whether it ends like a sentence.

    `is_label` tells captions and controls, whose words count nothing.
    """
    linked = words * link_shares
    weights = np.where(is_label, 0.0, np.where((words >= 10) | ends, 1.0, SHORT_WEIGHT))
    found: Numbers = weights * (words - linked) + LINKED_WORD * linked + SCRAP
    return found


def box_values(values: Numbers, own: Numbers, parents: Sequence[int]) -> list[float]:
    """What each container is worth: its blocks' `values` without those of worthless boxes.

    `own` has each block's container, `parents` each container's parent, which stands before it; -1 for the root.
    """
    worth: list[float] = np.bincount(own, values, len(parents)).tolist()
    for index in range(len(parents) - 1, 0, -1):
        if worth[index] >= MIN_BOX:
            worth[parents[index]] += worth[index]
    return worth


def best_box(worth: Sequence[float], parents: Sequence[int]) -> int:
    """The innermost container that is worth `MIN_SHARE` of what the page is."""
    least = MIN_SHARE * worth[0]
    best = 0
    for index, (value, parent) in enumerate(zip(worth, parents, strict=True)):
        if value >= least and parent == best:
            best = index
    return best


def worthless_boxes(worth: Numbers, first: Numbers, end: Numbers, best: int) -> Iterator[tuple[int, int]]:
    """The ranges of blocks of the outermost containers within `best` that are worth less than `MIN_BOX`."""
    last = int(end[best])
    covered = -1
    for index in (np.flatnonzero(worth[best + 1 :] < MIN_BOX) + best + 1).tolist():
        if first[index] >= last:
            break
        if first[index] >= covered:
            covered = int(end[index])
            yield int(first[index]), covered
