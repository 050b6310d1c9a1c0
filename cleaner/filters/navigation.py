"""Navigation: menus, breadcrumbs, tag lists, pagination, site headers and footers, buttons and form controls."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import ClassVar, Final

from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter

__all__ = ["Navigation"]

_STEP: Final = re.compile(r"\s[›»>]\s")
_MIN_STEPS: Final = 2
_PAGES: Final = re.compile(r"[«‹<←\s]*\d[\s,|·.…]*\d[\d\s,|·.…]*(?:[»›>→][»›>→\s]*)?")
_CONTROLS: Final = frozenset(("button", "legend", "optgroup", "select", "textarea"))
"""Labels are missing: on a shop's page they are what it sells."""


@dataclass(frozen=True)
class Navigation(SignFilter):
    """Menus, breadcrumbs, tags, pagination, footers and controls."""

    name: ClassVar[str] = "navigation"
    outside: ClassVar[str] = "comments"

    min_menu: int = 5
    """So many short links in a row, before any prose, are a menu."""
    min_trail: int = 2
    """So many links with signs between them are a breadcrumb trail, with nothing but numbers a pagination."""
    max_trail_words: int = 20
    """A longer block is text."""
    max_link_words: int = 4
    """A longer link is a headline."""
    min_prose: int = 100
    """On a page with fewer words of prose a list of links may be the body."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked and phrased blocks, controls, trails, page numbers, and menus at the top."""
        yield from super().find(document)
        for block in document.kept:
            if len(block.hrefs) >= self.min_trail and block.words <= self.max_trail_words:
                yield from _trail(block)
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


def _trail(block: Block) -> Iterator[Drop]:
    """The drop of a breadcrumb trail ("Home › Coast › Harbour") or of page numbers ("1 2 3 …"), if `block` is one."""
    if block.kind not in ("paragraph", "item"):
        return
    steps = [step.strip() for step in _STEP.split(block.text)]
    if len(steps) > _MIN_STEPS and all(steps) and block.link_chars >= len(steps[0]) + len(steps[1]):
        yield Drop(block, "context", f"a trail of {len(steps)} steps")
    elif _PAGES.fullmatch(block.text):
        yield Drop(block, "context", "page numbers")


def _is_question(block: Block) -> bool:
    """Whether a control's text is a question, which opens its answer on a page of such."""
    return block.words >= 4 and block.text.endswith(("?", "？"))
