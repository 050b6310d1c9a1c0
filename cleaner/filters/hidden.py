"""What a browser does not show: `hidden`, `display:none`, `<template>`, `<noscript>`, labels for screen readers.

Hidden is not always unwanted: panels of tabs and accordions wait for a click, streamed pages hold whole articles in
`<div hidden>`, pages that need scripts hold them in `<noscript>`, and paywalls hide the rest of the article, often a
paragraph at a time. So only what holds little text is taken for being hidden; more is left to
be judged by what it says and where it stands.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.tables import marks

__all__ = ["Hidden"]


_TEXT_TAGS: Final = frozenset("p h2 h3 h4 h5 h6 li blockquote".split())
"""Text in these is read by eyes, whatever assistive tools are told."""


@dataclass(frozen=True)
class Hidden:
    """Text that a browser does not show."""

    name: ClassVar[str] = "hidden"
    after: ClassVar[tuple[str, ...]] = ()

    max_text: int = 40
    """A hidden container with more words than this, links and controls apart, is left to the filters behind;
    paragraphs that are hidden one by one count together."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks in hidden containers that hold little text."""
        unseen: dict[Container | None, list[tuple[Block, Container]]] = defaultdict(list)
        opened = _panel_blocks(document)
        for block in document.kept:
            if block.index in opened:
                continue
            if block.container.hint:
                outermost = _outermost(block.container)
                together = outermost.parent if outermost.tag in _TEXT_TAGS else outermost
                unseen[together].append((block, outermost))
        for blocks in unseen.values():
            if (
                sum(block.words * (1 - block.link_share) for block, _ in blocks if block.kind != "control")
                > self.max_text
            ):
                continue
            for block, container in blocks:
                if container.hint != "aria-hidden" or not (block.is_prose or block.container.tag in _TEXT_TAGS):
                    yield Drop(block, "semantics", container.hint)


def _panel_blocks(document: Document) -> frozenset[int]:
    """The numbers of the blocks in panels with prose, not links: a click shows them, and they are content."""
    found: set[int] = set()
    for mark in marks(document).get("panel", ()):
        blocks = document.within(mark.container)
        linked = sum(block.link_chars for block in blocks)
        if any(block.is_prose for block in blocks) and 2 * linked < sum(len(block.text) for block in blocks):
            found.update(block.index for block in blocks)
    return frozenset(found)


def _outermost(container: Container) -> Container:
    """The outermost container that the hint of `container` is handed down from."""
    outermost = container
    for each in container.ancestry():
        if each.hint:
            outermost = each
    return outermost
