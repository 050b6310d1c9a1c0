"""Samples: the corpora's pages as the body filter sees them, each with labels, without their trees."""

from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from benchmarks.corpus import CORPORA, read_corpus
from benchmarks.corpus import Page as Gold
from cleaner import DEFAULT, CleanerError
from cleaner.body.features import Array, Page, features_of
from cleaner.body.lines import line_drops
from cleaner.document import Kind
from training.labels import labels_of

__all__ = ["FOLDS", "Sample", "read_samples"]

FOLDS = 5


@dataclass(frozen=True)
class Sample:
    """One page: what the named filters leave of it."""

    gold: Gold
    page: Page
    rows: Array
    """Features without those of marker tokens."""
    labels: Array
    weights: Array
    texts: Sequence[str]
    kinds: Sequence[Kind]
    lines: frozenset[int]
    """The places of the blocks that `line_drops` would take."""

    @property
    def site(self) -> str:
        """What no two folds may share."""
        return self.gold.site or urlsplit(self.gold.url).netloc or self.gold.id

    @property
    def fold(self) -> int:
        """Which fold the page's site is in."""
        return crc32(self.site.encode()) % FOLDS


def read_samples(folder: Path, jobs: int = 2) -> tuple[list[Sample], list[Gold]]:
    """The pages of the corpora in `folder`, in order, and apart from them those of which no block is left."""
    with Pool(jobs) as pool:
        found: list[Any] = []
        for name in CORPORA:
            found += pool.imap(_sample_of, read_corpus(folder, name), chunksize=8)
    return [each for each in found if isinstance(each, Sample)], [each for each in found if isinstance(each, Gold)]


def _sample_of(gold: Gold) -> Sample | Gold:
    try:
        document = DEFAULT.without("body").clean(gold.html).document
    except CleanerError:
        return gold
    if not document.kept:
        return gold
    page = Page(document)
    labels, weights = labels_of(document.kept, gold)
    lines = {drop.block.index for drop in line_drops(document, document.kept)}
    places = frozenset(place for place, block in enumerate(document.kept) if block.index in lines)
    texts = [block.text for block in document.kept]
    kinds = [block.kind for block in document.kept]
    return Sample(gold, page, features_of(page, {}), labels, weights, texts, kinds, places)
