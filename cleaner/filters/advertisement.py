"""Advertising: slots, labels and sponsored boxes."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters.signs import SignFilter

__all__ = ["Advertisement"]


@dataclass(frozen=True)
class Advertisement(SignFilter):
    """Advertising labels and sponsored boxes."""

    name: ClassVar[str] = "advertisement"
