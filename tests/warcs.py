"""Web archives made of pages, written by FastWARC, for tests that read them; the same bytes each time."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import WarcRecord, WarcRecordType
from golden import CASES

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Record:
    """What a server answered, or with no `status` a record without HTTP (a `resource`)."""

    url: str
    body: bytes
    type: str = HTML
    """The Content-Type; empty for none."""
    status: str = "200 OK"
    payload: str = ""
    """The type that the crawler says it found."""


@dataclass(frozen=True)
class Trap:
    """A filter that fails on the page `TRAPPED`, and takes nothing."""

    name: ClassVar[str] = "trap"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document):
        if "/trap" in document.url:
            raise ZeroDivisionError("it fell into the trap")
        return ()


GOLDEN = [
    Record(case.meta.url or f"https://golden.example/{case.name}", case.page.read_bytes())
    for case in CASES
    if case.page.suffix == ".html"
]
"""The golden pages."""

EMPTY = Record("https://broken.example/empty", b"")
PDF = Record("https://broken.example/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
TRAPPED = Record("https://broken.example/trap", b"<html lang=en><p>This page is a trap.</p></html>")
MENU = Record("https://broken.example/menu", b"<html lang=en><nav><a href=/>Home</a> <a href=/a>News</a></nav></html>")
BROKEN = [EMPTY, PDF, TRAPPED, MENU]
"""Pages that are none, on which `Trap` fails, or that have no body."""


def write_warc(path: Path, records: Iterable[Record]) -> Path:
    """Write `records` to `path`, each a gzip member of its own where its name ends with `.gz`; gives `path` back."""
    with path.open("wb") as file:
        for number, record in enumerate(records):
            data = _record_bytes(number, record)
            file.write(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def cut(path: Path, share: float = 0.5) -> Path:
    """Cut the file at `path` off behind that share of its bytes; gives `path` back."""
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    return path


def damage(path: Path, share: float = 0.5) -> Path:
    """Blank 40 bytes behind that share of the file at `path`, which gzip notices; gives `path` back."""
    data = bytearray(path.read_bytes())
    at = int(share * len(data))
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)
    return path


def _record_bytes(number: int, record: Record) -> bytes:
    found = WarcRecord()
    kind = WarcRecordType.response if record.status else WarcRecordType.resource
    found.init_headers(record_type=kind, record_urn=uuid5(NAMESPACE_URL, f"{record.url}#{number}").urn[4:].encode())
    found.headers["WARC-Date"] = "2024-03-04T10:12:00Z"
    found.headers["WARC-Target-URI"] = record.url
    if record.payload:
        found.headers["WARC-Identified-Payload-Type"] = record.payload
    found.headers["Content-Type"] = "application/http; msgtype=response" if record.status else record.type
    head = f"Content-Type: {record.type}\r\n" if record.type else ""
    head = f"HTTP/1.1 {record.status}\r\n{head}Content-Length: {len(record.body)}\r\n\r\n" if record.status else ""
    found.set_bytes_content(head.encode() + record.body)
    stream = BytesIO()
    found.write(stream)
    return stream.getvalue()
