"""Growth: how processor time and peak memory grow with a page and with a batch, as exponents of power laws.

An exponent is the slope of a straight line, fitted by least squares to the logarithms of size and cost. Two things keep
what does not grow out of it: size and cost of the page without what grows are taken off, and only sizes count at which
the cost that is left is larger than what was taken off, and than what can hardly be measured.

Each page is cleaned once in a process of its own, which has loaded all it needs on a tiny page and a small one before:
nothing is found in a cache, and what is over the peak of memory so far is the page's. The least of some runs counts.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import linear_regression
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from benchmarks.grown import GROWTHS, TINY, grown
from benchmarks.memory import bytes_of, peak_bytes

__all__ = ["BATCH", "FACTORS", "TARGET", "Curve", "Growth", "clean_once", "exponent", "measure_growth"]

FACTORS: Final = (1, 2, 4, 8, 16, 32, 64)
TARGET: Final = 1.1
"""The largest exponent allowed: linear, with some slack for noise and caches."""
BATCH: Final = "pages in a batch"
_BATCH_PAGES: Final = 16
_PROCESSES: Final = 2
_LEAST_SECONDS: Final = 0.004
_LEAST_BYTES: Final = 4 << 20
"""What the small pages left free hides up to half as much."""
_LEAST_POINTS: Final = 3
_CHILD: Final = "from benchmarks.growth import clean_once; print(*clean_once())"
_STARTER: Final = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Starts a batch from a small process, since `ru_maxrss` also counts what the starting process has."""


@dataclass(frozen=True)
class Curve:
    """What some sizes cost."""

    sizes: tuple[int, ...]
    costs: tuple[float, ...]
    start: tuple[int, float]
    """The size and the cost before anything has grown."""
    least: float
    """What can hardly be measured."""

    @property
    def fitted(self) -> list[tuple[int, float]]:
        """The sizes that count and their costs, both beyond the start."""
        first, start = self.start
        beyond = [(size - first, cost - start) for size, cost in zip(self.sizes, self.costs, strict=True)]
        return [(size, cost) for size, cost in beyond if cost > max(start, self.least)]

    @property
    def exponent(self) -> float | None:
        """The exponent with which costs grow; None where too few sizes cost enough: they hardly grow at all."""
        return exponent(self.fitted) if len(self.fitted) >= _LEAST_POINTS else None


@dataclass(frozen=True)
class Growth:
    """What growing in one way costs."""

    seconds: Curve
    """Processor time."""
    memory: Curve
    """Bytes at the peak beyond those before."""

    @property
    def is_above_target(self) -> bool:
        """Whether time or memory grows faster than it may."""
        return any((curve.exponent or 0) > TARGET for curve in (self.seconds, self.memory))


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent of the power law through `points`, sizes and costs above 0, by least squares of their logarithms."""
    return linear_regression([log(size) for size, _ in points], [log(cost) for _, cost in points]).slope


def measure_growth(
    names: Sequence[str] = (*GROWTHS, BATCH), factors: Sequence[int] = FACTORS, runs: int = 3
) -> Iterator[tuple[str, Growth]]:
    """What each kind of growth in `names` costs, with its name; each cost is the least of so many `runs`."""
    with TemporaryDirectory() as folder:
        for name in names:
            yield name, _of_batch(Path(folder), factors, runs) if name == BATCH else _of_page(name, factors, runs)


def clean_once() -> tuple[float, int]:
    """The processor time and the memory that the page on standard input takes, in a process that has done no other."""
    import cleaner

    page = sys.stdin.buffer.read()
    for small in (TINY, grown("body", 1)):
        assert cleaner.clean(small).text
    before, start = peak_bytes(), process_time()
    assert cleaner.clean(page).text is not None
    return process_time() - start, peak_bytes() - before


def _of_page(name: str, factors: Sequence[int], runs: int) -> Growth:
    pages = [grown(name, factor) for factor in (0, *factors)]
    found = [_least([_in_process(page) for _ in range(runs)]) for page in pages]
    return _growth([len(page) for page in pages], found)


def _growth(sizes: Sequence[int], found: Sequence[tuple[float, float]]) -> Growth:
    """The curves through what was found for each of `sizes`, of which the first is where growth starts."""
    seconds, memory = (
        Curve(tuple(sizes[1:]), costs[1:], (sizes[0], costs[0]), least)
        for costs, least in zip(zip(*found, strict=True), (_LEAST_SECONDS, _LEAST_BYTES), strict=True)
    )
    return Growth(seconds, memory)


def _least(found: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, _ in found), min(memory for _, memory in found)


def _in_process(page: bytes) -> tuple[float, float]:
    seconds, memory = _said([sys.executable, "-c", _CHILD], page).split()
    return float(seconds), int(memory)


def _of_batch(folder: Path, factors: Sequence[int], runs: int) -> Growth:
    """A batch's time and memory: of all processes together, and of the largest."""
    counts = [_PROCESSES, *(_BATCH_PAGES * factor for factor in factors)]
    pages = [folder / f"{number:05d}.html" for number in range(max(counts))]
    for page in pages:
        page.write_bytes(grown("body", 1))
    return _growth(counts, [_least([_batch(pages[:count]) for _ in range(runs)]) for count in counts])


def _batch(pages: Sequence[Path]) -> tuple[float, float]:
    batch = [sys.executable, "-m", "cleaner", "clean", "--jobs", str(_PROCESSES), *map(str, pages)]
    seconds, memory = _said([sys.executable, "-c", _STARTER, *batch]).split()
    return float(seconds), bytes_of(int(memory))


def _said(call: Sequence[str], given: bytes = b"") -> str:
    """What a process prints; NumPy has one thread there, as on the command line: waiting threads do no work."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    return run(call, input=given, stdout=PIPE, env=environment, check=True).stdout.decode()
