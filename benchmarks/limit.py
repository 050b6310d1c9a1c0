"""A function called on many items in other processes, none of which can stop the run.

A call that takes too long is ended with its process, and so is nothing but its own result lost; the same goes for a
process that dies. (An alarm in the process would not do: it is heard only when the C code that hangs returns.)
"""

from collections.abc import Callable, Iterable, Iterator
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

__all__ = ["Result", "call_each"]

Result = tuple[int, Any, str]
"""The item's place, what was made of it, and why that is nothing, if so."""


def call_each(function: Callable[[Any], Any], items: Iterable[Any], jobs: int, seconds: float) -> Iterator[Result]:
    """A result for each item, in the order in which the calls end; each may take `seconds`."""
    waiting = enumerate(items)
    workers = [_Worker(function, seconds) for _ in range(jobs)]
    try:
        busy = [worker for worker in workers if worker.take(waiting)]
        while busy:
            soonest = min(worker.deadline for worker in busy)
            ready = wait([worker.pipe for worker in busy], max(0.0, soonest - monotonic()))
            for worker in tuple(busy):
                if worker.pipe in ready:
                    yield worker.result()
                elif worker.deadline <= monotonic():
                    yield worker.give_up(f"took more than {seconds:g} s")
                else:
                    continue
                if not worker.take(waiting):
                    busy.remove(worker)
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A process that makes one call at a time."""

    pipe: Connection
    deadline: float
    """When the present call must have ended."""

    def __init__(self, function: Callable[[Any], Any], seconds: float) -> None:
        self._function = function
        self._seconds = seconds
        self._start()

    def take(self, waiting: Iterator[tuple[int, Any]]) -> bool:
        """Begin with the next item, if there is one."""
        for self._place, item in waiting:
            self.deadline = monotonic() + self._seconds
            self.pipe.send(item)
            return True
        return False

    def result(self) -> Result:
        """What the call came to, which has ended."""
        try:
            value, failure = self.pipe.recv()
        except EOFError:
            return self.give_up("its process died")
        return self._place, value, failure

    def give_up(self, failure: str) -> Result:
        """End the call together with its process, and start another."""
        self.stop()
        self._start()
        return self._place, None, failure

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _start(self) -> None:
        self.pipe, theirs = Pipe()
        self._process = Process(target=_serve, args=(self._function, theirs), daemon=True)
        self._process.start()
        theirs.close()


def _serve(function: Callable[[Any], Any], pipe: Connection) -> None:
    while True:
        item = pipe.recv()
        try:
            result = (function(item), "")
        except Exception as error:  # what a call raises is its result
            result = (None, f"{type(error).__name__}: {error}"[:500])
        pipe.send(result)
