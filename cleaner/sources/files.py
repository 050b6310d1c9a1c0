"""Pages in files and on standard input: HTML, gzipped HTML, MHTML, plain text, archives and lists of pages."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from cleaner.article import Article
from cleaner.document import Document
from cleaner.encoding import decode
from cleaner.errors import PageError
from cleaner.limits import LIMITS, Limits
from cleaner.parser import has_markup, parse, parse_text
from cleaner.pipeline import Pipeline

__all__ = ["STDIN", "Source", "is_address", "is_archive", "read_source", "read_sources"]

STDIN: Final = "-"
"""The name of standard input."""
_GZIP: Final = b"\x1f\x8b"
_TEXT_SUFFIXES: Final = (".txt", ".text", ".md")
_MHTML_SUFFIXES: Final = (".mhtml", ".mht")
_WARC_SUFFIXES: Final = (".warc", ".warc.gz", ".warc.zst")
_LINES_SUFFIXES: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_PAGE_HEAD: Final = b"<"
_BLANK: Final = b" \t\r\n\0\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """One page as it was read."""

    name: str
    """The file's name; of a page in an archive or a list also its number there: `crawl.warc.gz#12`."""
    data: bytes = field(repr=False)
    """Its bytes, from which gzip is undone."""
    is_plain: bool = False
    """Whether it is plain text, not HTML."""
    raw: bytes = field(default=b"", repr=False)
    """The file's bytes as they are."""
    url: str = ""
    """Where it was saved from, if the file says so."""
    encoding: str = ""
    """The encoding that was declared when it was sent, if the file says so."""
    fault: str = ""
    """Why it cannot be read, if so."""

    def clean(self, pipeline: Pipeline, url: str = "", language: str = "") -> Article:
        """The article on the page; raises `PageError` where it is no page. `language` is that of a plain text."""
        return pipeline.run(self.document(url, language, pipeline.limits))

    def document(self, url: str = "", language: str = "", limits: Limits = LIMITS) -> Document:
        """The page's blocks; raises `PageError` where it is no page. `language` is that of a plain text."""
        if self.fault:
            raise PageError(self.fault)
        if not self.is_plain:
            return parse(self.data, url or self.url, self.encoding, limits)
        text, _ = decode(self.data, self.encoding)
        return parse_text(text, language, url or self.url, limits)


def read_source(name: str, limits: Limits = LIMITS) -> Source:
    """The page in the file `name`, or on standard input for `-`; gzip and MHTML are undone.

    It is plain text where the file's name or a lack of any tag says so. Raises `PageError` with the reason where
    there is nothing to read: a missing, unreadable or empty file, a folder, a damaged archive, one of many pages, or
    more bytes than `limits` allow.
    """
    sources = read_sources(name, limits)
    first = next(sources, None)
    if first is None:
        raise PageError("holds no page")
    if next(sources, None) is not None:
        raise PageError("holds more than one page")
    if first.fault:
        raise PageError(first.fault)
    return first


def is_address(name: str) -> bool:
    """Whether `name` is a web address."""
    return name.lower().startswith(("http://", "https://"))


def is_archive(name: str) -> bool:
    """Whether the file `name` may hold many pages."""
    return name == STDIN or name.lower().endswith((*_WARC_SUFFIXES, *_LINES_SUFFIXES))


def read_sources(name: str, limits: Limits = LIMITS) -> Iterator[Source]:
    """The pages in the file `name`, or on standard input for `-`: one, or those of a WARC or of JSON lines.

    A page in it that cannot be read has a `fault`. Raises `PageError` where nothing can be read.
    """
    if is_address(name):
        raise PageError("is an address: nothing is fetched unless --fetch says so")
    if name.lower().endswith(_WARC_SUFFIXES):
        from cleaner.sources.warc import read_warc

        yield from read_warc(name, limits)
        return
    raw = data = _read(name, limits)
    if data.startswith(_GZIP):
        data = _unzip(data, limits)
    if _is_lines(name, data):
        from cleaner.sources.lines import read_lines

        yield from read_lines(name, data)
        return
    yield _page_of(name, data, raw)


def _page_of(name: str, data: bytes, raw: bytes) -> Source:
    from cleaner.sources.mhtml import is_mhtml, read_mhtml

    if not data.strip(_BLANK):
        raise PageError("is empty")
    lower = name.lower().removesuffix(".gz")
    if lower.endswith(_MHTML_SUFFIXES) or is_mhtml(data):
        return read_mhtml(name, data, raw)
    if lower.endswith(_TEXT_SUFFIXES):
        return Source(name, data, not data.lstrip().startswith(_PAGE_HEAD), raw)
    text = decode(data)[0] if b"\0" in data else data.decode("latin-1")  # to tell tags, no encoding need be found
    return Source(name, data, not has_markup(text), raw)


def _is_lines(name: str, data: bytes) -> bool:
    return name.lower().endswith(_LINES_SUFFIXES) or (name == STDIN and data.lstrip(_BLANK).startswith(b"{"))


def _read(name: str, limits: Limits) -> bytes:
    try:
        most = limits.page_bytes + 1
        data = sys.stdin.buffer.read(most) if name == STDIN else _read_file(Path(name), most)
    except (FileNotFoundError, ValueError):  # a name with a zero byte
        raise PageError("no such file") from None
    except IsADirectoryError:
        raise PageError("is a folder") from None
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror}") from None
    if len(data) > limits.page_bytes:
        raise PageError(limits.too_large)
    return data


def _read_file(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _unzip(data: bytes, limits: Limits) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as archive:
            found = archive.read(limits.page_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise PageError(f"is a damaged gzip archive: {error}") from None
    if len(found) > limits.page_bytes:
        raise PageError(f"{limits.too_large} when unpacked")
    return found
