"""What each tool makes of the pages, each page within a time limit."""

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.cache import Cache, Output
from benchmarks.corpus import Page
from benchmarks.limit import call_each
from benchmarks.tools import OURS, TOOLS, version_of

__all__ = ["LIMIT", "outputs_of", "quiet"]

LIMIT = 60.0
"""Seconds that a tool may take for a page; it has no text for a page that takes longer."""


def outputs_of(tool: str, pages: Sequence[Page], jobs: int, path: Path | None = None) -> list[Output]:
    """What `tool` makes of each page, in `jobs` processes.

    A peer's outputs are kept in the cache at `path`, its failures as well; `cleaner` runs anew and may not fail.
    """
    if tool == OURS:
        found = {page.key: output for page, output in _run(tool, pages, jobs)}
        failed = [f"{page.id}: {found[page.key].failure}" for page in pages if found[page.key].failure]
        if failed:
            raise RuntimeError(f"{tool} failed on {len(failed)} pages; {failed[0]}")
        return [found[page.key] for page in pages]
    version = version_of(tool)
    with closing(Cache(path)) as cache:
        found = cache.find(tool, version, pages)
        for page, output in _run(tool, [page for page in pages if page.key not in found], jobs):
            cache.put(tool, version, page, output)
            found[page.key] = output
    return [found[page.key] for page in pages]


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing is said of what peers log and warn of."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


def _run(tool: str, pages: Sequence[Page], jobs: int) -> Iterator[tuple[Page, Output]]:
    if not pages:
        return
    call = partial(_call, TOOLS[tool].extract)
    for place, value, failure in call_each(call, pages, min(jobs, len(pages)), LIMIT):
        text, seconds = value or ("", 0.0)
        yield pages[place], Output(text, seconds, failure)


def _call(extract: Callable[[Page], str], page: Page) -> tuple[str, float]:
    """The text and the processor time."""
    with quiet():
        start = process_time()
        text = extract(page)
        return text, process_time() - start
