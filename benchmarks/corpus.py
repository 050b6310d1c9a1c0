"""The development corpora: pages with gold, as xz-compressed JSON lines."""

import base64
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from cleaner.encoding import decode

__all__ = ["CORPORA", "Page", "read_corpus", "read_probes"]

CORPORA = ("wcxb-dev", "newspaper", "traf-dev", "daniel-dev")

_LANGUAGES = {
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
_CODES = {name: code for code, name in _LANGUAGES.items()}
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_DECLARED = re.compile(
    rb"""<(?:html|body)\b[^>]*?[\s:]lang\s*=\s*["']?([a-z]{2})(?![a-z])"""
    rb"""|<meta\b[^>]*?["'](?:og:locale|content-language)["'][^>]*?content\s*=\s*["']?([a-z]{2})(?![a-z])""",
    re.I,
)


@dataclass(frozen=True)
class Page:
    """One page with its gold."""

    corpus: str
    id: str
    url: str
    site: str
    type: str
    language: str
    """ISO 639-1, from the corpus or, where it has none, as the page declares it; else empty."""
    html: bytes
    gold: str
    wanted: tuple[str, ...]
    """Segments that must be in the output."""
    unwanted: tuple[str, ...]
    """Segments that must not."""
    comments: tuple[str, ...]
    """Segments of the comment section."""

    @cached_property
    def text(self) -> str:
        """The page's markup, for tools that do not decode it."""
        return decode(self.html)[0]

    @property
    def key(self) -> str:
        """What a tool is given: the page's id and language, and a checksum of its bytes."""
        return f"{self.id} {self.language} {crc32(self.html):08x}"

    @property
    def groups(self) -> tuple[str, ...]:
        """What the page is reported under: its corpus, and in it its type or, where all are articles, its language."""
        if self.corpus == "newspaper":  # all articles, all English
            return (self.corpus,)
        part = self.type if self.corpus == "wcxb-dev" else _LANGUAGES.get(self.language, self.language or "unknown")
        return (self.corpus, f"{self.corpus}: {part}") if part else (self.corpus,)


def read_corpus(folder: Path, name: str, step: int = 1) -> Iterator[Page]:
    """Every `step`-th page of the corpus `name` in `folder`, in its order."""
    with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield _page_of(name, json.loads(line))


def read_probes(path: Path) -> list[dict[str, Any]]:
    """The probes, a page each."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _page_of(corpus: str, row: dict[str, Any]) -> Page:
    html = base64.b64decode(row["html_base64"]) if "html_base64" in row else row["html"].encode("utf-8", "replace")
    return Page(
        corpus,
        row["id"],
        row.get("url") or "",
        row.get("site") or "",
        row.get("type") or "",
        _language_of(row.get("lang") or "", html),
        html,
        row.get("gold") or "",
        _segments_of(row, "with"),
        _segments_of(row, "without"),
        _segments_of(row, "comments"),
    )


def _segments_of(row: dict[str, Any], name: str) -> tuple[str, ...]:
    """The row's segments; a few are blank, which every output has."""
    return tuple(segment for segment in row.get(name) or () if segment.strip())


def _language_of(given: str, html: bytes) -> str:
    if given:
        return _CODES.get(given, given)
    found = _DECLARED.search(_COMMENT.sub(b"", html))
    return (found.group(1) or found.group(2)).decode().lower() if found else ""
