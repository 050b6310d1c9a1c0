"""Comment sections: known systems and native markup by their markers, other sections by their heading.

A bare heading "Comments" proves nothing (a forum page is all comments): it takes a count, or a line that only comment
sections have ("Reply", "Log in to comment") among the next blocks, or a position behind most of the page's prose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cleaner.article import Comment
from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter, flow_after, marked, phrased
from cleaner.tables import Hit, hits

__all__ = ["Comments", "read_comments"]


@dataclass(frozen=True)
class Comments(SignFilter):
    """Comment sections: headings, comments, forms and rules."""

    name: ClassVar[str] = "comments"

    max_share: float = 0.9
    """Comments may be most of a page; the page guard sees that something is left."""
    min_before: float = 0.5
    """A bare heading opens the comments where this share of the prose so far kept stands before it."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked containers, the sections that headings open, and lone lines."""
        yield from marked(document, self.name, self.max_share)
        for block, hit in phrased(document, self.name):
            yield Drop(block, "phrase", hit.phrase)
            if hit.mode == "opens":
                section = flow_after(document, block)
                if section and self._is_section(document, block, section):
                    for each in section:
                        yield Drop(each, "context", f"under {hit.phrase!r}")

    def _is_section(self, document: Document, heading: Block, section: Sequence[Block]) -> bool:
        prose_before = sum(b.words for b in document.kept if b.is_prose and b.index < heading.index)
        if prose_before < self.min_before * document.prose_words or prose_before < 30:
            return False
        has_count = any(character.isdigit() for character in heading.text)
        signs: dict[int, tuple[Hit, ...]] = hits(document)
        return has_count or any(hit.filter == self.name for block in section[:12] for hit in signs.get(block.index, ()))


def read_comments(document: Document, blocks: Sequence[Block]) -> tuple[Comment, ...]:
    """The comments in the dropped `blocks`: the prose of each repeated unit of the section."""
    units: dict[Container, list[Block]] = {}
    for block in blocks:
        if not hits(document).get(block.index) and block.kind not in ("control", "heading"):
            units.setdefault(_unit_of(block), []).append(block)
    comments = []
    for unit, texts in units.items():
        prose = [block for block in texts if block.words >= 4 and block.link_share < 0.5]
        if prose:
            depth = sum(each.tag in ("li", "article") for each in unit.ancestry()) - 1
            comments.append(Comment("\n\n".join(b.text for b in prose), depth=max(0, depth)))
    return tuple(comments)


def _unit_of(block: Block) -> Container:
    """The nearest `<li>`, `<article>` or container named for one comment; the block's own container else."""
    for container in block.container.ancestry():
        if container.tag in ("li", "article") or "comment" in container.names:
            return container
    return block.container.parent or block.container
