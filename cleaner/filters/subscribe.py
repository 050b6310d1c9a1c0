"""Requests to subscribe: newsletters, paywalls, donations, push messages, apps."""

from dataclasses import dataclass
from typing import ClassVar

from cleaner.filters.signs import SignFilter

__all__ = ["Subscribe"]


@dataclass(frozen=True)
class Subscribe(SignFilter):
    """Newsletter boxes, paywall, donation and app prompts."""

    name: ClassVar[str] = "subscribe"
