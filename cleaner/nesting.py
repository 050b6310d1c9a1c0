"""Pages that nest too deep, mostly since tags were never closed: libxml2 gives up on them, and with them on all behind.

Tags beyond a depth are taken out before it reads such a page; the text in them stays.
"""

import re
from collections import Counter
from typing import Final

from cleaner.limits import MAX_NESTING
from cleaner.tags import RAW_NAMES, TAG, UNIT, name_of

__all__ = ["flattened"]

_UNIT: Final = re.compile(f"{UNIT.pattern}|{TAG.pattern}")
_NO_END: Final = frozenset(RAW_NAMES).union(
    "area base br col embed frame hr img input link meta param source track wbr"
    " colgroup dd dt li option p tbody td tfoot th thead tr".split()
)
"""What holds no element, or is closed by the next of its kind: it nests no deeper than what it stands in."""
_INLINE: Final = frozenset("a b big code em font i small span strong sub sup tt u".split())
"""What parts no words."""


def flattened(page: str) -> str:
    """`page` without the tags that would stand deeper than `MAX_NESTING`."""
    parts: list[str] = []
    nest = _Nest()
    at = 0
    for unit in _UNIT.finditer(page):
        tag = unit.group()
        name = name_of(tag)
        if not name or name in _NO_END:
            continue
        if nest.closes(name) if tag.startswith("</") else nest.opens(name):
            parts += (page[at : unit.start()], "" if name in _INLINE else " ")
            at = unit.end() + 1
    return "".join([*parts, page[at:]])


class _Nest:
    """The elements that are open at one place of the page; its methods say whether a tag is to be taken out."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._open = Counter[str]()
        self._out = Counter[str]()

    def opens(self, name: str) -> bool:
        """Whether the start tag of a `name` is too deep."""
        if len(self._names) >= MAX_NESTING:
            self._out[name] += 1
            return True
        self._names.append(name)
        self._open[name] += 1
        return False

    def closes(self, name: str) -> bool:
        """Whether the end tag of a `name` is that of one which was taken out."""
        if self._out[name]:
            self._out[name] -= 1
            return True
        while self._open[name]:
            last = self._names.pop()
            self._open[last] -= 1
            if last == name:
                break
        return False
