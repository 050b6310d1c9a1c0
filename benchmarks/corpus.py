"""The development corpora: pages with gold, as xz-compressed JSON lines."""

import base64
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CORPORA", "Page", "read_corpus", "read_probes"]

CORPORA = ("wcxb-dev", "newspaper", "traf-dev", "daniel-dev")


@dataclass(frozen=True)
class Page:
    """One page with its gold."""

    corpus: str
    id: str
    url: str
    site: str
    type: str
    language: str
    html: bytes
    gold: str
    wanted: tuple[str, ...]
    """Segments that must be in the output."""
    unwanted: tuple[str, ...]
    """Segments that must not."""
    comments: tuple[str, ...]
    """Segments of the comment section."""

    @property
    def groups(self) -> tuple[str, ...]:
        """What the page is reported under: its corpus, and in it its type (wcxb) or language, if known."""
        part = self.type if self.corpus == "wcxb-dev" else self.language
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
        row.get("lang") or "",
        html,
        row.get("gold") or "",
        tuple(row.get("with") or ()),
        tuple(row.get("without") or ()),
        tuple(row.get("comments") or ()),
    )
