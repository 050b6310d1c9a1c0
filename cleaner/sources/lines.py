"""Pages as JSON lines, as crawlers hand them on: `{"url": "https://example.org/page", "html": "<html>…"}`."""

import json
from collections.abc import Iterator
from gzip import GzipFile
from io import BufferedReader
from typing import Any, Final

from cleaner.limits import MAX_LIMIT, Limits
from cleaner.sources.files import STDIN, Source

__all__ = ["read_lines"]

_MAX_SHARE: Final = 6
"""JSON may write a byte as six: `\\u003c`."""
_MORE_BYTES: Final = 2**16
"""What else may stand in a line."""


def read_lines(name: str, file: BufferedReader | GzipFile, limits: Limits) -> Iterator[Source]:
    """The page in each line of `file`, as they come: its `html`, or its `text`, and its `url` where given.

    A page's name is its `page`, or the file's name and the line's number. What is no such line, or one that is too long
    for a page within `limits`, has a fault.
    """
    most = min(_MAX_SHARE * limits.page_bytes + _MORE_BYTES, MAX_LIMIT)
    for number, line in enumerate(_lines(file, most), 1):
        own = f"{'' if name == STDIN else name}#{number}"
        if len(line) > most:
            yield Source(own, b"", fault=limits.too_large)
        elif line.strip():
            yield _page_of(own, line)


def _lines(file: BufferedReader | GzipFile, most: int) -> Iterator[bytes]:
    """The lines; of one with more bytes than `most` only the beginning, which has more too."""
    while line := file.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            line = file.readline(most + 1)


def _page_of(name: str, line: bytes) -> Source:
    try:
        record: Any = json.loads(line)
        is_plain = "html" not in record
        content = record["text" if is_plain else "html"]
        own, url = record.get("page") or name, record.get("url") or ""
        if not isinstance(content, str) or not isinstance(url, str) or not isinstance(own, str):
            raise TypeError
        return Source(own, content.encode("utf-8", "replace"), is_plain, url=url, encoding="utf-8")
    except (ValueError, RecursionError):
        return Source(name, b"", fault="is no JSON")
    except (AttributeError, KeyError, TypeError):
        return Source(name, b"", fault='is no page: it needs "html" or "text", and may have "url", all strings')
