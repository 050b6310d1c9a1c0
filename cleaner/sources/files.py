"""Pages in files and on standard input: HTML, gzipped HTML, MHTML, plain text, archives and lists of pages."""

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from gzip import BadGzipFile, GzipFile
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Final, cast

from cleaner.article import Article
from cleaner.document import Document
from cleaner.encoding import decode
from cleaner.errors import PageError
from cleaner.limits import LIMITS, Limits
from cleaner.parser import has_markup, parse, parse_text
from cleaner.pipeline import Pipeline

__all__ = ["STDIN", "Source", "is_address", "is_archive", "read_source", "read_sources", "read_up_to"]

STDIN: Final = "-"
"""The name of standard input."""
_CHUNK: Final = 2**20
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

    A page in it that cannot be read has a `fault`. Raises `PageError` where nothing, or nothing further, can be read.
    Each page may have as many bytes as `limits` allow; an MHTML file as a whole may have as many as they do by default,
    and so many lines of JSON, which are read one by one, as there are.
    """
    if is_address(name):
        raise PageError("is an address: nothing is fetched unless --fetch says so")
    if name.lower().endswith(_WARC_SUFFIXES):
        from cleaner.sources.warc import read_warc

        yield from read_warc(name, limits)
        return
    with _faults(), _open(name) as file:
        is_packed = file.peek(len(_GZIP)).startswith(_GZIP)
        unpacked = GzipFile(fileobj=file) if is_packed else file
        if _is_lines(name, unpacked):
            from cleaner.sources.lines import read_lines

            yield from read_lines(name, unpacked, limits)
            return
        if is_packed and name != STDIN:  # which cannot be read twice
            raw = _read(name, file.read, limits)
            data = _read(name, GzipFile(fileobj=BytesIO(raw)).read, limits, " when unpacked")
        else:
            raw = data = _read(name, unpacked.read, limits, " when unpacked" * is_packed)
    yield _page_of(name, data, raw)


def read_up_to(read: Callable[[int], bytes], most: int) -> bytes:
    """What `read` gives, no more bytes than `most`; memory is taken for what there is."""
    parts: list[bytes] = []
    while part := read(min(most, _CHUNK)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


@contextmanager
def _faults() -> Iterator[None]:
    """Raises `PageError` for what goes wrong while a file is read."""
    try:
        yield
    except FileNotFoundError:
        raise PageError("no such file") from None
    except IsADirectoryError:
        raise PageError("is a folder") from None
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise PageError(f"is a damaged gzip archive: {error}") from None
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror}") from None


def _open(name: str) -> AbstractContextManager[BufferedReader]:
    if name == STDIN:
        return nullcontext(cast("BufferedReader", sys.stdin.buffer))
    try:
        return Path(name).open("rb")
    except ValueError:  # a name with a zero byte
        raise PageError("no such file") from None


def _is_lines(name: str, file: BufferedReader | GzipFile) -> bool:
    return name.lower().endswith(_LINES_SUFFIXES) or (name == STDIN and file.peek(1).lstrip(_BLANK).startswith(b"{"))


def _read(name: str, read: Callable[[int], bytes], limits: Limits, when: str = "") -> bytes:
    """All bytes that `read` gives, if they are no more than a page, or an MHTML file with one, may have."""
    most = limits.page_bytes
    data = read_up_to(read, most + 1)
    if len(data) > most and _is_mhtml(name, data):
        most = max(most, LIMITS.page_bytes)
        data += read_up_to(read, most + 1 - len(data))
    if len(data) > most:
        raise PageError(f"{limits.too_large}{when}")
    return data


def _is_mhtml(name: str, data: bytes) -> bool:
    from cleaner.sources.mhtml import is_mhtml

    return name.lower().removesuffix(".gz").endswith(_MHTML_SUFFIXES) or is_mhtml(data)


def _page_of(name: str, data: bytes, raw: bytes) -> Source:
    if not data.strip(_BLANK):
        raise PageError("is empty")
    if _is_mhtml(name, data):
        from cleaner.sources.mhtml import read_mhtml

        return read_mhtml(name, data, raw)
    if name.lower().removesuffix(".gz").endswith(_TEXT_SUFFIXES):
        return Source(name, data, not data.lstrip().startswith(_PAGE_HEAD), raw)
    has_shifts = b"\0" in data or b"\x1b" in data  # in UTF-16 and ISO-2022-JP letters may look like tags
    text = decode(data)[0] if has_shifts else data.decode("latin-1")
    return Source(name, data, not has_markup(text), raw)
