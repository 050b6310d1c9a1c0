"""Hostile pages, each cleaned and rendered in a process of its own, and what it is promised to cost at most.

The promise, for the API and the command line: a result, a warning or a clear error; to clean a page takes no more than
`MAX_SECONDS` for every 10 MB or 50,000 tags begun, and so does each rendering; memory is bound in the same way; and a
page of twice the size takes no more than about twice as long.
"""

import gzip
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

import cleaner
from benchmarks.hostile_pages import HOSTILE, Hostile
from benchmarks.memory import peak_bytes
from cleaner.article import Article
from cleaner.errors import CleanerError
from cleaner.sources.files import Source, read_sources

__all__ = ["SIZES", "Cost", "Trial", "hostile_table", "measure_hostile", "try_file"]

SIZES: Final = (0.25, 0.5, 1.0)
"""The shares of its full size in which each page is tried."""
MAX_SECONDS: Final = 2.0
"""For every 10 MB or 50,000 tags begun."""
MAX_MB: Final = 500
"""The same for memory."""
MAX_GROWTH: Final = 3.0
"""A page of twice the size takes no more times as long …"""
MIN_SECONDS: Final = 0.5
"""… where it takes longer than this."""
TIMEOUT: Final = 300

_RENDERINGS: Final[dict[str, Callable[[Article], object]]] = {
    "html": lambda article: article.html,
    "markdown": lambda article: article.markdown,
    "dict": lambda article: article.to_dict(),
    "comments": lambda article: article.comments,
    "confidence": lambda article: article.confidence,
    "metadata": lambda article: article.metadata,
}


@dataclass(frozen=True)
class Cost:
    """What one file cost, all its pages together."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Process time by step: `clean`, then each rendering."""
    megabytes: float = 0.0
    """By how much memory grew at its peak."""
    outcome: str = ""
    """The first page's warning or error, or how much was kept."""
    crash: str = ""
    """What was raised that is no `CleanerError`, if so."""


@dataclass(frozen=True)
class Trial:
    """One hostile page in one size."""

    name: str
    size: int
    """In bytes, as it is on disk."""
    units: int
    """How many times 10 MB or 50,000 tags were begun."""
    cost: Cost
    command: float
    """Seconds that `cleaner clean` took for it."""
    complaint: str
    """What was wrong with how the command ended, if anything."""

    @property
    def slowest(self) -> tuple[str, float]:
        """The step that took longest, and how long."""
        return max(self.cost.seconds.items(), key=lambda each: each[1], default=("", 0.0))

    def broken(self, before: "Trial | None") -> list[str]:
        """How the promise is broken; `before` is the same page of half the size."""
        cost = self.cost
        said = [reason for reason in (cost.crash, self.complaint) if reason]
        said += [f"{step} took {s:.1f} s" for step, s in cost.seconds.items() if s > MAX_SECONDS * self.units]
        if self.command > MAX_SECONDS * self.units + 1:  # to start takes a part of a second
            said.append(f"the command took {self.command:.1f} s")
        if cost.megabytes > MAX_MB * self.units:
            said.append(f"memory grew by {cost.megabytes:.0f} MB")
        for step, seconds in before.cost.seconds.items() if before else ():
            if cost.seconds.get(step, 0.0) > MAX_GROWTH * max(seconds, MIN_SECONDS):
                said.append(f"{step} grew from {seconds:.2f} to {cost.seconds[step]:.2f} s")
        return said


def measure_hostile(names: Sequence[str] = (), share: float = 1.0) -> Iterator[tuple[Trial, list[str]]]:
    """Each page whose name has one of `names` in it, or each one, in all `SIZES`, and how it breaks the promise."""
    for page in HOSTILE:
        if names and not any(name in page.name for name in names):
            continue
        before = None
        for size in SIZES:
            trial = _tried(page, size * share)
            yield trial, trial.broken(before)
            before = trial


def hostile_table(found: Iterator[tuple[Trial, list[str]]], broken: list[str]) -> Iterator[str]:
    """The table, line by line as it is measured; what breaks the promise is put into `broken`."""
    yield "| page | MB | clean, s | slowest rendering, s | command, s | peak, MB | outcome |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for trial, reasons in found:
        broken += [f"{trial.name}, {trial.size / 2**20:.1f} MB: {reason}" for reason in reasons]
        seconds = dict(trial.cost.seconds)
        clean = seconds.pop("clean", 0.0)
        step, slowest = max(seconds.items(), key=lambda each: each[1], default=("", 0.0))
        cells = (
            trial.name.replace("<", "`<").replace(">", ">`") if "<" in trial.name else trial.name,
            f"{trial.size / 2**20:.1f}",
            f"{clean:.2f}",
            f"{step} {slowest:.2f}" if step else "",
            f"{trial.command:.2f}",
            f"{trial.cost.megabytes:.0f}",
            trial.cost.outcome,
        )
        yield f"| {' | '.join(cells)} |" + (f" **{'; '.join(reasons)}**" if reasons else "")


def try_file(path: Path) -> Cost:
    """Read, clean and render all pages in the file; nothing is raised."""
    seconds: dict[str, float] = {}
    said: list[str] = []
    start = peak_bytes()

    def timed(step: str, function: Callable[[], Any]) -> Any:
        begin = process_time()
        try:
            return function()
        except CleanerError as error:
            said.append(f"{type(error).__name__}: {error}")
            return None
        finally:
            seconds[step] = seconds.get(step, 0.0) + process_time() - begin

    try:
        sources = read_sources(str(path))
        while source := timed("clean", lambda: next(sources, None)):
            article = timed("clean", lambda source=source: _cleaned(source))
            for step, render in _RENDERINGS.items() if article else ():
                timed(step, lambda render=render, article=article: render(article))
            said += (*article.warnings, f"{len(article.text):,} characters") if article else ()
    except Exception as error:  # which must not be
        return Cost(seconds, (peak_bytes() - start) / 2**20, "", f"{type(error).__name__}: {error}"[:200])
    return Cost(seconds, (peak_bytes() - start) / 2**20, (said or ["no page"])[0])


def _cleaned(source: Source) -> Article:
    article = source.clean(cleaner.DEFAULT)
    assert isinstance(article.text, str)  # rendered with it
    return article


def _tried(page: Hostile, share: float) -> Trial:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"page{page.suffix}")
        data = page.page(share)
        path.write_bytes(data)
        lines = data.count(b"\n") if page.suffix == ".txt" else 0
        size = len(data)
        unpacked = len(gzip.decompress(data)) if page.suffix == ".html.gz" else size
        units = 1 + max(unpacked // (10 * 2**20), data.count(b"<") // 50_000, lines // 50_000)
        del data
        cost = _in_process(path)
        command, complaint = _on_command_line(path)
    return Trial(page.name, size, units, cost, command, complaint)


def _in_process(path: Path) -> Cost:
    try:
        done = _run("benchmarks.hostile", str(path))
    except subprocess.TimeoutExpired:
        return Cost(crash=f"took more than {TIMEOUT} s")
    if done.returncode:
        return Cost(crash=f"the process died ({done.returncode}): {done.stderr[-200:].decode(errors='replace')}")
    return Cost(**json.loads(done.stdout))


def _on_command_line(path: Path) -> tuple[float, str]:
    """How long `cleaner clean` took, and what was wrong with how it ended, if anything."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = _run("cleaner", "clean", str(path))
    except subprocess.TimeoutExpired:
        return TIMEOUT, f"the command took more than {TIMEOUT} s"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    is_clear = b"Traceback" not in done.stderr and b", line " not in done.stderr
    is_said = done.returncode == 0 or (done.returncode == 1 and done.stderr.startswith(b"cleaner: "))
    said = done.stderr[-200:].decode(errors="replace")
    return seconds, "" if is_clear and is_said else f"the command ended with {done.returncode}: {said}"


def _run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", *arguments], capture_output=True, check=False, timeout=TIMEOUT)


if __name__ == "__main__":
    cleaner.clean("<p>Rain.</p>").to_dict()  # what is loaded once
    os.write(1, json.dumps(asdict(try_file(Path(sys.argv[1])))).encode())
