"""Boxes about the author at the end of an article; an author who speaks of herself in the body is content."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import ClassVar

from cleaner.document import Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter, box_of, marked, opens_section, phrased

__all__ = ["AuthorBio"]


@dataclass(frozen=True)
class AuthorBio(SignFilter):
    """Boxes about the author."""

    name: ClassVar[str] = "author-bio"

    max_words: int = 150
    """A longer box is an article about a person."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked boxes, the phrased lines, and the box that a heading such as "About the author" opens."""
        yield from marked(document, self.name, self.max_share)
        for block, hit in phrased(document, self.name):
            yield Drop(block, "phrase", hit.phrase)
            box = box_of(document, block, max_lead=0) if opens_section(document, block, hit) else ()
            box = tuple(takewhile(lambda each: each.kind != "heading", box))
            if sum(each.words for each in box) <= self.max_words:
                for each in box:
                    yield Drop(each, "context", f"under {hit.phrase!r}")
