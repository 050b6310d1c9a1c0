"""Samples: the corpora's pages as the body filter sees them, each with labels, without their trees."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zlib import crc32

from benchmarks.corpus import CORPORA, read_corpus
from benchmarks.corpus import Page as Gold
from benchmarks.labels import labels_of
from cleaner import DEFAULT, CleanerError, Document, Pipeline, parse, parse_text
from cleaner.body.features import features_of
from cleaner.body.lines import MAX_TOP, line_drops
from cleaner.body.page import Array, Page
from cleaner.body.text import said_of

__all__ = ["FOLDS", "NAMED", "Sample", "read_samples"]

FOLDS: Final = 5
NAMED: Final = DEFAULT.without("body")
_MIN_DUMP_BLOCKS: Final = 6


@dataclass(frozen=True)
class Sample:
    """One page: what the named filters leave of it."""

    gold: Gold
    page: Page
    rows: Array
    """Features, those of marker tokens and words still empty."""
    labels: Array
    weights: Array
    texts: Sequence[str]
    said: Sequence[Sequence[str]]
    """The words of short blocks."""
    lines: frozenset[int]
    """The places of the blocks that `line_drops` would take wherever they stand …"""
    top_lines: frozenset[int]
    """… and of those that it would take among the first of the body."""
    site: str
    """What no two folds may share."""

    @property
    def fold(self) -> int:
        """Which fold the page's site is in."""
        return crc32(self.site.encode()) % FOLDS


def read_samples(
    folder: Path, jobs: int = 2, pipeline: Pipeline = NAMED, is_plain: bool = False
) -> tuple[list[Sample], list[Gold]]:
    """The pages of the corpora in `folder`, in order, and apart from them those of which no block is left.

    `pipeline` is what comes before the body filter. With `is_plain` each page gives plain texts, as scrapers leave
    them: that of the container around its body, or all of it.
    """
    found: list[Any] = []
    with Pool(jobs) as pool:
        for name in CORPORA:
            read = partial(_samples_of, pipeline=pipeline, is_plain=is_plain)
            found += pool.imap(read, read_corpus(folder, name), chunksize=8)
    samples = [sample for _, samples in found for sample in samples]
    return samples, [gold for gold, samples in found if not samples]


def _samples_of(gold: Gold, pipeline: Pipeline, is_plain: bool) -> tuple[Gold, list[Sample]]:
    try:
        document = parse(gold.html, gold.url)
        site = gold.site or urlsplit(gold.url or document.url).netloc or gold.id
        texts = _dumps(document) if is_plain else []
        cleaned = [pipeline.run(parse_text(text, document.language)) for text in texts]
        documents = [article.document for article in cleaned or [pipeline.run(document)]]
    except CleanerError:
        return gold, []
    return gold, [_sample_of(each, gold, site.removeprefix("www.")) for each in documents if each.kept]


def _sample_of(document: Document, gold: Gold, site: str) -> Sample:
    page = Page(document)
    labels, weights = labels_of(document.kept, gold)
    return Sample(
        gold,
        page,
        features_of(page, {}, {}),
        labels,
        weights,
        [block.text for block in document.kept],
        said_of(page),
        _lines_of(document, MAX_TOP),
        _lines_of(document, -len(document.kept)),
        site,
    )


def _lines_of(document: Document, first: int) -> frozenset[int]:
    gone = {drop.block.index for drop in line_drops(document, document.kept, first)}
    return frozenset(place for place, block in enumerate(document.kept) if block.index in gone)


def _dumps(document: Document) -> list[str]:
    """The page's text as scrapers leave it: what the container around its body holds; of every other page all of it."""
    if not document.blocks:
        return []
    page = Page(document)
    grown = page.best
    while page.parents[grown] >= 0 and page.end[grown] - page.first[grown] < _MIN_DUMP_BLOCKS:
        grown = page.parents[grown]
    shown = [block for block in document.blocks if not block.container.hint]
    inside = [block.text for block in shown if page.first[grown] <= block.index < page.end[grown]]
    texts = [block.text for block in shown]
    chance = crc32("".join(texts)[:500].encode())
    parting = "\n" if chance % 2 else "\n\n"
    return [parting.join(each) for each in ([inside] if chance % 4 < 2 else [inside, texts]) if each]
