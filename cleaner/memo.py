"""Functions of a string that remember what they gave, within bounds that no page can push.

`functools.lru_cache` bounds how many strings are kept, not how long they are: a page whose names have a million
letters each would stay in memory for ever.
"""

from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["MAX_CHARS", "remembered"]

MAX_CHARS: Final = 200
"""What is made of a longer string is not remembered."""
_MAX_STRINGS: Final = 8192

T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """`function`, which must be pure, with a memory for what it made of some thousand short strings."""
    return _Memo(function).__getitem__


class _Memo(dict[str, T]):
    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> T:
        made = self._function(text)
        if len(text) <= MAX_CHARS:
            if len(self) >= _MAX_STRINGS:
                self.clear()
            self[text] = made
        return made
