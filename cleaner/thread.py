"""Reads the comments out of a section that the `comments` filter took: who wrote, when, what, in answer to whom.

In markup a comment is a unit: an element whose like stands beside it (the next comment), with at least two blocks, or
one named for it. In plain text a comment begins with a short line above one that has a date. What stands in a unit
before its text is author and date; what the phrase tables know ("Reply", "Report") is neither.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from cleaner.article import Comment
from cleaner.document import Block, Container, Document
from cleaner.tables import hits

__all__ = ["read_comments"]

_UNIT_TAGS: Final = frozenset("article blockquote dd details div dl li section table tbody td tr".split())
_AUTHOR_WORDS: Final = frozenset(("author", "fn", "name", "nick", "nickname", "user", "username"))
_UNIT_NAMES: Final = frozenset(("comment", "comment-body", "comment-item", "reply"))
_MAX_AUTHOR_WORDS: Final = 6
_MAX_DATE_WORDS: Final = 9
_MAX_LABEL_WORDS: Final = 12
"""Phrases that may stand anywhere are words of a reader in a longer block."""
_MAX_FORM_BLOCKS: Final = 40
_FORM_NAMES: Final = frozenset(("respond", "comment-respond", "commentform", "comment-form", "reply-form"))
_NUMBER: Final = re.compile(r"\d+")
_PARTED_NUMBER: Final = re.compile(r"\d[./:年-]\d")
_AUTHOR_AND_DATE: Final = re.compile(r"(?P<author>\D{2,60}?)[\s,|·•—–(-]{1,9}(?P<date>(?:[^\W\d]{1,9}\.?\s)?\d.*)")
_SAYS: Final = re.compile(r"(?:\s[^\W\d_A-ZÀ-ÞА-Я]\w*)?\s?[:：]$")
"""What follows the author's name: a verb, since it is no name, and a colon."""


def read_comments(document: Document, blocks: Sequence[Block]) -> tuple[Comment, ...]:
    """The comments in the dropped `blocks`, in page order; empty fields where the page does not say."""
    lines = [block for block in blocks if not _is_label(document, block)]
    units = _plain_units(lines) if document.is_plain else _marked_units(document, lines)
    return tuple(comment for depth, unit in units if (comment := _comment_of(unit, depth)))


def _is_label(document: Document, block: Block) -> bool:
    """Whether the block is no word of a reader: a control, a phrase, a lone number, a part of a form."""
    if block.kind == "control" or not any(map(str.isalpha, block.text)):
        return True
    found = hits(document).get(block.index, ())
    if any(hit.mode != "contains" or block.words <= _MAX_LABEL_WORDS for hit in found):
        return True
    return any(_is_form(document, container) for container in block.container.ancestry())


def _is_form(document: Document, container: Container) -> bool:
    """Whether the container is a form to comment with; a form around a whole page, as some systems write, is none."""
    first, end = document.spans[container.index]
    return end - first <= _MAX_FORM_BLOCKS and (container.tag == "form" or not _FORM_NAMES.isdisjoint(container.names))


def _marked_units(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[int, list[Block]]]:
    """Each comment's own blocks, those of its answers left out, and its depth."""
    units = _units_of(document)
    owned: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        unit = units[block.container.index]
        owned[unit if unit >= 0 else -1 - block.container.index].append(block)
    # the text of a comment may be in an element of its own
    for index in sorted(index for index in owned if index >= 0):
        around = _above(document, units, index)
        if around >= 0 and around not in owned and document.containers[around].tag in ("li", "article", "div"):
            owned[around] = owned.pop(index)
    depths: dict[int, int] = {}
    for index in sorted(owned):  # a unit's number is higher than that of what it is in
        around = _above(document, units, index) if index >= 0 else -1
        while around >= 0 and around not in depths:
            around = _above(document, units, around)
        own = _comment_of(owned[index], 0)
        depths[index] = depths.get(around, -1) + (own is not None)
    for index, own_blocks in owned.items():
        yield max(0, depths[index]), own_blocks


def _above(document: Document, units: Sequence[int], index: int) -> int:
    """The number of the unit around the container `index`; -1 where there is none."""
    parent = document.containers[index].parent
    return units[parent.index] if parent is not None else -1


def _units_of(document: Document) -> list[int]:
    """For each container the number of the innermost unit it is in, itself included; -1 where it is in none."""
    likes = Counter(key for each in document.containers for key in _keys(each))
    found: list[int] = []
    for each in document.containers:
        around = found[each.parent.index] if each.parent is not None else -1
        found.append(each.index if _is_unit(document, each, likes) else around)
    return found


def _keys(container: Container) -> set[tuple[int, str, str]]:
    """What a container must have in common with one beside it to be its like: the tag and a name, or no name."""
    if container.parent is None:
        return set()
    names = {_NUMBER.sub("", name) for name in container.names} or {""}
    return {(container.parent.index, container.tag, name) for name in names}


def _is_unit(document: Document, container: Container, likes: Counter[tuple[int, str, str]]) -> bool:
    first, end = document.spans[container.index]
    if container.tag not in _UNIT_TAGS and "-" not in container.tag:
        return False
    if container.tag == "article" or not _UNIT_NAMES.isdisjoint(container.names):
        return end - first > 1 or container.tag in ("article", "li")
    return end - first > 1 and any(likes[key] > 1 for key in _keys(container))


def _plain_units(blocks: Sequence[Block]) -> Iterator[tuple[int, list[Block]]]:
    """The lines from one author's line to the next; depth is nothing that plain text shows."""
    starts = [at for at in range(len(blocks) - 1) if _is_author(blocks[at]) and _is_date(blocks[at + 1])]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        yield 0, list(blocks[start:end])
    yield from ((0, [block]) for block in blocks[: starts[0] if starts else None] if block.is_prose)


def _comment_of(unit: Sequence[Block], depth: int) -> Comment | None:
    author, date, lines = _signed(unit)
    text = "\n\n".join(line.text for line in lines if line.kind != "heading")
    if not text or (not author and not date and sum(line.words for line in lines if line.link_share < 0.5) < 4):
        return None
    return Comment(text, _SAYS.sub("", author.partition("\n")[0]).strip(), date, depth)


def _signed(unit: Sequence[Block]) -> tuple[str, str, list[Block]]:
    """Author and date, where the unit begins with them, and the other lines."""
    author, date, lines = "", "", list(unit)
    if len(lines) > 1 and _is_author(lines[0]) and (_is_name(lines[0]) or _is_date(lines[1])):
        author = lines.pop(0).text
    elif len(lines) > 1 and lines[0].words <= _MAX_AUTHOR_WORDS + _MAX_DATE_WORDS:
        both = _AUTHOR_AND_DATE.fullmatch(lines[0].text)
        if both:
            author, date = both["author"], both["date"].rstrip(")")
            lines.pop(0)
    at = next((at for at, line in enumerate(lines[:3]) if len(lines) > 1 and _is_date(line)), None)
    if at is not None and not date:
        date = lines.pop(at).text
    return author, date, lines


def _is_name(block: Block) -> bool:
    """Whether the block is written or marked like a name: no word of it in lower case, or a container named for it."""
    named = any(not _AUTHOR_WORDS.isdisjoint(name.split("-")) for name in block.container.names)
    words = _SAYS.sub("", block.text.partition("\n")[0]).split()
    return named or len(words) == 1 or not any(word[0].islower() for word in words)


def _is_author(block: Block) -> bool:
    """Whether the block may be a name: a nickname may have digits in it, a sentence's end and a salutation are none."""
    may_be = block.words == 1 or not _NUMBER.search(block.text)
    return may_be and block.words <= _MAX_AUTHOR_WORDS and not block.text.endswith((".", "!", "?", ",", "…"))


def _is_date(block: Block) -> bool:
    is_number = block.words > 1 or _PARTED_NUMBER.search(block.text) is not None
    return is_number and block.words <= _MAX_DATE_WORDS and _NUMBER.search(block.text) is not None
