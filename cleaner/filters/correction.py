"""Prompts to report a mistake; never notices that the article was corrected, which are content."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters.signs import SignFilter

__all__ = ["Correction"]


@dataclass(frozen=True)
class Correction(SignFilter):
    """Prompts to report an error or to rate the page."""

    name: ClassVar[str] = "correction"
