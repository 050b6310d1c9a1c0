"""Where the results of many pages go; a run that was interrupted can go on where it was.

Every file is whole or not there: results in a folder are written one by one, each atomically; JSON lines grow in a file
beside the real one, `….part`, which takes its name at the end; a Parquet file holds some pages and is written at once.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final, Protocol

from cleaner import atomic
from cleaner.batch import Result, Task
from cleaner.errors import CleanerError, OutputError
from cleaner.filenames import real_path, written

__all__ = ["Files", "Lines", "Parts", "PartsError", "Printed", "Sink"]

ROWS: Final = 1000
"""So many pages are in one Parquet file."""
_HEAD: Final = re.compile(rb'\{"page": ("(?:[^"\\]|\\.)*")')


class PartsError(CleanerError):
    """The results of many pages cannot be written; none of them is."""


class Sink(Protocol):
    """Takes results."""

    def has(self, task: Task) -> bool:
        """Whether an earlier run has done this page."""
        ...

    def write(self, result: Result) -> None:
        """Take a page that was cleaned. Raises `OutputError` where it cannot be written, others may be."""
        ...

    def close(self) -> None:
        """Finish, after the last page. Raises `OutputError`."""
        ...


class Printed:
    """Standard output; pages are parted by a blank line, as JSON by a line break."""

    def __init__(self, is_parted: bool) -> None:
        """Part pages by a blank line, or not."""
        self._is_parted = is_parted
        self._is_first = True

    def has(self, task: Task) -> bool:  # noqa: ARG002
        """Nothing that was printed is known."""
        return False

    def write(self, result: Result) -> None:
        """Print it."""
        sys.stdout.write(f"\n{result.rendered}" if self._is_parted and not self._is_first else result.rendered)
        self._is_first = False

    def close(self) -> None:
        """Have it all printed."""
        sys.stdout.flush()


class Files:
    """A file for each page: in a folder, or for a single page the file that was named."""

    def __init__(self, target: Path, suffix: str, is_folder: bool, is_resumed: bool) -> None:
        """Write to `target`, with `suffix` behind pages' names in a folder."""
        self._target, self._suffix = target, suffix
        self.is_folder, self._is_resumed = is_folder, is_resumed

    def has(self, task: Task) -> bool:
        """Whether its file is there."""
        return self._is_resumed and os.path.exists(self.path_of(task))  # noqa: PTH110 -- however long its name is

    def write(self, result: Result) -> None:
        """Write its file, but never over the page."""
        path = self.path_of(result.task)
        if real_path(path) == real_path(result.task.name):
            raise OutputError(f"{path} is the page itself; choose another folder")
        atomic.write(path, result.rendered)

    def close(self) -> None:
        """Nothing is left to do."""

    def path_of(self, task: Task) -> Path:
        """The file for a page."""
        return self._target / f"{task.place}{self._suffix}" if self.is_folder else self._target


class Lines:
    """A file with a line of JSON for each page."""

    def __init__(self, path: Path, is_resumed: bool) -> None:
        """Write to `path`; go on with what is there, where `is_resumed`. Raises `OutputError`."""
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._done: set[str] = set()
        try:
            if atomic.is_special(path):
                raise OutputError(f"cannot write {path}: JSON lines need a file, or standard output without -o")
            path.parent.mkdir(parents=True, exist_ok=True)
            if is_resumed and path.exists() and not self._part.exists():
                path.replace(self._part)
            self._end = self._read_done() if is_resumed and self._part.exists() else 0
            self._file = self._part.open("r+b" if self._end else "wb", buffering=0)
            self._cut()
        except OSError as error:
            raise OutputError(f"cannot write {self._part}: {error.strerror}") from None

    def has(self, task: Task) -> bool:
        """Whether it has a line."""
        return task.name in self._done

    def write(self, result: Result) -> None:
        """Add its line, whole or not at all."""
        line = memoryview(result.rendered.encode("utf-8", "replace"))
        at = 0
        try:
            self._cut()  # what is there of a line that failed
            while at < len(line):
                at += self._file.write(line[at:])
        except OSError as error:
            raise OutputError(f"cannot write {self._part}: {error.strerror}") from None
        self._end += len(line)

    def close(self) -> None:
        """Give the file its name."""
        try:
            self._cut()
            self._file.close()
            self._part.replace(self._path)
        except OSError as error:
            raise OutputError(f"cannot write {self._path}: {error.strerror}") from None

    def _read_done(self) -> int:
        """Read which pages have a line; where the last whole one ends."""
        end = 0
        with self._part.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                head = _HEAD.match(line)
                if head:
                    self._done.add(json.loads(head.group(1)))
                end += len(line)
        return end

    def _cut(self) -> None:
        """Cut off what is behind the last whole line."""
        self._file.seek(self._end)
        self._file.truncate()


class Parts:
    """Parquet files in a folder, `part-00000.parquet` and so on, with `ROWS` pages in each."""

    def __init__(self, folder: Path, is_resumed: bool) -> None:
        """Write to `folder`. Raises `OutputError` where PyArrow is not installed, or parts are there already."""
        try:
            from pyarrow import parquet
        except ImportError:
            raise OutputError("Parquet needs `pip install 'article-cleaner[parquet]'`") from None
        self._folder, self._rows = folder, list[dict[str, Any]]()
        self._done: set[str] = set()
        parts = sorted(folder.glob("part-*.parquet"))
        if parts and not is_resumed:
            raise OutputError(f"{folder} holds parts of another run; --resume goes on with them")
        for part in parts:
            try:
                self._done.update(parquet.read_table(part, columns=["page"]).column("page").to_pylist())
            except (OSError, ValueError, KeyError) as error:  # PyArrow's own are among them
                raise OutputError(f"{part} is no part of a run: {error}") from None
        self._number = max((int(part.stem[5:]) for part in parts if part.stem[5:].isdecimal()), default=-1) + 1

    def has(self, task: Task) -> bool:
        """Whether it is in a part."""
        return written(task.name) in self._done

    def write(self, result: Result) -> None:
        """Add its row; write a part when it is full. Raises `PartsError`."""
        row = result.rendered.items()
        self._rows.append({key: written(value) if isinstance(value, str) else value for key, value in row})
        if len(self._rows) >= ROWS:
            self._write_part()

    def close(self) -> None:
        """Write the last part. Raises `PartsError`."""
        if self._rows:
            self._write_part()

    def _write_part(self) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        out = pa.BufferOutputStream()
        parquet.write_table(pa.Table.from_pylist(self._rows, _schema()), out)
        try:
            atomic.write(self._folder / f"part-{self._number:05d}.parquet", out.getvalue().to_pybytes())
        except OutputError as error:  # all that follow would fail as well, and the rows pile up
            raise PartsError(f"{error}; --resume goes on behind the last part") from None
        self._number, self._rows = self._number + 1, []


def _schema() -> Any:
    import pyarrow as pa

    text = pa.string()
    drop = pa.struct([("filter", text), ("evidence", text), ("text", text)])
    plain = ("page", "url", "language", "title", "author", "date", "text")
    fields = [(name, text) for name in plain]
    fields += [("confidence", pa.float64()), ("source", text), ("drops", pa.list_(drop)), ("warnings", pa.list_(text))]
    return pa.schema(fields)
