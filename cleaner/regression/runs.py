"""Runs over the same pages, to be compared: read from the JSON of an earlier run, or made by a pipeline.

A run is a mapping from pages' names to their blocks' sides. A page's name is the file it was read from, as `cleaner
clean -f json` notes it, or its address, or its number.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleaner.errors import CaseError
from cleaner.regression.compare import Side
from cleaner.words import count_words

__all__ = ["Run", "add_page", "read_run"]

Run = dict[str, Sequence[Side]]


def read_run(path: Path) -> Run:
    """The run in the file at `path`, JSON or JSON lines, or in all such files of a folder.

    Raises `CaseError`, which names file and line, for what `cleaner clean -f json` has not written.
    """
    run: Run = {}
    files = sorted(path.rglob("*.json*")) if path.is_dir() else [path]
    for file in files:
        for number, record in _records(file):
            try:
                add_page(run, _name_of(record, number), _sides_of(record))
            except (AttributeError, KeyError, TypeError):
                raise CaseError(f"{file}: line {number}: not a page as `cleaner clean -f json` writes it") from None
    if not run:
        raise CaseError(f"{path}: no page in it, as `cleaner clean -f json` writes them")
    return run


def add_page(run: Run, name: str, sides: Sequence[Side]) -> None:
    """Add a page to `run`; the second of one name gets a number."""
    unique, number = name, 1
    while unique in run:
        number += 1
        unique = f"{name} ({number})"
    run[unique] = sides


def _records(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
    except (OSError, ValueError) as error:
        raise CaseError(f"{file}: {getattr(error, 'strerror', None) or error}") from None


def _name_of(record: Any, number: int) -> str:
    return str(record.get("page") or record.get("url") or f"page {number}")


def _sides_of(record: Any) -> list[Side]:
    sides = [
        (int(each["index"]), Side(str(each["text"]), words=count_words(each["text"]))) for each in record["blocks"]
    ]
    for each in record["drops"]:
        side = Side(str(each["text"]), str(each["filter"]), str(each["evidence"]), count_words(each["text"]))
        sides.append((int(each["index"]), side))
    return [side for _, side in sorted(sides, key=lambda pair: pair[0])]
