"""`cleaner.clean_text` as a second pass over what other tools made of the pages: what it gains, and whom it hurts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from statistics import mean

import cleaner
from benchmarks.corpus import Page, read_corpus
from benchmarks.metrics import bag_overlap, words
from benchmarks.outputs import outputs_of

__all__ = ["CORPORA", "MAX_LOSS", "Gain", "second_pass"]

CORPORA = ("newspaper", "daniel-dev")
"""Those whose gold is a whole text and whose pages are all articles."""
MAX_LOSS = 0.05
"""A page that loses a larger share of its gold's words is hurt."""


@dataclass(frozen=True)
class Gain:
    """What the second pass makes of one tool's outputs on one corpus."""

    corpus: str
    tool: str
    pages: int
    """With any text."""
    before: float
    """Mean word F1 of the tool's texts …"""
    after: float
    """… and of the same, cleaned."""
    hurt: tuple[str, ...]
    """The pages that lose more than `MAX_LOSS`."""


def second_pass(
    folder: Path, tools: Sequence[str], step: int = 1, jobs: int = 2, cache: Path | None = None
) -> list[Gain]:
    """The gains on every `step`-th page of the corpora in `folder`, a row for each corpus and tool."""
    found = []
    for name in CORPORA:
        pages = list(read_corpus(folder, name, step))
        for tool in tools:
            texts = [output.text for output in outputs_of(tool, pages, jobs, cache)]
            pairs = [(page, text) for page, text in zip(pages, texts, strict=True) if text.strip()]
            with Pool(jobs) as pool:
                scores = pool.starmap(_scores, pairs, chunksize=8)
            hurt = tuple(page.id for (page, _), score in zip(pairs, scores, strict=True) if score[2] > MAX_LOSS)
            found.append(Gain(name, tool, len(pairs), mean(s[0] for s in scores), mean(s[1] for s in scores), hurt))
    return found


def _scores(page: Page, text: str) -> tuple[float, float, float]:
    """Word F1 before and after, and the share of the gold's words that is lost."""
    gold = words(page.gold)
    again = cleaner.clean_text(text, url=page.url).text
    there, left = (sum((Counter(words(each)) & Counter(gold)).values()) for each in (text, again))
    return bag_overlap(words(text), gold)[2], bag_overlap(words(again), gold)[2], (there - left) / max(1, len(gold))
