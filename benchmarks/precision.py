"""Each named filter's own precision: the share of the characters it drops that lie outside the gold.

Many words of the gold stand on the page twice: a table of contents, a breadcrumb or a quoting comment repeats them.
What counts as lost is therefore text of the gold that is in nothing the named filters leave: 4-word shingles, and for
blocks of fewer words the whole text, where the block is labelled as body.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.labels import labels_of
from benchmarks.metrics import SHINGLE, contains, shingles, squash, words
from cleaner import DEFAULT, CleanerError, Drop, Pipeline, parse

__all__ = ["FIGURES", "Loss", "losses_of", "precisions", "write_figures"]

NAMED = DEFAULT.without("body")
FIGURES = Path(__file__).with_name("precision.toml")
"""The figures of the last whole measurement, which the README's table of filters shows."""


@dataclass(frozen=True)
class Loss:
    """A dropped block, and how much of it is text of the gold that is lost."""

    filter: str
    evidence: str
    page: str
    text: str
    chars: int
    lost: float
    """Characters."""


def precisions(folder: Path, step: int = 1, jobs: int = 2) -> tuple[dict[str, float], list[Loss]]:
    """By filter its precision on every `step`-th page of the corpora in `folder`, and all drops that lose text."""
    chars: dict[str, int] = defaultdict(int)
    lost: dict[str, float] = defaultdict(float)
    found = []
    with Pool(jobs) as pool:
        for name in CORPORA:
            for losses in pool.imap(losses_of, read_corpus(folder, name, step), chunksize=8):
                for loss in losses:
                    chars[loss.filter] += loss.chars
                    lost[loss.filter] += loss.lost
                found += [loss for loss in losses if loss.lost]
    return {name: 1 - lost[name] / chars[name] for name in NAMED.names if chars[name]}, found


def write_figures(found: Mapping[str, float], path: Path = FIGURES) -> None:
    """Put the precision of each filter down in the file at `path`."""
    lines = [f'"{name}" = {share:.3f}\n' for name, share in found.items()]
    path.write_text("# Written by `python -m benchmarks precision --write`.\n" + "".join(lines), "utf-8")


def losses_of(page: Page, pipeline: Pipeline = NAMED) -> list[Loss]:
    """Every drop on `page` of which it is known whether it is body."""
    try:
        document = parse(page.html, page.url)
    except CleanerError:
        return []
    labels, weights = labels_of(document.blocks, page)
    article = pipeline.run(document)
    left = "\n".join(block.text for block in article.blocks)
    judged = [drop for drop in article.drops if weights[drop.block.index] > 0]
    shares = _lost_shares(judged, [float(labels[drop.block.index]) for drop in judged], page.gold, left)
    return [
        Loss(drop.filter, drop.evidence, f"{page.corpus} {page.id}", drop.text, len(drop.text), share * len(drop.text))
        for drop, share in zip(judged, shares, strict=True)
    ]


def _lost_shares(drops: Sequence[Drop], labels: Sequence[float], gold: str, left: str) -> Iterator[float]:
    missing = set(shingles(words(gold))).difference(shingles(words(left)))
    squashed = squash(left)
    for drop, label in zip(drops, labels, strict=True):
        own = words(drop.text)
        if label and gold and len(own) >= SHINGLE:
            runs = shingles(own)
            yield sum(run in missing for run in runs) / len(runs)
        else:
            yield label * (not contains(squashed, drop.text))
