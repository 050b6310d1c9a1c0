"""Share bars and follow lines."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters.signs import SignFilter

__all__ = ["Share"]


@dataclass(frozen=True)
class Share(SignFilter):
    """Share buttons and follow lines."""

    name: ClassVar[str] = "share"
