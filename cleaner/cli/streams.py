"""Standard streams and signals as a shell's user expects them: no traceback, and nothing lost unsaid.

Where standard output cannot be written to the command ends, with the reason and status 1; where nobody reads on, such
as behind `| head -1`, with the status of a broken pipe alone. What standard error does not take is let go: the status
says it, too. A signal to end lets open files be put away first.
"""

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

import click

__all__ = ["INTERRUPTED", "finish", "prepare"]

INTERRUPTED: Final = 128 + signal.SIGINT
"""The exit status of what somebody interrupts."""
_BROKEN_PIPE: Final = 128 + 13
"""What a shell says of a command that SIGPIPE ends."""
_ENDING: Final = ("SIGTERM", "SIGHUP")
_MODES: Final = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How what stands in for a closed stream is opened: so that reading it and writing results to it fail."""


def prepare() -> None:
    """Make standard streams and signals ready for a command; results are UTF-8 whatever the locale says."""
    for number, mode in enumerate(_MODES):
        with suppress(OSError):
            _open_closed(number, mode)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    sys.stdout, sys.stderr = _Results(_buffer_of(sys.stdout, 1)), _Messages(_buffer_of(sys.stderr, 2))
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for each in _ENDING:
        number = getattr(signal, each, 0)
        if number and signal.getsignal(number) == signal.SIG_DFL:  # nohup says to ignore one
            signal.signal(number, _end)


def finish() -> None:
    """Have written what can be of what was printed, whatever ends the command: how it ends is settled."""
    with suppress(click.exceptions.Exit, Unwritable):
        sys.stdout.flush()


class Unwritable(click.ClickException):
    """Standard output cannot be written to."""

    def show(self, file: Any = None) -> None:
        """Say it as other errors are said."""
        click.echo(f"cleaner: {self.message}", file=file, err=True)


class _Stream(io.TextIOWrapper):
    def __init__(self, buffer: Any) -> None:
        super().__init__(buffer, "utf-8", "replace", line_buffering=buffer.isatty())


class _Results(_Stream):
    """Standard output."""

    _is_broken = False

    def write(self, text: str) -> int:
        """Write `text`, or end the command."""
        with self._ended():
            return super().write(text)

    def flush(self) -> None:
        """Have all written, or end the command, but only once."""
        if not self._is_broken:
            with self._ended():
                super().flush()

    @contextmanager
    def _ended(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            self._is_broken = True
            raise click.exceptions.Exit(_BROKEN_PIPE) from None
        except OSError as error:
            self._is_broken = True
            raise Unwritable(f"cannot write to standard output: {error.strerror}") from None


class _Messages(_Stream):
    """Standard error."""

    def write(self, text: str) -> int:
        """Write `text`, if that can be done."""
        with suppress(OSError):
            super().write(text)
            super().flush()
        return len(text)

    def flush(self) -> None:
        """All is written."""


def _open_closed(number: int, mode: int) -> None:
    """Open the stream `number` where it is closed, lest the next file that is opened takes its place."""
    try:
        os.fstat(number)
    except OSError:
        os.open(os.devnull, mode)


def _buffer_of(stream: Any, number: int) -> Any:
    return stream.detach() if stream is not None else io.BufferedWriter(io.FileIO(number, "w", closefd=False))


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 -- as handlers are called
    raise SystemExit(128 + number)
