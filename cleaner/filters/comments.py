"""Comment sections: known systems and native markup by their markers, other sections by their heading.

A bare heading "Comments" proves nothing (a forum page is all comments). It takes a place behind most of the page's
prose, and a count with an author's line behind it or a line that only comment sections have ("Reply", "Log in to
comment"); where the comments are longer than the article, such a line every few comments. Without a heading the same
control under each comment shows them, if most have a line for their author or date.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import ClassVar, Final

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.filters.signs import SignFilter, ends_sentence, flow_after, marked, opens_section, phrased
from cleaner.guards import is_forum
from cleaner.tables import Hit, hits

__all__ = ["Comments"]

_MIN_ARTICLE: Final = 30
"""Comments stand behind so many words of prose, or there is nothing they could be comments on."""
_NEAR: Final = 12
"""A line that only comment sections have stands so few blocks behind their heading …"""
_MAX_PROSE: Final = 3
"""… and never more blocks of prose behind the last one."""
_QUESTIONS: Final = ("?", "？", "؟", ";")
_MAX_UNIT: Final = 12
_MAX_UNIT_WORDS: Final = 400
_MAX_LABEL_WORDS: Final = 6
_COUNT: Final = re.compile(r"^\W*\d|[(\[（]\s*\d")
"""A number before the word or in brackets; "Conversation 2" is a lesson."""


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
        found = list(phrased(document, self.name))
        prose = _Prose(document)
        openers = {block for block, hit in found if opens_section(document, block, hit)}
        counts = Counter(hit.phrase for block, hit in found if block in openers)
        for block, hit in found:
            yield Drop(block, "phrase", hit.phrase)
            if block in openers and counts[hit.phrase] <= self.max_headings:
                for each in self._section(document, block, prose.before(block.index)):
                    yield Drop(each, "context", f"under {hit.phrase!r}")
        for phrase, controls in _controls(found).items():
            if len(controls) >= self.min_controls:
                for each in _comments_of(document, controls, prose):
                    yield Drop(each, "context", f"{len(controls)} times {phrase!r}")

    def _section(self, document: Document, heading: Block, before: int) -> Sequence[Block]:
        """What stands under `heading`, behind `before` words of prose, if it is comments; else nothing."""
        section = flow_after(document, heading) if before >= _MIN_ARTICLE else ()
        found = hits(document)
        signs = [
            at for at, block in enumerate(section) if any(hit.filter == self.name for hit in found.get(block.index, ()))
        ]
        has_count = _COUNT.search(heading.text) is not None
        if before < self.min_before * document.prose_words:
            is_long = len(signs) >= self.min_controls - has_count and _are_spread(section, signs)
            return section[: signs[-1] + 1] if is_long else ()
        if any(_is_label(block) for block in section[:_MAX_PROSE]):
            is_open = has_count or bool(signs and signs[0] < _NEAR)
        else:  # a question to the reader may stand anywhere
            is_heading = heading.kind == "heading" and not heading.text.endswith(_QUESTIONS)
            is_open = bool(signs) and signs[0] < (_NEAR if is_heading else 1)
        return section if is_open else ()


class _Prose:
    """How many words of prose stand before each of a document's blocks that are kept."""

    def __init__(self, document: Document) -> None:
        self._indices = [block.index for block in document.kept]
        self._sums = [0, *accumulate(block.words if block.is_prose else 0 for block in document.kept)]

    def before(self, index: int) -> int:
        return self._sums[bisect_left(self._indices, index)]


def _are_spread(section: Sequence[Block], signs: Sequence[int]) -> bool:
    """Whether no more than a few blocks of prose stand between two signs, or before the first."""
    sums = [0, *accumulate(int(block.is_prose) for block in section)]
    return all(sums[behind] - sums[before] <= _MAX_PROSE for before, behind in pairwise([0, *signs]))


def _is_label(block: Block) -> bool:
    """Whether the block may be the line of an author or a date."""
    return block.words <= _MAX_LABEL_WORDS and block.kind != "control" and not ends_sentence(block.text)


def _controls(found: Sequence[tuple[Block, Hit]]) -> dict[str, list[Block]]:
    """By phrase the blocks that are it, those that count something or open a section left out."""
    controls: dict[str, list[Block]] = defaultdict(list)
    for block, hit in found:
        if hit.mode == "equals" and not any(map(str.isdigit, block.text)):
            controls[hit.phrase].append(block)
    return controls


def _comments_of(document: Document, controls: Sequence[Block], prose: _Prose) -> Iterator[Block]:
    """The blocks of the comments that `controls` end, or are in.

    None where nothing stands above them to comment on, where few have a line for author or date, where they have
    headings, as a blog's posts have, and on a forum, whose posts have controls too.
    """
    units = list(_units(document, controls))
    if not units or prose.before(units[0][0].index) < _MIN_ARTICLE or document.once(is_forum):
        return
    has_label = [any(map(_is_label, unit[:-1])) for unit in units]
    if 2 * sum(has_label) > len(units) and not any(block.kind == "heading" for unit in units for block in unit):
        for unit in units:
            yield from unit


def _units(document: Document, controls: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """For each control the blocks of its own container, or those behind the last control; none that are too long."""
    whole = _common(controls)
    if whole is None:
        return
    end = 0
    for last, control in zip([None, *controls], controls, strict=False):
        unit = next((each for each in control.container.ancestry() if each.parent is whole), whole)
        first, behind = document.spans[unit.index]
        blocks: Sequence[Block] = ()
        if unit is not whole and behind - first > 1:
            blocks = document.blocks[first:behind] if first >= end else ()
        elif last is not None and control.index - last.index <= _MAX_UNIT:
            blocks = document.blocks[last.index + 1 : control.index + 1]
        if blocks and sum(block.words for block in blocks if block.is_prose) <= _MAX_UNIT_WORDS:
            yield blocks
            end = blocks[-1].index + 1


def _common(blocks: Sequence[Block]) -> Container | None:
    """The innermost container with all of `blocks`."""
    shared = list(blocks[0].container.ancestry())
    for block in blocks[1:]:
        others = set(block.container.ancestry())
        shared = [each for each in shared if each in others]
    return shared[0] if shared else None
