"""Navigation: menus, breadcrumbs, tag lists, pagination, site headers and footers, buttons and form controls."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.document import Document
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
            if block.kind == "control":
                yield Drop(block, "semantics", f"control <{block.container.tag}>")
