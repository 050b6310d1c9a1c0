"""Lines that stand in the body's container but are no body text: the title, the byline, captions."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.tables import marks
from cleaner.words import phrase_words

__all__ = ["MAX_TOP", "is_dateline", "lead_start", "line_drops"]

MAX_META_WORDS: Final = 30
"""A longer block in a byline's container is prose."""
MAX_BYLINES: Final = 30
"""More containers for bylines are those of a list's entries, and part of it."""
MAX_DATELINE_WORDS: Final = 14
"""A longer block with a date in it is a sentence."""
MAX_NAME_WORDS: Final = 4
"""A longer line is no name."""
MAX_TOP: Final = 6
"""Behind so many blocks a lone date is part of the text."""
_MAX_LINE_CHARS: Final = 120
_TIME: Final = re.compile(r"\d{1,2}[.:h]\d{2}(?:[.:]\d{2})?(?:\s?[ap]\.?m\.?|\s\w{1,4})?", re.IGNORECASE)
_DATE: Final = re.compile(
    r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})\b"  # 09.03.2022, 21/10/19
    r"|(?<!\d)\d{4}([./-])\d{1,2}\2\d{1,2}\b"  # 2022-03-09
    r"|(?<!\d)\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?\d{4}\b"  # 3 ноября 2022
    r"|\b[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b"  # June 14, 2023
    r"|(?<!\d)\d{1,2}\s(?:[^\s\d.]{1,3}\.){2}\s?\d{4}\b"  # 9 ต.ค. 2566
    r"|\d{4}\s?年\s?\d{1,2}\s?月"
)
_PARTING: Final = re.compile(r"\s[|–—»·:-]\s")
"""What stands between a headline and the site's name in a page's title."""
MAX_LEAD_WORDS: Final = 400
"""More words between the page's heading and the body's container are not its lead."""


def lead_start(document: Document, first: int) -> int:
    """The number of the block that the article's lead begins with, if one stands before the body's `first` block.

    The lead is prose, or a long unlinked heading, between the page's heading and the body's container.
    """
    title = _title_words(document)
    headings = [block for block in document.kept if block.index < first and _is_title(block, title)]
    if not headings:
        return first
    between = [block for block in document.kept if headings[-1].index < block.index < first]
    if sum(block.words for block in between) > MAX_LEAD_WORDS:
        return first
    return next((block.index for block in between if _is_lead(block)), first)


def line_drops(document: Document, body: Sequence[Block], first: int = 0) -> Iterator[Drop]:
    """Drops for such lines among the blocks of the `body`, of which `first` stand before those given."""
    title = _title_words(document)
    parts = [words for words in map(phrase_words, _PARTING.split(document.title)) if len(words) > 1]
    for at, block in enumerate(body, first):
        if block.kind == "caption":
            yield Drop(block, "semantics", "caption")
        elif _is_title(block, title) or (at < MAX_TOP and (_says(block, title) or phrase_words(block.text) in parts)):
            yield Drop(block, "context", "the page's title")
        elif _is_wordless(block):
            yield Drop(block, "context", "a time or no word at all")
        elif at < MAX_TOP and is_dateline(block):
            yield Drop(block, "context", "a date near the top")
    yield from _named_lines(document, body)


def _named_lines(document: Document, body: Sequence[Block]) -> Iterator[Drop]:
    """The lines in containers for bylines and dates, and the author's name below the body."""
    if len(body) > 1 and _is_signature(document, body):
        yield Drop(body[-1], "context", "the byline again")
    bylines = marks(document).get("meta", ())
    for mark in bylines if len(bylines) <= MAX_BYLINES else ():
        for block in document.within(mark.container):
            if document.is_kept(block) and block.words <= MAX_META_WORDS:
                yield Drop(block, mark.sign, mark.detail)


def _is_signature(document: Document, body: Sequence[Block]) -> bool:
    """Whether the body's last line is a name that stands in a line with a date above the body, too."""
    last = body[-1]
    if (
        last.kind != "paragraph"
        or not 1 < last.words <= MAX_NAME_WORDS
        or last.text.endswith((".", "!", "?", "…", ":"))
    ):
        return False
    name = phrase_words(last.text)
    above = (block for block in document.blocks[: body[0].index] if block.kind != "heading" and is_dateline(block))
    lines = (phrase_words(block.text) for block in above)
    return any(name == line[at : at + len(name)] for line in lines for at in range(len(line)))


def _is_wordless(block: Block) -> bool:
    """Whether the block is a time of day or has neither letter nor digit."""
    if block.kind in ("code", "row", "item") or len(block.text) > _MAX_LINE_CHARS:
        return False
    return _TIME.fullmatch(block.text) is not None or not any(map(str.isalnum, block.text))


def is_dateline(block: Block) -> bool:
    """Whether the block is a short line, no sentence, with a date in it."""
    if block.kind not in ("paragraph", "heading"):
        return False
    if block.words > MAX_DATELINE_WORDS or len(block.text) > _MAX_LINE_CHARS:
        return False
    return _DATE.search(block.text) is not None and not block.text.endswith(("!", "?", "。", "…"))


def _title_words(document: Document) -> tuple[str, ...]:
    return tuple(phrase_words(document.title))


def _is_lead(block: Block) -> bool:
    return block.is_prose or (block.kind == "heading" and block.words >= 6 and block.link_share < 0.3)


def _is_title(block: Block, title: tuple[str, ...]) -> bool:
    """Whether a heading is the page's: of the first level, or what the head's title begins or ends with."""
    if block.kind != "heading":
        return False
    return block.level == 1 or _says(block, title)


def _says(block: Block, title: tuple[str, ...]) -> bool:
    """Whether the block is what the head's title begins or ends with."""
    words = tuple(phrase_words(block.text)) if block.words <= len(title) else ()
    return len(words) > 3 and words in (title[: len(words)], title[-len(words) :])
