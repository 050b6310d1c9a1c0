"""A walk that also notes where on the page each block's text is: for renderings that go back to the page's tree."""

from typing import Any

from cleaner.document import Container
from cleaner.walk import Line, Walker

__all__ = ["Piece", "TracingWalker"]


class Piece(str):
    """A piece of text that knows where in the tree it is."""

    __slots__ = ("element", "is_tail", "owner")
    element: Any
    """The element that it stands in."""
    owner: Any
    """The element whose `text` or, where `is_tail`, `tail` it is."""
    is_tail: bool


class TracingWalker(Walker):
    """A walker that also keeps the lines that each block was made of, with their containers."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.traces: list[list[tuple[Container, list[Any]]]] = []
        self.images: list[tuple[Any, int, Container]] = []
        """The page's images, each with the number of the block that it stands before, and its container."""

    def _skip(self, element: Any, tag: str) -> None:
        if tag == "img" and self._open:
            is_within = any(isinstance(piece, str) and not piece.isspace() for piece in self._pieces)
            self.images.append((element, len(self.blocks) + is_within, self._open[-1]))

    def _text(self, text: str, element: Any, is_tail: bool) -> None:
        piece = Piece(text)
        piece.element, piece.owner, piece.is_tail = element.getparent() if is_tail else element, element, is_tail
        super()._text(piece, element, is_tail)

    def _add(self, read: list[Line], lines: list[list[Any]]) -> None:
        before = len(self.blocks)
        super()._add(read, lines)
        if len(self.blocks) > before:
            self.traces.append([(self._open[-1], line) for line in lines])

    def _join_row(self, row: Container, first: int) -> None:
        super()._join_row(row, first)
        if len(self.blocks) < len(self.traces):
            for place in reversed(range(len(self.images))):
                image, at, around = self.images[place]
                if at <= len(self.blocks):
                    break
                self.images[place] = (image, len(self.blocks), around)
            self.traces[first:] = [[line for trace in self.traces[first:] for line in trace]]
