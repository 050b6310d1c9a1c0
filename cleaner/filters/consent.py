"""Cookie and privacy consent: banners, preference dialogs, their texts and buttons."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters.signs import SignFilter

__all__ = ["Consent"]


@dataclass(frozen=True)
class Consent(SignFilter):
    """Cookie and consent notices."""

    name: ClassVar[str] = "consent"
