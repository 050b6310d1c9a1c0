"""Which of a page's images belong to what is kept, and with which caption.

An image says nothing of itself, so it goes with the text around it: in the smallest container with text, captions
apart, at least half of the words must be kept, and the image must stand within the body or right before it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from cleaner.document import Block, Container, Document
from cleaner.words import fold

__all__ = ["Image", "kept_images"]

MIN_PIXELS: Final = 3
"""Smaller images count visits."""
MAX_AHEAD: Final = 3
"""So many blocks before the first that is kept an image may stand: behind the title and the byline."""
_PLACES: Final = ("data-src", "data-original", "data-lazy-src", "src")
"""Where an image's address stands; pages that load images late keep the true one from browsers."""

Found = tuple[Any, int, Container]
"""An element, the number of the block that it stands before, and the container around it."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image to show."""

    address: str
    alt: str
    position: int
    """The number of the block that it stands before."""
    container: Container
    caption: str


def kept_images(document: Document, found: Sequence[Found], absolute: Callable[[str], str]) -> Iterator[Image]:
    """The images among `found` that belong to what is kept, in page order, each address once.

    `absolute` gives the whole address for one as the page has it, or nothing where it is not harmless.
    """
    if not document.kept:
        return
    kept = _sums(document, document.is_kept)
    every = _sums(document, lambda block: True)  # noqa: ARG005
    first, last = document.kept[0].index - MAX_AHEAD, document.kept[-1].index + 1
    seen: set[str] = set()
    for element, position, container in found:
        address = _address_of(element, absolute)
        if not address or address in seen or not first <= position <= last:
            continue
        if _belongs(document, container, kept, every):
            seen.add(address)
            yield Image(
                address,
                fold(element.get("alt") or ""),
                position,
                container,
                _caption(document, container),
            )


def _sums(document: Document, is_counted: Callable[[Block], bool]) -> list[int]:
    """How many words, captions apart, the blocks before each block have that are counted."""
    words = (block.words if block.kind != "caption" and is_counted(block) else 0 for block in document.blocks)
    return [0, *accumulate(words)]


def _belongs(document: Document, container: Container, kept: Sequence[int], every: Sequence[int]) -> bool:
    for around in container.ancestry():
        start, end = document.spans[around.index]
        words = every[end] - every[start]
        if words:
            return 2 * (kept[end] - kept[start]) >= words
    return False


def _caption(document: Document, container: Container) -> str:
    """The caption in the figure around the image, if it is in one."""
    figure = next((each for each in container.ancestry() if each.tag == "figure"), None)
    blocks = document.within(figure) if figure else ()
    return " ".join(block.text.replace("\n", " ") for block in blocks if block.kind == "caption")


def _address_of(element: Any, absolute: Callable[[str], str]) -> str:
    for name in ("width", "height"):
        value = element.get(name) or ""
        if value.isdecimal() and int(value) < MIN_PIXELS:
            return ""
    said = (element.get(name) for name in _PLACES)
    return next((found for each in said if each and (found := absolute(each))), "")
