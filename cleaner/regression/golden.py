"""`Golden`: what a page's cleaning gave when somebody looked at it and found it right.

`kept.txt` is the clean text. `dropped.txt` has a line for each drop, in page order: the filter, the evidence and the
block's first characters, parted by tabs. A body score's digits and reasons are left out of it: every new training
moves them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cleaner import atomic
from cleaner.article import Article
from cleaner.errors import CaseError
from cleaner.regression.case import DROPPED, KEPT
from cleaner.words import fold

__all__ = ["Golden", "Line", "first_words", "stable"]

FIRST_CHARS: Final = 60
_SCORE: Final = re.compile(r"body score .*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of `dropped.txt`."""

    filter: str
    evidence: str
    text: str
    """The block's first characters."""


@dataclass(frozen=True, slots=True)
class Golden:
    """The golden files' content."""

    kept: str
    dropped: tuple[Line, ...]

    @classmethod
    def of(cls, article: Article) -> "Golden":
        """What the files would hold for `article`."""
        lines = (Line(drop.filter, stable(drop.evidence), first_words(drop.text)) for drop in article.drops)
        text = article.text.replace("\r", "\n")  # as it is read back
        return cls(f"{text}\n" if text else "", tuple(lines))

    @classmethod
    def load(cls, folder: Path) -> "Golden":
        """What the files in `folder` hold; raises `CaseError` where one is missing or wrong."""
        return cls(_read(folder / KEPT), tuple(_lines(folder / DROPPED)))

    def save(self, folder: Path) -> None:
        """Write the files, each whole or not at all. Raises `OutputError`."""
        atomic.write(folder / KEPT, self.kept)
        atomic.write(folder / DROPPED, self.dropped_text)

    @property
    def dropped_text(self) -> str:
        """The content of `dropped.txt`."""
        return "".join(f"{each.filter}\t{each.evidence}\t{each.text}\n" for each in self.dropped)


def first_words(text: str) -> str:
    """The beginning of a block's text, in one line."""
    return fold(text)[:FIRST_CHARS].rstrip()


def stable(evidence: str) -> str:
    """`evidence` without what another training of the same filter would change."""
    return _SCORE.sub("body score", fold(evidence))


def _lines(path: Path) -> Iterable[Line]:
    for number, line in enumerate(_read(path).splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != 3:
            raise CaseError(f"{path}: line {number} is not filter, evidence and first words, parted by tabs")
        yield Line(parts[0], parts[1], parts[2].rstrip())


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise CaseError(f"{path.parent}: {path.name} is missing; `cleaner fixture update` writes it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: {error}") from None
