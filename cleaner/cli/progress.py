"""A progress bar on standard error."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

__all__ = ["no_step", "progress"]


@contextmanager
def progress(pages: Iterable[object], is_shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar with pages a second and the time left, where `is_shown` and somebody looks; what steps on is given.

    `pages` are counted first, to know the time left.
    """
    if not (is_shown and sys.stderr.isatty()):
        yield no_step
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        job = bar.add_task("", total=sum(1 for _ in pages), speed="")
        start = time.monotonic()

        def step(pages: int) -> None:
            speed = (bar.tasks[0].completed + pages) / max(time.monotonic() - start, 1e-3)
            bar.update(job, advance=pages, speed=f"{speed:.0f} pages/s")

        yield step


def no_step(pages: int) -> None:
    """Nobody looks."""
