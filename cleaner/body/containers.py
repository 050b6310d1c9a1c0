"""Container scoring: what each block is worth, which container holds the body, which boxes in it do not belong.

Sums run from the leaves to the root, and a box that is worth less than `MIN_BOX` counts nothing for its parent: a
long list of links beside the article must not outweigh it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from cleaner.document import Block, Container, Document
from cleaner.filters.signs import ends_sentence

__all__ = ["best_container", "box_values", "worthless_boxes"]

LINKED_WORD: Final = -1.0
SCRAP: Final = -2.0
"""What any block costs: short ones must earn it."""
SHORT_WEIGHT: Final = 0.6
MIN_BOX: Final = -3.0
"""A box that is worth less is no part of the body."""
MIN_SHARE: Final = 0.65
"""The body's container is the innermost that holds this share of all that is worth anything."""


def box_values(document: Document) -> list[float]:
    """What each container is worth, by its number: its kept blocks' values without those of worthless boxes."""
    worth = [0.0] * len(document.containers)
    for block in document.kept:
        worth[block.container.index] += _value(block)
    for container in reversed(document.containers):
        if container.parent is not None and worth[container.index] >= MIN_BOX:
            worth[container.parent.index] += worth[container.index]
    return worth


def best_container(document: Document, worth: Sequence[float]) -> Container:
    """The innermost container that is worth `MIN_SHARE` of what the page is."""
    least = MIN_SHARE * worth[0]
    best = document.containers[0]
    for container in document.containers:
        if worth[container.index] >= least and container.parent in (best, None):
            best = container
    return best


def worthless_boxes(document: Document, best: Container, worth: Sequence[float]) -> Iterator[tuple[Container, float]]:
    """The outermost containers within `best` that are worth less than `MIN_BOX`, with their value."""
    _, end = document.spans[best.index]
    covered = -1
    for container in document.containers[best.index + 1 :]:
        first, last = document.spans[container.index]
        if first >= end:
            break
        if first >= covered and last > first and worth[container.index] < MIN_BOX:
            covered = last
            yield container, worth[container.index]


def _value(block: Block) -> float:
    linked = block.words * block.link_share
    weight = 1.0 if block.words >= 10 or ends_sentence(block.text) else SHORT_WEIGHT
    if block.kind in ("caption", "control"):
        weight = 0.0
    return weight * (block.words - linked) + LINKED_WORD * linked + SCRAP
