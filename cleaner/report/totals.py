"""What each filter took of a page, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cleaner.article import Article

__all__ = ["KEPT", "Total", "summed", "totals"]

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
    return _rows([*(name for name in names if blocks[name]), KEPT], blocks, words)


def summed(pages: Iterable[Sequence[Total]]) -> list[Total]:
    """The totals of several pages together."""
    blocks, words = Counter[str](), Counter[str]({KEPT: 0})
    for rows in pages:
        for each in rows:
            blocks[each.name] += each.blocks
            words[each.name] += each.words
    return _rows(list(words), blocks, words)


def _rows(names: Sequence[str], blocks: Counter[str], words: Counter[str]) -> list[Total]:
    whole = sum(words.values()) or 1
    return [Total(name, blocks[name], words[name], words[name] / whole) for name in names]
