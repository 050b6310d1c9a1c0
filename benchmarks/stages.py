"""Where `cleaner`'s own time goes: processor time of its stages, on the pages that `speed` takes.

A page is cleaned once, stage after stage, so that no stage finds what another run has left in a cache. Parsing is one
call; what of it is decoding and what is lxml's is timed by itself, and the walk is the rest. Filters are timed by
filters that stand around them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from statistics import mean
from time import process_time
from typing import Any, Final

import cleaner
from benchmarks.corpus import Page
from benchmarks.outputs import quiet
from benchmarks.tools import lxml_tree, utf8
from cleaner.encoding import decode
from cleaner.tables import hits, marks

__all__ = ["STAGES", "measure_stages"]

_BODY: Final = "body"
STAGES: Final = ("decode", "parse by lxml", "walk", "tables", "named filters", "body filter", "pipeline", "rendering")
"""`walk` is all of parsing that is not lxml's; `pipeline` is guards, records, and a look at the page's data."""


def measure_stages(pages: Iterable[Page], others: Iterable[Page]) -> dict[str, float]:
    """The mean milliseconds that each stage takes on `pages`, once `others` have loaded what is needed.

    What is no page is passed over.
    """
    with quiet():
        list(_measured(others))
        times = list(_measured(pages))
    return {stage: 1000 * mean(each[at] for each in times) for at, stage in enumerate(STAGES)}


def _measured(pages: Iterable[Page]) -> Iterator[tuple[float, ...]]:
    for page in pages:
        with suppress(cleaner.CleanerError):
            yield _stages_of(page)


@dataclass(frozen=True)
class _Timed:
    """A filter that finds what another finds and notes how long that took."""

    inner: cleaner.Filter
    note: Callable[[float], None]

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def after(self) -> tuple[str, ...]:
        return self.inner.after

    def find(self, document: cleaner.Document) -> list[cleaner.Drop]:
        seconds, drops = _timed(lambda: list(self.inner.find(document)))
        self.note(seconds)
        return drops


def _stages_of(page: Page) -> tuple[float, ...]:
    """The seconds that each of `STAGES` takes on the page."""
    parse, document = _timed(lambda: cleaner.parse(page.html))
    tables, _ = _timed(lambda: (marks(document), hits(document)))
    named: list[float] = []
    body: list[float] = []
    filters = [_Timed(each, (body if each.name == _BODY else named).append) for each in cleaner.DEFAULT.filters]
    run, article = _timed(lambda: cleaner.Pipeline(*filters).run(document))
    rendering, _ = _timed(lambda: article.text)
    decoding, _ = _timed(lambda: decode(page.html))
    data = utf8(page)
    lxml, _ = _timed(lambda: lxml_tree(data))
    rest = run - sum(named) - sum(body)
    return decoding, lxml, parse - decoding - lxml, tables, sum(named), sum(body), rest, rendering


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds a call takes, and its result."""
    start = process_time()
    result = call()
    return process_time() - start, result
