"""Navigation: menus, breadcrumbs, tag lists, pagination, site headers and footers, buttons and form controls."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import ClassVar

from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter

__all__ = ["Navigation"]


@dataclass(frozen=True)
class Navigation(SignFilter):
    """Menus, breadcrumbs, tags, pagination, footers and controls."""

    name: ClassVar[str] = "navigation"

    min_menu: int = 5
    """So many short links in a row, before any prose, are a menu."""
    max_link_words: int = 4
    """A longer link is a headline."""
    min_prose: int = 100
    """On a page with fewer words of prose a list of links may be the body."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked and phrased blocks, every control but labels (a shop's variants), and menus at the top."""
        yield from super().find(document)
        if document.prose_words >= self.min_prose and not document.is_plain:
            for menu in self._menus(document):
                for block in menu:
                    yield Drop(block, "context", f"{len(menu)} short links in a row before the text")
        for block in document.kept:
            if block.kind == "control" and not _is_question(block):
                tag = next((each.tag for each in block.container.ancestry() if each.tag in _CONTROLS), "")
                if tag:
                    yield Drop(block, "semantics", f"control <{tag}>")

    def _menus(self, document: Document) -> Iterator[list[Block]]:
        """The runs of short links before the page's first prose."""
        top = takewhile(lambda block: not block.is_prose, document.kept)
        for is_link, run in groupby(top, self._is_short_link):
            menu = list(run)
            if is_link and len(menu) >= self.min_menu:
                yield menu

    def _is_short_link(self, block: Block) -> bool:
        return block.link_share >= 0.9 and block.words <= self.max_link_words and block.kind != "heading"


_CONTROLS = frozenset(("button", "legend", "optgroup", "select", "textarea"))
"""Labels are missing: on a shop's page they are what it sells."""


def _is_question(block: Block) -> bool:
    """Whether a control's text is a question, which opens its answer on a page of such."""
    return block.words >= 4 and block.text.endswith(("?", "？"))
