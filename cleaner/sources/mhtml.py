"""Pages saved as one MIME message (MHTML, RFC 2557): by Chromium, Edge, Opera, old Internet Explorer, mail programs."""

import re
from typing import TYPE_CHECKING, Final

from cleaner.errors import PageError
from cleaner.sources.files import Source

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["is_mhtml", "read_mhtml"]

_HEAD: Final = re.compile(
    rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:[ \t]*multipart/related", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_PAGES: Final = ("text/html", "application/xhtml+xml")


def is_mhtml(data: bytes) -> bool:
    """Whether `data` begins as such a message does."""
    head = data[:_HEAD_BYTES]
    return b"multipart/related" in head.lower() and _HEAD.match(head) is not None


def read_mhtml(name: str, data: bytes, raw: bytes = b"") -> Source:
    """The page that the message in `data` is made of: its root, or its first HTML; frames and pictures are left out.

    Raises `PageError` where there is no HTML in it.
    """
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise PageError("is no MHTML with a page in it")
    start = _param(message, "start")
    root = next((part for part in pages if start and _header(part, "Content-ID") == start), pages[0])
    html = root.get_payload(decode=True)
    url = _header(root, "Content-Location") or _header(message, "Snapshot-Content-Location")
    is_address = re.match(r"https?://", url, re.IGNORECASE)
    return Source(
        name,
        html if isinstance(html, bytes) else b"",
        raw=raw,
        url=url if is_address else "",
        encoding=_param(root, "charset"),
    )


def _header(part: "EmailMessage", name: str) -> str:
    return str(part.get(name, "")).strip()


def _param(part: "EmailMessage", name: str) -> str:
    found = part.get_param(name, "")
    return found.strip() if isinstance(found, str) else ""
