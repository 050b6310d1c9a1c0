"""Speed: processor time of each tool as a share of trafilatura's, on the same pages in one process and one run."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.corpus import CORPORA, read_corpus
from benchmarks.tools import TOOLS

__all__ = ["measure_speed"]

PEER = "trafilatura"


def measure_speed(folder: Path, tools: Sequence[str], step: int = 12) -> dict[str, tuple[float, float]]:
    """For each tool its total time on every `step`-th page over trafilatura's, and the median page's ratio.

    All tools take a page in turn, so that what else the machine does falls on all of them. The first page warms up.
    """
    pages = [page for name in CORPORA for page in read_corpus(folder, name, step)]
    times: dict[str, list[float]] = {tool: [] for tool in tools}
    for page in [pages[0], *pages]:
        for tool in tools:
            start = process_time()
            with suppress(Exception):  # a tool that fails on a page is timed all the same
                TOOLS[tool](page)
            times[tool].append(process_time() - start)
    peer = times[PEER][1:]
    return {
        tool: (
            sum(own[1:]) / sum(peer),
            median(mine / max(theirs, 1e-6) for mine, theirs in zip(own[1:], peer, strict=True)),
        )
        for tool, own in times.items()
    }
