"""The `body` filter: drops what lies outside the article's body and has no name of its own.

This version scores containers. Every kept block has a value: its words count for it, linked words and mere scraps
against it. The container whose blocks' values sum up highest holds the body: a larger one would add more boilerplate
than prose, a smaller one would lose prose. Inside it, whole containers of negative value go as well; before it, the
lead between the page's heading and the body's container belongs to the body.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.body.containers import best_container, box_values, worthless_boxes
from cleaner.body.lines import lead_start, line_drops
from cleaner.document import Document
from cleaner.drop import Drop

__all__ = ["Body"]


@dataclass(frozen=True)
class Body:
    """What lies outside the article's body; title, byline and captions."""

    name: ClassVar[str] = "body"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks outside the best container, those of its boxes that are worth nothing, and the title lines.

        Nothing in a plain text, which has no containers.
        """
        if document.is_plain or not document.kept:
            return
        worth = box_values(document)
        best = best_container(document, worth)
        first, end = document.spans[best.index]
        start = lead_start(document, first)
        for block in document.kept:
            if not start <= block.index < end:
                yield Drop(block, "context", "outside the body's container")
        for box, value in worthless_boxes(document, best, worth):
            for block in document.within(box):
                if document.is_kept(block):
                    yield Drop(block, "context", f"box of value {value:.0f}")
        yield from line_drops(document, start, first, end)
