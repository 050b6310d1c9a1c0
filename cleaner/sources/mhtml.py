"""Pages saved as one MIME message (MHTML, RFC 2557): by Chromium, Edge, Opera, old Internet Explorer, mail programs.

The message is cut into its parts here, and the standard library reads no more than heads and the one part wanted: it
takes long over many parts, deep ones and long heads.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cleaner.errors import PageError
from cleaner.sources.files import Source

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["is_mhtml", "read_mhtml"]

_HEAD: Final = re.compile(
    rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:[ \t]*multipart/related", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_MAX_HEAD_BYTES: Final = 16384
"""Of a longer head no more than this is read."""
_MAX_DEPTH: Final = 8
"""Messages in messages deeper than this are not looked into."""
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_WANTED: Final = re.compile(rb"html|multipart", re.IGNORECASE)
"""What the head of a page, or of a part with parts, has in it; to parse the heads of all parts would take long."""
_PAGES: Final = ("text/html", "application/xhtml+xml")


def is_mhtml(data: bytes) -> bool:
    """Whether `data` begins as such a message does."""
    head = data[:_HEAD_BYTES]
    return b"multipart/related" in head.lower() and _HEAD.match(head) is not None


def read_mhtml(name: str, data: bytes, raw: bytes = b"") -> Source:
    """The page that the message in `data` is made of: its root, or its first HTML; frames and pictures are left out.

    Raises `PageError` where there is no HTML in it.
    """
    message, body = _opened(data.lstrip())
    start = _param(message, "start")
    root = None
    for part, content in _leaves(message, body):
        if part.get_content_type() not in _PAGES:
            continue
        is_start = not start or _header(part, "Content-ID") == start
        if root is None or is_start:
            root = (part, content)
        if is_start:
            break
    if root is None:
        raise PageError("is no MHTML with a page in it")
    part, content = root
    part.set_payload(content.decode("ascii", "surrogateescape"))
    html = part.get_payload(decode=True)
    url = _header(part, "Content-Location") or _header(message, "Snapshot-Content-Location")
    is_address = re.match(r"https?://", url, re.IGNORECASE)
    return Source(
        name,
        html if isinstance(html, bytes) else b"",
        raw=raw,
        url=url if is_address else "",
        encoding=_param(part, "charset"),
    )


def _leaves(message: "Message", body: bytes, depth: int = 0) -> "Iterator[tuple[Message, bytes]]":
    """The parts that have none themselves and may be pages, in order, each as its head and its bytes."""
    boundary = _param(message, "boundary")
    if message.get_content_maintype() != "multipart" or not boundary:
        yield message, body
    elif depth < _MAX_DEPTH:
        for piece in _pieces(body, boundary.encode("ascii", "surrogateescape")):
            if _WANTED.search(piece, 0, _head_end(piece)[0]):
                yield from _leaves(*_opened(piece), depth + 1)


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines with the boundary; the last may lack its end."""
    lines = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?:(--)|[ \t]*(?:\r?\n|\Z))")
    last = None
    for line in lines.finditer(body):
        if last is not None:
            yield body[last.end() : line.start()]
        last = line
        if line.group(1):
            return
    if last is not None:
        yield body[last.end() :]


def _opened(data: bytes) -> "tuple[Message, bytes]":
    """The head and the body of a message or a part."""
    from email import message_from_bytes

    end, start = _head_end(data)
    return message_from_bytes(data[:end] + b"\n\n"), data[start:]


def _head_end(data: bytes) -> tuple[int, int]:
    """Where what is read of the head ends, and where the body begins."""
    blank = _BLANK_LINE.search(data)
    end, start = blank.span() if blank else (len(data), len(data))
    return min(end, _MAX_HEAD_BYTES), start


def _header(part: "Message", name: str) -> str:
    value = str(part.get(name, "")).strip()
    if "=?" not in value:
        return value
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value)))
    except (LookupError, MessageError, ValueError):
        return value


def _param(part: "Message", name: str) -> str:
    found = part.get_param(name, "")
    return found.strip() if isinstance(found, str) else ""
