"""What each filter took of a page, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cleaner.article import Article

__all__ = ["KEPT", "Total", "totals"]

KEPT: Final = "kept"
"""What stands for a filter's name where no filter took anything."""


@dataclass(frozen=True, slots=True)
class Total:
    """What one filter took."""

    name: str
    blocks: int
    words: int
    share: float
    """The share of the page's words, 0–1."""


def totals(article: Article, names: Sequence[str]) -> list[Total]:
    """The totals of the filters `names` that took something, in that order, and of what is kept, last."""
    blocks, words = Counter[str](), Counter[str]()
    for drop in article.drops:
        blocks[drop.filter] += 1
        words[drop.filter] += drop.block.words
    blocks[KEPT] = len(article.blocks)
    words[KEPT] = sum(block.words for block in article.blocks)
    whole = sum(words.values()) or 1
    shown = [name for name in names if blocks[name]]
    return [Total(name, blocks[name], words[name], words[name] / whole) for name in [*shown, KEPT]]
