"""Pages in files and on standard input: HTML, gzipped HTML and plain text."""

import gzip
import sys
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from cleaner.article import Article
from cleaner.encoding import decode
from cleaner.errors import PageError
from cleaner.parser import has_markup
from cleaner.pipeline import Pipeline

__all__ = ["MAX_BYTES", "STDIN", "Source", "read_source"]

STDIN: Final = "-"
"""The name of standard input."""
MAX_BYTES: Final = 256 * 2**20
"""No page is larger; a gzipped one may claim to be."""
_GZIP: Final = b"\x1f\x8b"
_TEXT_SUFFIXES: Final = (".txt", ".text", ".md")
_PAGE_HEAD: Final = b"<"


@dataclass(frozen=True, slots=True)
class Source:
    """One page as it was read."""

    name: str
    data: bytes
    is_plain: bool
    """Whether it is plain text, not HTML."""
    raw: bytes = field(repr=False)
    """The file's bytes, from which gzip is not undone."""

    def clean(self, pipeline: Pipeline, url: str = "", language: str = "") -> Article:
        """The article on the page; raises `PageError` where it is no page. `language` is that of a plain text."""
        if not self.is_plain:
            return pipeline.clean(self.data, url)
        text, _ = decode(self.data)
        return pipeline.clean_text(text, language, url)


def read_source(name: str) -> Source:
    """The page in the file `name`, or on standard input for `-`; gzip is undone.

    It is plain text where the file's name or a lack of any tag says so. Raises `PageError` with the reason where
    there is nothing to read: a missing, unreadable or empty file, a folder, a damaged archive.
    """
    raw = data = _read(name)
    if data.startswith(_GZIP):
        data, name = _unzip(data), name.removesuffix(".gz")
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise PageError("is empty")
    if name.lower().endswith(_TEXT_SUFFIXES):
        return Source(name, data, not data.lstrip().startswith(_PAGE_HEAD), raw)
    return Source(name, data, not has_markup(decode(data)[0]), raw)


def _read(name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == STDIN else _read_file(Path(name))
    except FileNotFoundError:
        raise PageError("no such file") from None
    except IsADirectoryError:
        raise PageError("is a folder") from None
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise PageError(f"is larger than {MAX_BYTES >> 20} MB")
    return data


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _unzip(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as archive:
            found = archive.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise PageError(f"is a damaged gzip archive: {error}") from None
    if len(found) > MAX_BYTES:
        raise PageError(f"is larger than {MAX_BYTES >> 20} MB when unpacked")
    return found
