"""Legal lines: copyright, agency and syndication notices, disclaimers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.document import Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter

__all__ = ["Legal"]

_COPYRIGHT = re.compile(r"^(?:©|\(c\)\s|copyright\s+(?:©|\(c\)|\d{4}))", re.IGNORECASE)


@dataclass(frozen=True)
class Legal(SignFilter):
    """Copyright lines, syndication notices and disclaimers."""

    name: ClassVar[str] = "legal"

    max_share: float = 0.25
    """A notice is short beside an article; a container with more of the page's text, links apart, may be the page."""
    max_words: int = 60
    """A longer block is prose that speaks of copyright."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked and phrased blocks, and those that begin with a copyright sign."""
        yield from super().find(document)
        for block in document.kept:
            if block.kind != "caption" and block.words <= self.max_words and (hit := _COPYRIGHT.match(block.text)):
                yield Drop(block, "phrase", hit.group().strip())
