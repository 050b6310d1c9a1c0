"""Bytes to text: which encoding a page is in.

Order: byte order mark; valid UTF-8 (long texts in other encodings hardly ever are, while pages often declare a wrong
one); what the transport or the page declares, by the labels that browsers know (w3lib); detection (chardet), on the
page's text without its markup, which would only dilute the evidence; windows-1252 as the last resort.
"""

import codecs
import re

from cleaner.errors import PageError

__all__ = ["decode"]

_MARKUP = re.compile(rb"<(script|style)(?=[\s/>]).*?(?:</\1\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_DETECT_BYTES = 65536
_LIKELIER = {"ascii": "windows-1252", "iso-8859-1": "windows-1252", "maccyrillic": "windows-1251"}
"""What a page on the web is written in when it is taken for the other."""
_HEAD_BYTES = 4096
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_MAX_CONTROLS = 0.05
"""Random bytes have a tenth of them."""
_MAX_BAD = 0.1
_BAD_SHARE = 0.01
"""A declared encoding that leaves more than this share of bad characters is not believed."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstandard-compressed data"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
)


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `data` and warnings about how it was read.

    `declared` is the encoding that the transport named (the charset of a Content-Type header), if any.
    Raises `PageError` where `data` is no text at all: a PDF, an image, an archive.
    """
    text = _by_mark(data) or _by_utf8(data)
    if text is not None:
        return _as_text(text, data), ()
    name = _declared(data, declared)
    if name:
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= _BAD_SHARE * len(text):
            return _as_text(text, data), ()
    guess = _detected(data)
    warning = f"encoding guessed: {guess}" + (f" (declared: {name})" if name else "")
    return _as_text(data.decode(guess, "replace"), data), (warning,)


def _by_mark(data: bytes) -> str | None:
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
    for mark, name in (*marks, (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    head = data[:_HEAD_BYTES]
    for offset, name, tag in ((1, "utf-16-le", b"<\0"), (0, "utf-16-be", b"\0<")):
        if head.startswith(tag):
            return data.decode(name, "replace")
        if len(head) > 8 and head[offset::2].count(0) > 0.4 * len(head) > 4 * head[1 - offset :: 2].count(0):
            return data.decode(name, "replace")
    return None


def _by_utf8(data: bytes) -> str | None:
    if b"\x1b" in data and b"\x1b$" in data:  # ISO-2022 writes everything in seven bits: what it declares is needed
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes, declared: str) -> str | None:
    from w3lib.encoding import html_body_declared_encoding, resolve_encoding

    name = resolve_encoding(declared) if declared else None
    return name or html_body_declared_encoding(data[:_HEAD_BYTES])


def _detected(data: bytes) -> str:
    import chardet

    sample = _MARKUP.sub(b" ", data[: 8 * _DETECT_BYTES])[:_DETECT_BYTES]
    guess = chardet.detect(sample)["encoding"] or "windows-1252"
    guess = _LIKELIER.get(guess.lower(), guess)
    try:
        codecs.lookup(guess)
    except LookupError:  # EUC-TW, which Python does not have
        return "windows-1252"
    return guess


def _as_text(text: str, data: bytes) -> str:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise PageError(f"not a page but {what}")
    head = text[:_HEAD_BYTES]
    if head.count("\ufffd") > _MAX_BAD * len(head) or len(_CONTROLS.findall(head)) > _MAX_CONTROLS * len(head):
        raise PageError("not a page but binary data")
    return text
