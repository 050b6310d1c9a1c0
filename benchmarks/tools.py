"""The tools that are measured: each takes a page's bytes and gives its text."""

from collections.abc import Callable, Sequence
from multiprocessing import Pool
from time import perf_counter

from benchmarks.corpus import Page

__all__ = ["TOOLS", "run"]


def cleaner_text(html: bytes) -> str:
    """`cleaner` with its default pipeline."""
    import cleaner

    try:
        return cleaner.clean(html).text
    except cleaner.PageError:
        return ""


def trafilatura_text(html: bytes) -> str:
    """Run trafilatura with its default settings."""
    import trafilatura

    return trafilatura.extract(html) or ""


def trafilatura_no_comments_text(html: bytes) -> str:
    """Run trafilatura, told to leave comments out."""
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


TOOLS: dict[str, Callable[[bytes], str]] = {
    "cleaner": cleaner_text,
    "trafilatura": trafilatura_text,
    "trafilatura, no comments": trafilatura_no_comments_text,
}


def run(tool: str, pages: Sequence[Page], jobs: int) -> list[tuple[str, float]]:
    """The text that `tool` makes of each page and the seconds it took, in `jobs` processes."""
    with Pool(jobs) as pool:
        return pool.map(_Timed(tool), [page.html for page in pages], chunksize=8)


class _Timed:
    """A tool with a clock around it, for worker processes."""

    def __init__(self, tool: str) -> None:
        self._tool = tool

    def __call__(self, html: bytes) -> tuple[str, float]:
        """The text and the seconds."""
        start = perf_counter()
        text = TOOLS[self._tool](html)
        return text, perf_counter() - start
