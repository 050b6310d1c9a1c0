"""Pages in web archives (WARC, ISO 28500), read by FastWARC: `pip install 'article-cleaner[warc]'`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from cleaner.errors import PageError
from cleaner.limits import LIMITS, Limits
from cleaner.sources.files import Source, read_up_to

__all__ = ["read_warc"]

_PAGES: Final = ("text/html", "application/xhtml+xml")
_UNSAID: Final = ("", "application/octet-stream", "text/plain", "unknown/unknown")
_SNIFFED: Final = (b"<!doctype html", b"<html", b"<head", b"<body")
_SNIFF_BYTES: Final = 512
_OK: Final = range(200, 300)
_MIN_STATUS: Final = 100


def read_warc(name: str, limits: Limits = LIMITS) -> Iterator[Source]:
    """The HTML pages in the archive `name`: successful responses and resources, by their type or their first bytes.

    A record that cannot be read has a fault; so has the rest of a damaged archive. Raises `PageError` where FastWARC
    is not installed, or the file cannot be opened.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise PageError("is a WARC: reading it needs `pip install 'article-cleaner[warc]'`") from None
    kinds = WarcRecordType.response | WarcRecordType.resource
    number, last, missing = 0, None, 0
    try:
        with open(name, "rb") as file:  # noqa: PTH123 -- a name as it was given, for the message
            for record in ArchiveIterator(file, kinds, auto_decode="all", quirks_mode=True):
                number += 1
                if last is not None:
                    yield last
                last = _page_of(f"{name}#{number}", record, limits)
                missing = _missing(record, last)
            if last is not None:
                yield replace(last, fault=f"the archive ends in it: {missing} bytes are missing") if missing else last
    except FileNotFoundError:
        raise PageError("no such file") from None
    except OSError as error:
        if not number:
            raise PageError(f"cannot be read: {error.strerror or error}") from None
        if last is not None:
            yield last
        yield Source(f"{name}#{number + 1}", b"", fault=f"the archive is damaged from here on: {error}")


def _page_of(name: str, record: Any, limits: Limits) -> Source | None:
    """The page in the record; None where it is something else."""
    url = record.headers.get("WARC-Target-URI") or ""
    status = (record.http_headers.status_code or 0) if record.is_http else _OK.start
    if status not in _OK:
        is_damaged = status < _MIN_STATUS
        return Source(name, b"", url=url, fault="the record is damaged: it has no HTTP status") if is_damaged else None
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    kind = kind.partition(";")[0].strip().lower()
    if kind not in (*_PAGES, *_UNSAID):
        return None
    try:
        data = read_up_to(record.reader.read, limits.page_bytes + 1)
    except OSError as error:
        return Source(name, b"", url=url, fault=f"the record is damaged: {error}")
    if kind not in _PAGES and not _is_page(data):
        return None
    if len(data) > limits.page_bytes:
        return Source(name, b"", url=url, fault=limits.too_large)
    return Source(name, data, url=url.strip("<>"), encoding=(record.is_http and record.http_charset) or "")


def _missing(record: Any, source: Source | None) -> int:
    """How many bytes the page lacks of what the archive says: for the last one in an archive that was cut off."""
    headers = record.http_headers if record.is_http else {}
    is_packed = headers.get("Content-Encoding") or headers.get("Transfer-Encoding")
    return max(int(record.content_length) - len(source.data), 0) if source and not source.fault and not is_packed else 0


def _is_page(data: bytes) -> bool:
    return data[:_SNIFF_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_SNIFFED)
