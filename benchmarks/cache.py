"""What the peers made of the pages, kept from run to run in one SQLite file: after a change only `cleaner` runs.

A row's key is the tool, its version (with the way it is called), the corpus, and the page with a checksum of its
bytes, so that a sample and the whole corpus share their rows and nothing old is ever taken for new.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import Page

__all__ = ["FOLDER", "Cache", "Output"]

FOLDER = Path(".benchmarks")

_TABLE = """CREATE TABLE IF NOT EXISTS outputs (
    tool TEXT, version TEXT, corpus TEXT, page TEXT, text TEXT, seconds REAL, failure TEXT,
    PRIMARY KEY (corpus, page, tool, version))"""


class Output(NamedTuple):
    """What a tool made of one page."""

    text: str
    seconds: float
    """Processor time."""
    failure: str = ""
    """Why there is no text, if the tool failed."""


class Cache:
    """The file. Each output is written whole or not at all; several runs may write at once."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file at `path`, or make it."""
        path = path or FOLDER / "outputs.sqlite"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute(_TABLE)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def find(self, tool: str, version: str, pages: Sequence[Page]) -> dict[str, Output]:
        """The outputs that are there, by the pages' keys."""
        query = "SELECT text, seconds, failure FROM outputs WHERE corpus = ? AND page = ? AND tool = ? AND version = ?"
        found = {}
        for page in pages:
            row = self._base.execute(query, (page.corpus, page.key, tool, version)).fetchone()
            if row:
                found[page.key] = Output(*row)
        return found

    def put(self, tool: str, version: str, page: Page, output: Output) -> None:
        """Keep an output."""
        row = (tool, version, page.corpus, page.key, *output)
        self._base.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def texts_of(self, page: Page) -> dict[str, str]:
        """Each tool's text of one page, the one written last."""
        query = "SELECT tool, text FROM outputs WHERE corpus = ? AND page = ? ORDER BY rowid"
        return dict(self._base.execute(query, (page.corpus, page.key)).fetchall())
