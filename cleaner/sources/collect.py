"""Which pages are meant: files, folders, patterns and lists of names; and where the result of each belongs."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import Final
from unicodedata import normalize

from cleaner.atomic import is_special
from cleaner.errors import PageError
from cleaner.filenames import real_path
from cleaner.sources.files import STDIN, is_address
from cleaner.words import slug

__all__ = ["SUFFIXES", "Found", "find_pages", "free_name", "names_of", "stem_of"]

SUFFIXES: Final = tuple(
    f"{suffix}{packed}" for suffix in (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc") for packed in ("", ".gz")
)
"""What the names of pages in folders end with."""
_PARTS: Final = ("_files", ".files", "_Files")
"""What the folder is called in which a browser puts a page's pictures, scripts and frames."""
_MAGIC: Final = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A page's file."""

    name: str
    """Its name, `-` for standard input."""
    place: PurePath
    """Where its result belongs in a folder of results, without a suffix; no other page's place is the same."""


def find_pages(names: Iterable[str], is_recursive: bool = False, left_out: Path | None = None) -> Iterator[Found]:
    """The pages that `names` mean, in that order: files, patterns, and with `is_recursive` all pages in folders.

    In a folder they come sorted, and their places keep its structure, below its name where it is not the only one.
    Hidden folders, `left_out`, those that browsers save beside pages, devices and pipes are passed over.
    """
    taken = Counter[str]()
    expanded = _expanded(names)
    first = list(islice(expanded, 2))
    for name in chain(first, expanded):
        if is_recursive and name != STDIN and os.path.isdir(name):  # noqa: PTH112 -- whatever the name is
            root = Path(name)
            prefix = free_name(taken, PurePath(real_path(root)).name or "root") if len(first) > 1 else ""
            yield from _in_folder(root, prefix, left_out)
        else:
            yield Found(name, PurePath(free_name(taken, stem_of(name))))


def _read_list(name: str) -> Iterator[str]:
    """The names in the lines of the file `name`; raises `PageError` where it cannot be read."""
    try:
        with open(0 if name == STDIN else name, encoding="utf-8", errors="surrogateescape") as lines:  # noqa: PTH123
            for line in lines:
                if line.strip():
                    yield line.rstrip("\r\n")
    except OSError as error:
        raise PageError(f"{name}: {error.strerror}") from None


def _expanded(names: Iterable[str]) -> Iterator[str]:
    """Patterns, which some shells leave alone, as the files that they mean."""
    for name in names:
        is_pattern = not _MAGIC.isdisjoint(name) and not os.path.lexists(name)
        found = sorted(glob.glob(name, recursive=True)) if is_pattern else []  # noqa: PTH207 -- a name, as given
        yield from found or [name]


def _in_folder(root: Path, prefix: str, left_out: Path | None) -> Iterator[Found]:
    passed = {real_path(left_out)} if left_out else set[str]()
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        pages = sorted(file for file in files if file.lower().endswith(SUFFIXES) and not file.startswith("."))
        parts = {f"{stem_of(page)}{part}" for page in pages for part in _PARTS}
        folders[:] = sorted(
            each
            for each in folders
            if each not in parts and not each.startswith(".") and real_path(here / each) not in passed
        )
        taken = Counter[str]()
        for page in pages:
            if _is_special(here / page):  # a pipe that nobody writes to would hold up the others for ever
                continue
            yield Found(str(here / page), PurePath(prefix, here.relative_to(root), free_name(taken, stem_of(page))))


def _is_special(path: Path) -> bool:
    try:
        return is_special(path)
    except OSError:  # it cannot be read, which is said later
        return False


def stem_of(name: str) -> str:
    """What the result of the page in the file `name` is called, without a suffix."""
    if name == STDIN:
        return "stdin"
    if is_address(name):
        return slug(name.partition("//")[2]) or "page"
    return Path(name.removesuffix(".gz")).stem


def free_name(taken: Counter[str], name: str) -> str:
    """`name`, with a number where it was taken before.

    Neither letter case nor the way that an accent is written tells files apart everywhere.
    """
    free, number = name, 1
    while _key(free) in taken:
        number = taken[_key(name)] = taken[_key(name)] + 1
        free = f"{name}-{number}"
    taken[_key(free)] += 1
    return free


def _key(name: str) -> str:
    return normalize("NFC", name).casefold()


def names_of(arguments: Sequence[str], lists: Sequence[str]) -> Iterator[str]:
    """The names that were given, and those in the files of names."""
    yield from arguments
    for each in lists:
        yield from _read_list(each)
