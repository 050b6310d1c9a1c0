"""Pages as JSON lines, as crawlers hand them on: `{"url": "https://example.org/page", "html": "<html>…"}`."""

import json
from collections.abc import Iterator
from typing import Any

from cleaner.sources.files import STDIN, Source

__all__ = ["read_lines"]


def read_lines(name: str, data: bytes) -> Iterator[Source]:
    """The page in each line of `data`: its `html`, or its `text`, and its `url` where given.

    A page's name is its `page`, or the file's name and the line's number. What is no such line has a fault.
    """
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield _page_of(f"{'' if name == STDIN else name}#{number}", line)


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
