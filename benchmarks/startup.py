"""Start-up: wall and processor time from nothing to one page's text, and to what must be imported for it.

Each command is a process of its own. All take turns, so that what else the machine does falls on all of them; the
median counts. Byte code is kept as in an installed package, but in a folder of the run's own.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.corpus import CORPORA, Page, read_corpus

__all__ = ["COMMANDS", "Command", "Start", "above_target", "measure_startup", "median_page"]

LXML: Final = "import lxml.etree"
PAGE: Final = "PAGE"


@dataclass(frozen=True)
class Command:
    """What is started: Python, with the page on standard input."""

    arguments: tuple[str, ...]
    """Python's; `PAGE` is the page's path."""
    target: float = 0.0
    """So many seconds of wall time it may take, if not 0 …"""
    over: str = ""
    """… more than this command."""


@dataclass(frozen=True)
class Start:
    """How long a command takes, from start to end, as the median of its runs."""

    wall: float
    """Seconds that pass."""
    processor: float
    """Seconds of processor time: less than `wall` where the machine has other work."""
    target: float = 0.0
    """The most that `wall` may be; 0 for no limit."""


COMMANDS: Final = {
    "python -c pass": Command(("-c", "pass")),
    LXML: Command(("-c", LXML)),
    "import numpy": Command(("-c", "import numpy")),
    "import cleaner": Command(("-c", "import cleaner"), 0.1, LXML),
    "import cleaner, with all that clean() imports": Command(
        ("-c", "import cleaner; cleaner.DEFAULT, cleaner.parse"), 0.1, LXML
    ),
    "cleaner.clean(page).text": Command(("-c", "import sys, cleaner; cleaner.clean(sys.stdin.buffer.read()).text")),
    "cleaner clean PAGE": Command(("-m", "cleaner", "clean", PAGE), 0.3),
    "import trafilatura": Command(("-c", "import trafilatura")),
    "trafilatura < PAGE": Command(("-c", "from trafilatura.cli import main; main()")),
}


def median_page(folder: Path) -> Page:
    """The article of median size in the corpora in `folder`."""
    pages = [page for name in CORPORA for page in read_corpus(folder, name) if page.type == "article"]
    return sorted(pages, key=lambda page: len(page.html))[len(pages) // 2]


def measure_startup(page: bytes, runs: int = 15, commands: Mapping[str, Command] = COMMANDS) -> dict[str, Start]:
    """How long each command takes on the page, by its name.

    Raises `RuntimeError` where a command fails.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(page)
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs + 1):
            for name, command in commands.items():
                found[name].append(_run(name, command.arguments, path, environment))
    walls = {name: median(wall for wall, _ in times[1:]) for name, times in found.items()}
    return {
        name: Start(
            walls[name],
            median(processor for _, processor in found[name][1:]),  # the first run compiles
            command.target + walls.get(command.over, 0.0),
        )
        for name, command in commands.items()
    }


def above_target(starts: Mapping[str, Start]) -> list[str]:
    """The commands that take longer than they may."""
    return [name for name, each in starts.items() if 0 < each.target < each.wall]


def _run(name: str, arguments: Sequence[str], page: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """The wall and the processor time of one process."""
    call = [sys.executable, *(str(page) if each == PAGE else each for each in arguments)]
    with page.open("rb") as given:
        start = perf_counter()
        process = Popen(call, stdin=given, stdout=DEVNULL, stderr=DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} ended with status {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime
