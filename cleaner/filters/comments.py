"""Comment sections: known systems and native markup by their markers, other sections by their heading.

A bare heading "Comments" proves nothing (a forum page is all comments). It takes a place behind most of the page's
prose and a count, or a line that only comment sections have ("Reply", "Log in to comment") among the next blocks;
where the comments are longer than the article, several such lines. Without a heading the same control under each
comment shows them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter, flow_after, marked, opens_section, phrased
from cleaner.guards import is_forum
from cleaner.tables import hits

__all__ = ["Comments"]

_MIN_ARTICLE = 30
"""Comments stand behind so many words of prose, or there is nothing they could be comments on."""
_NEAR = 12
_MAX_PROSE = 3
"""Blocks of prose to each such line."""
_MAX_UNIT = 12
_MAX_UNIT_WORDS = 400


@dataclass(frozen=True)
class Comments(SignFilter):
    """Comment sections: headings, comments, forms and rules."""

    name: ClassVar[str] = "comments"

    max_share: float = 0.9
    """Comments may be most of a page; the page guard sees that something is left."""
    min_before: float = 0.5
    """A bare heading opens the comments where this share of the prose so far kept stands before it."""

    max_headings: int = 2
    """What stands on the page more often is no heading but a count under each of its posts."""

    min_controls: int = 3
    """So many times the same control ("Reply") shows a section that has no heading."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The marked containers, the sections that headings open, lone lines, and units with the same control."""
        yield from marked(document, self.name, self.max_share)
        counts = document.once(_hit_counts)
        for block, hit in phrased(document, self.name):
            yield Drop(block, "phrase", hit.phrase)
            if opens_section(document, block, hit) and counts[hit.phrase] <= self.max_headings:
                for each in self._section(document, block):
                    yield Drop(each, "context", f"under {hit.phrase!r}")
        for phrase, controls in _controls(document, self.name).items():
            if len(controls) >= self.min_controls and _is_below_article(document, controls[0]):
                for each in _units(document, controls):
                    yield Drop(each, "context", f"{len(controls)} times {phrase!r}")

    def _section(self, document: Document, heading: Block) -> Sequence[Block]:
        section = flow_after(document, heading)
        return section if section and self._is_section(document, heading, section) else ()

    def _is_section(self, document: Document, heading: Block, section: Sequence[Block]) -> bool:
        before = _prose_before(document, heading)
        if before < _MIN_ARTICLE:
            return False
        has_count = any(character.isdigit() for character in heading.text)
        found = hits(document)
        signs = [
            at for at, block in enumerate(section) if any(h.filter == self.name for h in found.get(block.index, ()))
        ]
        if before < self.min_before * document.prose_words:
            comments = sum(block.is_prose for block in section)
            return len(signs) >= self.min_controls - has_count and len(signs) * _MAX_PROSE >= comments
        return has_count or (bool(signs) and signs[0] < _NEAR)


def _prose_before(document: Document, block: Block) -> int:
    """How many words of prose stand before `block`."""
    return sum(each.words for each in document.kept if each.is_prose and each.index < block.index)


def _is_below_article(document: Document, control: Block) -> bool:
    """Whether there is something to comment on above `control`; on a forum the posts have controls too."""
    return _prose_before(document, control) >= _MIN_ARTICLE and not document.once(is_forum)


def _controls(document: Document, name: str) -> dict[str, list[Block]]:
    """By phrase the whole blocks with it, counts left out."""
    found: dict[str, list[Block]] = defaultdict(list)
    for block, hit in phrased(document, name):
        if hit.mode in ("opens", "equals") and not any(map(str.isdigit, block.text)):
            found[hit.phrase].append(block)
    return found


def _units(document: Document, controls: Sequence[Block]) -> list[Block]:
    """The blocks of the comments that `controls` end, or are in; none where these are a blog's posts, with headings."""
    units = list(_ended(document, controls))
    return [] if any(block.kind == "heading" for block in units) else units


def _ended(document: Document, controls: Sequence[Block]) -> Iterator[Block]:
    """What `controls` end, or are in; of the first only what its own container holds."""
    whole = _common(controls)
    if whole is None:
        return
    for last, control in zip([None, *controls], controls, strict=False):
        unit = next((each for each in control.container.ancestry() if each.parent is whole), whole)
        first, end = document.spans[unit.index]
        if unit is not whole and end - first > 1:
            blocks = document.within(unit)
            if sum(block.words for block in blocks if block.is_prose) <= _MAX_UNIT_WORDS:
                yield from blocks
        elif last is not None and control.index - last.index <= _MAX_UNIT:
            yield from document.blocks[last.index + 1 : control.index]


def _common(blocks: Sequence[Block]) -> Container | None:
    """The innermost container with all of `blocks`."""
    shared = list(blocks[0].container.ancestry())
    for block in blocks[1:]:
        others = set(block.container.ancestry())
        shared = [each for each in shared if each in others]
    return shared[0] if shared else None


def _hit_counts(document: Document) -> Counter[str]:
    return Counter(hit.phrase for found in hits(document).values() for hit in found)
