"""Speed: processor time of each tool beside trafilatura's, on the same article pages in one process and one run.

All tools take a page in turn, so that what else the machine does falls on all of them. Peers that take text get the
page decoded before the clock starts, and so do the parsers that are timed by themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import cleaner
from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.outputs import quiet
from benchmarks.results import Timing
from benchmarks.tools import OURS, PEER, TOOLS, parsers

__all__ = ["BODY", "PARSING", "article_pages", "measure_speed", "time_pages"]

PARSING = "cleaner, parse alone"
BODY = "cleaner, body filter alone"


@dataclass(frozen=True)
class _Task:
    prepare: Callable[[Page], Any]
    """Before the clock starts."""
    call: Callable[[Any], object]


def measure_speed(folder: Path, tools: Sequence[str], count: int = 200) -> dict[str, Timing]:
    """The timings on `count` articles of the corpora in `folder`: of `tools`, two parts of `cleaner`, and parsers."""
    return time_pages(*article_pages(folder, count), tools)


def article_pages(folder: Path, count: int) -> tuple[list[Page], list[Page]]:
    """`count` articles, evenly taken from all of the corpora, and those behind them, on which tools warm up."""
    pages = [page for name in CORPORA for page in read_corpus(folder, name) if page.type == "article"]
    places = [place * len(pages) // count for place in range(count)] if count < len(pages) else range(len(pages))
    behind = sorted({place + 1 for place in places} - {*places, len(pages)})
    return [pages[place] for place in places], [pages[place] for place in behind]


def time_pages(pages: Sequence[Page], others: Sequence[Page], tools: Sequence[str]) -> dict[str, Timing]:
    """Each tool's timing on `pages`, once it has loaded what it needs for `others`."""
    tasks = _tasks(tools)
    with quiet():
        for page in others:
            _times_of(tasks, page)
        times = [_times_of(tasks, page) for page in pages]
    return {name: Timing.of([each[name] for each in times], [each[PEER] for each in times]) for name in tasks}


def _tasks(tools: Sequence[str]) -> dict[str, _Task]:
    tasks = {tool: _Task(_decoded, TOOLS[tool].extract) for tool in dict.fromkeys((PEER, *tools))}
    if OURS in tasks:
        tasks[PARSING] = _Task(lambda page: page.html, cleaner.parse)
        tasks[BODY] = _Task(_without_named, _body_drops)
    return tasks | {name: _Task(each.prepare, each.parse) for name, each in parsers().items()}


def _decoded(page: Page) -> Page:
    assert page.text is not None  # decodes it
    return page


def _without_named(page: Page) -> cleaner.Document:
    """What the named filters leave of the page."""
    return cleaner.DEFAULT.without("body").clean(page.html).document


def _body_drops(document: cleaner.Document) -> list[cleaner.Drop]:
    return list(cleaner.DEFAULT.filters[cleaner.DEFAULT.names.index("body")].find(document))


def _times_of(tasks: Mapping[str, _Task], page: Page) -> dict[str, float]:
    times = {}
    for name, task in tasks.items():
        start = process_time()
        with suppress(Exception):  # a tool that fails on a page is timed all the same
            given = task.prepare(page)
            start = process_time()
            task.call(given)
        times[name] = process_time() - start
    return times
