"""Promotion of other pages: "Other topics", "Read also: …", teaser cards, most-read lists, recirculation widgets.

Bounded always: articles go on after a promo more often than they end with it. A heading opens a section; in markup of
its own box the section is that box, in running text it is the teasers that follow: links, texts that stand on the
page twice, and a summary that repeats the words of its headline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.filters.signs import (
    SignFilter,
    box_of,
    ends_sentence,
    flow_after,
    marked,
    opens_section,
    phrased,
    repeated_texts,
)
from cleaner.tables import marks
from cleaner.words import phrase_words

__all__ = ["Promo"]


_SOURCE = re.compile(r"\b(?:1[5-9]|20)\d\d\b|,.*,")
_SAME_TITLE = 0.7
_OTHER_TITLE = 0.5


@dataclass(frozen=True)
class Promo(SignFilter):
    """Teasers and headings of other articles, most-read lists, widgets."""

    name: ClassVar[str] = "promo"

    min_article: int = 50
    """A page on which so many words never stand in one piece, in paragraphs of prose, is made of teasers …"""
    min_listing: int = 120
    """… if it has so many words at all."""
    min_next: int = 80
    """An article that follows on an endless page has so many words of prose."""
    max_teasers: int = 30
    """A section in running text ends after this many blocks."""
    max_box_prose: int = 45
    """A box with a longer block of unlinked text is no teaser box."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The inline lines, and where the page has an article the marked boxes and the sections that headings open."""
        is_small = sum(block.words for block in document.kept) < self.min_listing
        has_article = is_small or _longest_text(document) >= self.min_article
        if has_article:
            yield from marked(document, self.name, self.max_share)
            yield from self._next_articles(document)
        for block, hit in phrased(document, self.name):
            yield Drop(block, "phrase", hit.phrase)
            is_opened = opens_section(document, block, hit) or (hit.mode == "starts" and _is_whole(block, hit.phrase))
            if has_article and is_opened:
                yield from self._section(document, block, hit.phrase)

    def _next_articles(self, document: Document) -> Iterator[Drop]:
        """The articles behind the one that the page's title is of, as endless pages load one after another.

        Each is whole, beside the first, and has a heading of the first level and a byline of its own: parts of a manual
        or a live blog have none.
        """
        title = set(phrase_words(document.title))
        overlaps: dict[Container, float] = {}
        for block in document.kept:
            if block.kind == "heading" and block.level == 1:
                article = next((each for each in block.container.ancestry() if each.tag == "article"), None)
                words = set(phrase_words(block.text))
                if article is not None and article not in overlaps:
                    overlaps[article] = len(words & title) / max(1, len(words))
        first = next(iter(overlaps), None)
        if first is None or len(overlaps) == 1 or overlaps[first] < _SAME_TITLE:
            return
        signed = {mark.container for mark in marks(document).get("meta", ())}
        within = {container for each in signed for container in each.ancestry()}
        for article, overlap in overlaps.items():
            blocks = document.within(article)
            is_other = overlap < _OTHER_TITLE and article.parent is first.parent and article in within
            if is_other and sum(block.words for block in blocks if block.is_prose) >= self.min_next:
                for block in blocks:
                    yield Drop(block, "context", "another article, with heading and byline of its own")

    def _section(self, document: Document, heading: Block, phrase: str) -> Iterator[Drop]:
        teasers = self._box(document, heading) or self._flow(document, heading)
        texts = {teaser.text for teaser in teasers}
        for teaser in teasers:
            yield Drop(teaser, "context", f"under {phrase!r}")
        before = document.blocks[heading.index - 1] if heading.index else None
        if before is not None and before.text in texts:
            yield Drop(before, "context", f"headline repeated under {phrase!r}")

    def _box(self, document: Document, heading: Block) -> list[Block]:
        """The heading's own box, if all in it may be teasers: much of it is links, or it is a headline's small card."""
        box = [] if document.is_plain else list(box_of(document, heading))
        unlinked = [block.words * (1 - block.link_share) for block in box]
        if any(words > self.max_box_prose for words in unlinked):
            return []
        linked = sum(block.link_chars for block in box) >= 0.25 * sum(len(block.text) for block in box)
        is_card = sum(unlinked) <= self.max_box_prose and any(
            block.link_share >= 0.7 and block.words >= 3 for block in box[:2]
        )
        return box if linked or is_card else []

    def _flow(self, document: Document, heading: Block) -> list[Block]:
        """The teasers that follow the heading in running text; none of a bibliography, whose lines have years."""
        repeated = repeated_texts(document)
        teasers: list[Block] = []
        headline: Block | None = None
        for block in flow_after(document, heading)[: self.max_teasers]:
            if _is_headline(block, repeated, document.is_plain):
                headline = block
            elif headline is None or not _is_summary(block, headline):
                break
            teasers.append(block)
        sources = sum(_SOURCE.search(block.text) is not None for block in teasers) if document.is_plain else 0
        return teasers if 2 * sources <= len(teasers) else []


def _longest_text(document: Document) -> int:
    """How many words the longest run of prose kept so far has."""
    longest = run = 0
    for block in document.kept:
        run = run + block.words if block.is_prose and block.kind != "caption" else 0
        longest = max(longest, run)
    return longest


def _is_whole(block: Block, phrase: str) -> bool:
    return len(phrase_words(block.text)) == len(phrase_words(phrase))


def _is_headline(block: Block, repeated: frozenset[str], is_plain: bool) -> bool:
    if block.link_share >= 0.7 or block.text in repeated:
        return True
    return is_plain and 3 <= block.words <= 18 and not ends_sentence(block.text)


def _is_summary(block: Block, headline: Block) -> bool:
    """Whether `block`, a short text under `headline`, says the same again."""
    if block.words > 30 or block.kind == "heading":
        return False
    said = {word for word in phrase_words(headline.text) if len(word) > 3}
    again = said.intersection(phrase_words(block.text))
    return len(again) >= 2 and 2 * len(again) >= min(len(said), 6)
