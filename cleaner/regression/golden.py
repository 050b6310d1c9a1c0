"""`Golden`: what a page's cleaning gave when somebody looked at it and found it right.

`kept.txt` is the clean text. `dropped.txt` has a line for each drop, in page order: the filter, the evidence and the
block's first characters, parted by tabs. A body score's digits and reasons are left out of it: every new training
moves them.
"""

import re
from collections.abc import Iterator
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
    """Without a line end at the end."""
    dropped: tuple[Line, ...]

    @classmethod
    def of(cls, article: Article) -> "Golden":
        """What the files would hold for `article`."""
        lines = (Line(drop.filter, stable(drop.evidence), first_words(drop.text)) for drop in article.drops)
        return cls(_trimmed(article.text), tuple(lines))

    @classmethod
    def load(cls, folder: Path, faults: dict[str, str] | None = None) -> "Golden":
        """What the files in `folder` hold; raises `CaseError` where one is missing or wrong.

        With `faults` nothing is raised: what is wrong is put there, by the file's name, and the rest is read.
        """
        found: dict[str, str] = {}
        golden = cls(_trimmed(_read(folder / KEPT, found)), tuple(_lines(folder / DROPPED, found)))
        if faults is not None:
            faults.update(found)
        elif found:
            raise CaseError(f"{folder}: {next(iter(found.values()))}")
        return golden

    def save(self, folder: Path, *names: str) -> None:
        """Write the files, or those of these names, each whole or not at all. Raises `OutputError`."""
        if KEPT in names or not names:
            atomic.write(folder / KEPT, f"{self.kept}\n" if self.kept else "")
        if DROPPED in names or not names:
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


def _lines(path: Path, faults: dict[str, str]) -> Iterator[Line]:
    for number, line in enumerate(_read(path, faults).splitlines(), 1):
        parts = line.split("\t")
        if len(parts) == 3:
            yield Line(parts[0], parts[1], parts[2].rstrip())
        elif line.strip():
            wrong = f"{path.name}, line {number}, is not filter, evidence and first words, parted by tabs"
            faults.setdefault(path.name, wrong)


def _read(path: Path, faults: dict[str, str]) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        faults[path.name] = f"{path.name} is missing"
    except OSError as error:
        faults[path.name] = f"{path.name}: {error.strerror}"
    except UnicodeDecodeError as error:
        faults[path.name] = f"{path.name}: {error}"
    return ""


def _trimmed(text: str) -> str:
    """`text` without what editors and version control change: line ends, white space before them and at the end."""
    return "\n".join(line.rstrip() for line in text.replace("\r", "\n").split("\n")).rstrip("\n")
