"""Navigation: menus, breadcrumbs, tag lists, pagination, site headers and footers, buttons and form controls."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter

__all__ = ["Navigation"]


@dataclass(frozen=True)
class Navigation(SignFilter):
    """Menus, breadcrumbs, tags, pagination, footers and controls."""

    name: ClassVar[str] = "navigation"

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked and phrased blocks, and every control."""
        yield from super().find(document)
        for block in document.kept:
            if block.kind == "control" and not _is_question(block):
                yield Drop(block, "semantics", f"control <{block.container.tag}>")


def _is_question(block: Block) -> bool:
    """Whether a control's text is a question, which opens its answer on a page of such."""
    return block.words >= 4 and block.text.endswith(("?", "？"))
