"""The worst pages of `cleaner`: what was lost, what leaked, and who did it."""

from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

import cleaner
from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.metrics import bag_overlap, score, words
from benchmarks.tools import run
from cleaner.words import fold
from training.labels import labels_of

__all__ = ["worst_pages"]

_SHOWN = 4
_PEER = "trafilatura, no comments"


def worst_pages(folder: Path, count: int, step: int, jobs: int) -> Iterator[str]:
    """Lines on the `count` pages of the lowest score: the page, and its largest lost and leaked blocks."""
    pages = [page for name in CORPORA for page in read_corpus(folder, name, step) if page.gold or page.wanted]
    with Pool(jobs) as pool:
        found = pool.map(_look_at, pages, chunksize=8)
    order = sorted(range(len(pages)), key=lambda at: found[at][0])[:count]
    worst = [pages[at] for at in order]
    theirs: dict[str, float] = {}
    for name in CORPORA:
        chosen = [page for page in worst if page.corpus == name]
        if chosen:
            theirs |= {
                page.id: _score(page, text) for page, (text, _) in zip(chosen, run(_PEER, chosen, jobs), strict=True)
            }
    for at in order:
        page, (figure, lines) = pages[at], found[at]
        yield f"{figure:.3f} (trafilatura {theirs[page.id]:.3f}) {page.corpus} {page.type} {page.id} {page.url}"
        yield from lines


def _look_at(page: Page) -> tuple[float, list[str]]:
    """The page's score, and a line for each of its largest errors."""
    try:
        article = cleaner.clean(page.html)
    except cleaner.CleanerError as error:
        return 0.0, [f"    error: {error}"]
    blocks = article.document.blocks
    labels, weights = labels_of(blocks, page)
    blame = {drop.block.index: f"{drop.filter}, {drop.evidence}" for drop in article.drops}
    errors = []
    for block, label, weight in zip(blocks, labels.tolist(), weights.tolist(), strict=True):
        wrong = (label if block.index in blame else 1 - label) * block.words
        if weight and wrong >= 1:
            verdict = f"lost ({blame[block.index]})" if block.index in blame else "leaked"
            errors.append((wrong, f"    {verdict}, {block.words} words: {fold(block.text)[:90]}"))
    errors.sort(key=lambda error: -error[0])
    return _score(page, article.text), [line for _, line in errors[:_SHOWN]]


def _score(page: Page, text: str) -> float:
    return bag_overlap(words(text), words(page.gold))[2] if page.gold else score([page], [text])[2]
