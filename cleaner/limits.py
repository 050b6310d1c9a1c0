"""`Limits`: how much of one page is read, so that no page, however it was made, takes all time or memory.

Time and memory grow linearly with a page, so these bound both. Real pages stay far below: of 2,872 the largest has 2 MB
and 22,000 tags. What goes beyond a limit is either refused, by a `PageError`, or left out, with a warning in
`Document.warnings`; both name the limit. A pipeline carries them: `DEFAULT.with_limits(Limits(page_bytes=2**20))` for a
service, `DEFAULT.with_limits(Limits(page_bytes=2**30, tags=10**8, blocks=10**7))` for who has the memory.
"""

import sys
from dataclasses import dataclass, fields
from typing import Final

from cleaner.errors import PipelineError

__all__ = ["LIMITS", "MAX_LIMIT", "MAX_NESTING", "Limits", "counted"]

MAX_NESTING: Final = 256
"""Elements that stand deeper are read as parts of what is around them; no page of the corpora has more than 45.

It is no option: libxml2 gives a page up at 2,048.
"""
MAX_LIMIT: Final = sys.maxsize - 1
"""No limit: nothing has more bytes or parts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one page is read; raises `PipelineError` for a limit that is no whole number from 1 to 2**63 - 2."""

    page_bytes: int = 256 * 2**20
    """Bytes of a page, unpacked, or characters of a `str`; a larger one is refused."""
    tags: int = 1_000_000
    """Tags of a page, or lines of a plain text; what follows is left out.

    Every `<` counts, be it that of a closing tag, a comment or a script.
    """
    blocks: int = 200_000
    """Blocks; what follows is left out. A block takes some 6 KB while the page is cleaned."""
    tag_attributes: int = 1000
    """Attributes of one tag; one with more loses them all. Parsers compare each with all before it."""
    data_bytes: int = 8 * 2**20
    """Characters of data for scripts (JSON) that are searched for a body the page does not show."""
    metadata_bytes: int = 2 * 2**20
    """Characters of a page, from its beginning, in which metadata is looked for."""
    metadata_tags: int = 25_000
    """Tags of a page, from its beginning, in which metadata is looked for: a search may take quadratic time."""

    def __post_init__(self) -> None:
        """Refuse what is no limit."""
        for each in fields(self):
            value = getattr(self, each.name)
            if type(value) is not int or value < 1:
                raise PipelineError(f"limit {each.name}: {value!r} is no whole number above 0")
            if value > MAX_LIMIT:
                raise PipelineError(f"limit {each.name}: {value} is more than {MAX_LIMIT}")

    @property
    def too_large(self) -> str:
        """What is said of a page with more than `page_bytes`."""
        return f"is larger than {_size(self.page_bytes)} (limit page_bytes)"

    @property
    def metadata_note(self) -> str:
        """What is said of the metadata of a page with more than `metadata_bytes` or `metadata_tags`."""
        return (
            f"metadata is looked for in the page's first {_size(self.metadata_bytes)} and"
            f" {counted(self.metadata_tags, 'tags')}"
            " (limits metadata_bytes, metadata_tags)"
        )

    def left_out(self, name: str, what: str) -> str:
        """The warning that a page has more than the limit `name` allows of `what`, and that the rest is left out."""
        return f"more than {counted(getattr(self, name), what)}: what follows was left out (limit {name})"


LIMITS: Final = Limits()
"""Those of every pipeline that has none of its own."""


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 2**20 else counted(count, "bytes")


def counted(count: int, what: str) -> str:
    """`1 tag`, `2,000 tags`: `what` begins with a plural in "s"."""
    noun, _, more = what.partition(" ")
    return f"{count:,} {noun if count != 1 else noun[:-1]} {more}".rstrip()
