"""The corpora's metrics: word F1, shingle F1, segment F1 and comment leak."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean

from benchmarks.corpus import Page
from cleaner.words import squash

__all__ = [
    "METRICS",
    "SHINGLE",
    "Score",
    "bag_overlap",
    "comment_leak",
    "contains",
    "exact_share",
    "f1",
    "score",
    "shingles",
    "squash",
    "words",
]

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_CJK}]|[^\\W{_CJK}]+")
SHINGLE = 4

Score = tuple[float, float, float]
"""Precision, recall and F1, each 0–1."""


def words(text: str) -> list[str]:
    """Lower-cased words; each CJK character is one."""
    return _WORD.findall(text.lower())


def contains(squashed: str, segment: str) -> bool:
    """Whether the squashed text has `segment`."""
    return squash(segment) in squashed


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of the two; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bag_overlap(found: Iterable[object], gold: Iterable[object]) -> Score:
    """Precision, recall and F1 of one bag against another; 1 each where both are empty."""
    ours, theirs = Counter(found), Counter(gold)
    if not ours and not theirs:
        return 1.0, 1.0, 1.0
    both = sum((ours & theirs).values())
    precision = both / sum(ours.values()) if ours else 0.0
    recall = both / sum(theirs.values()) if theirs else 0.0
    return precision, recall, f1(precision, recall)


def word_score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """Means over pages of the word bags' precision, recall and F1."""
    scores = [bag_overlap(words(text), words(page.gold)) for page, text in zip(pages, texts, strict=True)]
    return mean(s[0] for s in scores), mean(s[1] for s in scores), mean(s[2] for s in scores)


def shingle_score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """Mean precision and mean recall of 4-word shingles over pages, and their harmonic mean."""
    scores = [
        bag_overlap(shingles(words(text)), shingles(words(page.gold))) for page, text in zip(pages, texts, strict=True)
    ]
    precision, recall = mean(s[0] for s in scores), mean(s[1] for s in scores)
    return precision, recall, f1(precision, recall)


def segment_score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """Precision, recall and F1 over all segments of all pages."""
    hit = missed = leaked = 0
    for page, text in zip(pages, texts, strict=True):
        squashed = squash(text)
        found = sum(contains(squashed, segment) for segment in page.wanted)
        hit, missed = hit + found, missed + len(page.wanted) - found
        leaked += sum(contains(squashed, segment) for segment in page.unwanted)
    precision = hit / (hit + leaked) if hit + leaked else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    return precision, recall, f1(precision, recall)


def comment_leak(pages: Sequence[Page], texts: Sequence[str]) -> float:
    """The share of the comment sections' segments that is in the texts."""
    leaked = total = 0
    for page, text in zip(pages, texts, strict=True):
        squashed = squash(text)
        leaked += sum(contains(squashed, segment) for segment in page.comments)
        total += len(page.comments)
    return leaked / total if total else 0.0


def exact_share(pages: Sequence[Page], texts: Sequence[str]) -> float:
    """The share of the pages whose text has the words of the gold in their order, and no others."""
    return mean(words(text) == words(page.gold) for page, text in zip(pages, texts, strict=True))


METRICS = {
    "wcxb-dev": ("word F1", word_score),
    "newspaper": ("shingle F1", shingle_score),
    "traf-dev": ("segment F1", segment_score),
    "daniel-dev": ("word F1", word_score),
}
"""Each corpus's metric: its name and how it is worked out."""


def score(pages: Sequence[Page], texts: Sequence[str]) -> Score:
    """The score of one corpus's `pages` in its metric."""
    return METRICS[pages[0].corpus][1](pages, texts)


def shingles(sequence: Sequence[str]) -> list[tuple[str, ...]]:
    """The runs of four words in `sequence`; where it is shorter, it is one."""
    if len(sequence) <= SHINGLE:
        return [tuple(sequence)] if sequence else []
    return [tuple(sequence[at : at + SHINGLE]) for at in range(len(sequence) - SHINGLE + 1)]
