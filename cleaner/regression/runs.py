"""Runs over the same pages, to be compared: read from the JSON of an earlier run, or made by a pipeline.

A run is a mapping from pages' names to their blocks' sides. A page's name is the file it was read from, as `cleaner
clean -f json` notes it, or its address, or the JSON's file or its number in it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cleaner.errors import CaseError
from cleaner.regression.compare import Side
from cleaner.sources.files import STDIN
from cleaner.words import count_words

__all__ = ["Run", "read_run", "run_of"]

Run = dict[str, Sequence[Side]]


def read_run(path: Path) -> Run:
    """The run in the file at `path`, JSON or JSON lines, or in all such files of a folder.

    Raises `CaseError`, which names the file and the line or record, for what `cleaner clean -f json` has not written.
    """
    files = sorted(file for file in path.rglob("*.json*") if file.is_file()) if path.is_dir() else [path]
    pages: list[tuple[str, Sequence[Side]]] = []
    for file in files:
        own = str(file.relative_to(path)) if path.is_dir() else ""
        for number, record in enumerate(_records(file), 1):
            try:
                pages.append((_name_of(record, own or f"page {number}"), _sides_of(record)))
            except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
                raise CaseError(f"{file}: page {number}: not as `cleaner clean -f json` writes it") from None
    if not pages:
        raise CaseError(f"{path}: no page in it, as `cleaner clean -f json` writes them")
    return run_of(pages)


def run_of(pages: Iterable[tuple[str, Sequence[Side]]]) -> Run:
    """The run over pages with these names; the second of one name gets a number."""
    counts = Counter[str]()
    run: Run = {}
    for name, sides in pages:
        counts[name] += 1
        run[name if counts[name] == 1 else f"{name} ({counts[name]})"] = sides
    return run


def _records(file: Path) -> list[Any]:
    """What the file holds: one value, a list, or a value in each line."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: {getattr(error, 'strerror', None) or error}") from None
    try:
        value = json.loads(text)
        return value if isinstance(value, list) else [value]
    except (ValueError, RecursionError):
        return [_decoded(file, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _decoded(file: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CaseError(f"{file}: line {number} is no JSON: {getattr(error, 'msg', error)}") from None


def _name_of(record: Any, other: str) -> str:
    name = record.get("page")
    return str((name if name != STDIN else "") or record.get("url") or other)


def _sides_of(record: Any) -> list[Side]:
    sides = [
        (int(each["index"]), Side(str(each["text"]), words=count_words(each["text"]))) for each in record["blocks"]
    ]
    for each in record["drops"]:
        side = Side(str(each["text"]), str(each["filter"]), str(each["evidence"]), count_words(each["text"]))
        sides.append((int(each["index"]), side))
    return [side for _, side in sorted(sides, key=lambda pair: pair[0])]
