"""What may never be dropped, whatever a filter says.

A block guard speaks for one block and holds against weak evidence (phrases and context): markers and the page's own
semantics beat it, since a comment section may quote code. The page guard refuses all that a filter proposes where
almost nothing would be left: what a filter named "comments" finds on a forum page is the page. It measures what is
left, not what is taken, since comments may be most of a page; on a page that calls itself a forum it wants more.
"""

import re
from collections.abc import Sequence
from typing import Any

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop
from cleaner.tables import hits, marks

__all__ = ["heads_prose", "is_forum", "page_refusal", "refusal"]

MIN_LEFT_WORDS = 25
"""Fewer words of prose than this are almost nothing …"""
MIN_TAKEN_WORDS = 100
"""… where as many as this would go."""

MIN_FORUM_SHARE = 1.2
"""On a forum page at least so many times as much as would go must be left."""

_URL_WORD = re.compile(r"[a-z]+")
_FORUM_WORDS = frozenset(
    "board boards community discussion discussions forum forums showthread thread threads topic viewtopic".split()
)
_MAX_PART_WORDS = 2
_SECTION_WORDS = frozenset(("community", "topic"))
_FORUM_TYPES = ("DiscussionForumPosting", "QAPage")
_FORUM_DATA = re.compile('"(?:' + "|".join(_FORUM_TYPES) + ')"')
_FORUM_SOFTWARE = re.compile(
    r"discourse|discuz|flarum|invision|lemmy|mybb|nodebb|phpbb|simple machines|vanilla|vbulletin|xenforo", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"^(?:\[\d{1,3}\]|\^|\d{1,3}\s?↩|\*{1,3}\s)")


def refusal(document: Document, drop: Drop) -> str:
    """Why `drop` must not be, or an empty string."""
    if drop.sign in ("marker", "semantics") or drop.filter == "body":
        return ""
    return _protection(document, drop)


def page_refusal(document: Document, drops: Sequence[Drop]) -> str:
    """Why `drops`, all that one filter proposes, must not be together, or an empty string."""
    if not drops or drops[0].filter == "body":
        return ""
    taken = sum(drop.block.words for drop in drops if drop.block.is_prose)
    if taken < MIN_TAKEN_WORDS:
        return ""
    left = document.prose_words - taken
    is_posts = drops[0].filter == "comments" and document.once(is_forum)
    least = max(MIN_LEFT_WORDS, MIN_FORUM_SHARE * taken if is_posts else 0)
    if left < least:
        return f"only {left} words of prose would be left"
    return ""


def is_forum(document: Document) -> bool:
    """Whether the page calls itself a forum: in its address, its data, or the name of a container with most prose."""
    if _has_forum_address(document.url.lower()) or _has_forum_data(document.tree):
        return True
    prose = sum(block.words for block in document.blocks if block.is_prose)
    return any(
        2 * sum(block.words for block in document.within(mark.container) if block.is_prose) > prose
        for mark in marks(document).get("forum", ())
        if "comment" not in mark.detail  # the comments on an article may be kept by a forum's software
    )


def _has_forum_address(url: str) -> bool:
    """Whether the host or a short part of the path says so; an article's slug may speak of any forum.

    `topic` and `community` are sections of newspapers too: a number must stand behind them.
    """
    host, _, rest = url.partition("//")[2].partition("/")
    path, _, query = rest.partition("#")[0].partition("?")
    parts = path.split("/")
    words = set(_URL_WORD.findall(host))
    for part, behind in zip(parts, [*parts[1:], query.partition("=")[2]], strict=True):
        own = _URL_WORD.findall(part)
        if len(own) <= _MAX_PART_WORDS:
            words.update(own if behind[:1].isdigit() else _FORUM_WORDS.intersection(own) - _SECTION_WORDS)
    key, _, value = query.partition("=")
    words.update([key] if value[:1].isdigit() else ())
    return not _FORUM_WORDS.isdisjoint(words) or "comments" in parts[:-1]


def _has_forum_data(tree: Any) -> bool:
    """Whether the page says so to machines: in its JSON-LD, its microdata, or by the software that made it."""
    if tree is None:
        return False
    for element in tree.iter("script", "meta"):
        if element.tag == "script":
            if (element.get("type") or "").lower() == "application/ld+json" and _FORUM_DATA.search(element.text or ""):
                return True
        elif (element.get("name") or "").lower() == "generator" and _FORUM_SOFTWARE.match(element.get("content") or ""):
            return True
    return any(kind.endswith(_FORUM_TYPES) for kind in tree.xpath("//@itemtype"))


def heads_prose(document: Document, heading: Block) -> bool:
    """Whether `heading` heads a part of the body: prose on both its sides, or code or a table among headings like it.

    All of it beside the heading in one container, and no prose so short that it has a phrase.
    """
    if heading.kind != "heading":
        return False
    if _heads_reference(document, heading):
        return True
    parent = heading.container.parent
    found = hits(document)
    has_count = any(character.isdigit() for character in heading.text)
    opens = any(hit.mode == "opens" and hit.filter in ("promo", "author-bio") for hit in found.get(heading.index, ()))
    first, behind = document.spans[heading.container.index]
    if has_count or opens or first == 0 or behind >= len(document.blocks):
        return False
    sides = (document.blocks[first - 1], document.blocks[behind])
    beside = all(block.is_prose and block.container.parent is parent for block in sides)
    return beside and all(block.index not in found or block.words > MIN_LEFT_WORDS for block in sides)


def _heads_reference(document: Document, heading: Block) -> bool:
    """Whether code or a table is right behind `heading`, and a heading of its level, without a phrase, beside it."""
    behind = document.blocks[heading.index + 1] if heading.index + 1 < len(document.blocks) else None
    if behind is None or behind.kind not in ("code", "row") or heading.container.parent is None:
        return False
    return (heading.container.parent, heading.level) in document.once(_plain_headings)


def _plain_headings(document: Document) -> frozenset[tuple[Container | None, int]]:
    """Where headings without a phrase stand: the container around each, and its level."""
    found = hits(document)
    headings = (block for block in document.blocks if block.kind == "heading" and block.index not in found)
    return frozenset((block.container.parent, block.level) for block in headings)


def _protection(document: Document, drop: Drop) -> str:
    block = drop.block
    if drop.sign == "phrase" and heads_prose(document, block):
        return "a heading of body text"
    if block.kind == "code":
        return "code"
    if block.kind == "quote" and block.is_prose:
        return "a quotation"
    if block.kind == "row" and block.is_prose:
        return "a table with prose"
    if not document.is_plain and _FOOTNOTE.match(block.text) and block.words >= 3:
        return "a footnote"
    return ""
