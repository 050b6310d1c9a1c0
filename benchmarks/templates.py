"""What site templates are worth: the pages of sites with several, with and without a template, each in its corpus.

A template is fitted on the other pages of the page's site (what a scraper's next page meets), on the half of them that
the page is not in, and on all pages with the page itself (what a batch does). The pipelines are the default one and
the named filters alone. What leaks is counted in words that the gold has not, or not as often; the corpus whose gold is
segments has a score only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.metrics import METRICS, score, words
from cleaner import DEFAULT, CleanerError, Document, Pipeline, parse
from cleaner.site_template import SiteTemplate, host_of

__all__ = ["FITS", "MIN_SITE", "PIPELINES", "Figure", "measure_templates", "sites_of", "templates_table", "texts_of"]

MIN_SITE = 5
"""A site has so many pages, of whatever corpus."""
NONE = "no template"
FITS = (NONE, "the other pages", "the other half", "all pages")
PIPELINES = ("default", "named filters alone")
_ALL = "all"


@dataclass(frozen=True)
class Figure:
    """One corpus under one pipeline with one kind of template."""

    corpus: str
    sites: int
    pages: int
    pipeline: str
    fit: str
    """What the templates were fitted on."""
    score: float | None
    """In the corpus's metric; None for all corpora together."""
    leaked: int
    """Words kept that are not in the gold."""
    gold: int
    """The gold's words …"""
    kept: int
    """… and how many of them were kept."""


class _Result(NamedTuple):
    page: Page
    texts: dict[tuple[str, str], str]
    """By pipeline and kind of template."""


def measure_templates(folder: Path, step: int = 1, jobs: int = 2) -> list[Figure]:
    """The figures on the sites of every `step`-th page of the corpora in `folder`."""
    sites = sites_of(page for name in CORPORA for page in read_corpus(folder, name, step))
    with Pool(jobs) as pool:
        found = [result for results in pool.imap(_site_results, sites) for result in results]
    return [
        _figure(corpus, own, pipeline, fit)
        for corpus in (*CORPORA, _ALL)
        if (own := [result for result in found if corpus in (result.page.corpus, _ALL)])
        for pipeline in PIPELINES
        for fit in FITS
    ]


def sites_of(pages: Iterable[Page]) -> list[list[Page]]:
    """The pages of each host that has `MIN_SITE` of them."""
    sites = defaultdict(list)
    for page in pages:
        sites[host_of(page.url)].append(page)
    return [own for host, own in sorted(sites.items()) if host and len(own) >= MIN_SITE]


def texts_of(documents: Sequence[Document], place: int) -> dict[tuple[str, str], str]:
    """The text of one of a site's `documents`, by pipeline and kind of template."""
    texts = {}
    for fit in FITS:
        template = _template(documents, place, fit)
        pipelines = (DEFAULT.before("body", template), Pipeline(*DEFAULT.without("body").filters, template))
        for name, pipeline in zip(PIPELINES, pipelines, strict=True):
            texts[name, fit] = pipeline.run(documents[place]).text
    return texts


def templates_table(figures: Sequence[Figure]) -> Iterator[str]:
    """The figures as the lines of a Markdown table."""
    yield "| corpus | sites | pages | filters | fitted on | score | leaked words | gold kept |"
    yield f"|{' --- |' * 8}"
    for each in figures:
        score_cell = "" if each.score is None else f"{METRICS[each.corpus][0]} {each.score:.4f}"
        counts = (f"{each.leaked:,}", f"{each.kept / each.gold:.5f}") if each.gold else ("", "")
        cells = (each.corpus, each.sites, each.pages, each.pipeline, each.fit, score_cell, *counts)
        yield f"| {' | '.join(map(str, cells))} |"


def _site_results(pages: Sequence[Page]) -> list[_Result]:
    found = [(page, document) for page in pages if (document := _parsed(page)) is not None]
    documents = [document for _, document in found]
    return [_Result(page, texts_of(documents, place)) for place, (page, _) in enumerate(found)]


def _parsed(page: Page) -> Document | None:
    try:
        return parse(page.html, page.url)
    except CleanerError:
        return None


def _template(documents: Sequence[Document], place: int, fit: str) -> SiteTemplate:
    if fit == NONE:
        return SiteTemplate()
    if fit == "the other half":
        return SiteTemplate.fit(each for at, each in enumerate(documents) if (at - place) % 2)
    return SiteTemplate.fit(each for at, each in enumerate(documents) if at != place or fit == "all pages")


def _figure(corpus: str, results: Sequence[_Result], pipeline: str, fit: str) -> Figure:
    pages = [result.page for result in results]
    texts = [result.texts[pipeline, fit] for result in results]
    leaked = gold = kept = 0
    for page, text in zip(pages, texts, strict=True):
        if page.gold:
            ours, theirs = Counter(words(text)), Counter(words(page.gold))
            both = (ours & theirs).total()
            leaked, gold, kept = leaked + ours.total() - both, gold + theirs.total(), kept + both
    sites = len({host_of(page.url) for page in pages})
    figure = None if corpus == _ALL else score(pages, texts)[2]
    return Figure(corpus, sites, len(pages), pipeline, fit, figure, leaked, gold, kept)
