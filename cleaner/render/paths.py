"""Where all blocks of a page stand, as XPaths.

One at a time (`Block.path`) each path would cost a count of what stands before it, which is quadratic in the page.
"""

from collections import Counter
from typing import Any, Final

from cleaner.document import Document

__all__ = ["paths_of"]

_MAX_STEPS: Final = 64
"""A longer path begins anew with the element's number among those of its tag, `(//div)[7]`: many would fill memory."""

_Place = tuple[str, int]
"""A path, and how many steps it has."""


def paths_of(document: Document) -> list[str]:
    """For each container of `document`, by number, the XPath of its element."""
    return document.once(_all_paths)


def _all_paths(document: Document) -> list[str]:
    if document.tree is None:
        return [container.path for container in document.containers]
    finder = _Finder(document.tree)
    return [finder.path(container.element) for container in document.containers]


class _Finder:
    """Finds paths on one page, in one pass over it."""

    def __init__(self, tree: Any) -> None:
        self._places: dict[Any, _Place] = {tree: (f"/{tree.tag}", 1)}
        self._steps: dict[Any, str] = {}
        self._numbers: dict[Any, int] = {}
        self._tree = tree

    def path(self, element: Any) -> str:
        """The path of `element`."""
        new = []
        while element not in self._places:
            new.append(element)
            element = element.getparent()
        path, steps = self._places[element]
        for each in reversed(new):
            if steps < _MAX_STEPS:
                path, steps = f"{path}/{self._step(each)}", steps + 1
            else:
                path, steps = f"(//{each.tag})[{self._number(each)}]", 1
            self._places[each] = path, steps
        return path

    def _step(self, element: Any) -> str:
        """The element's tag, with its number where its parent has others of it."""
        if element not in self._steps:
            children = list(element.getparent().iterchildren("*"))
            counts = Counter(child.tag for child in children)
            seen = Counter[str]()
            for child in children:
                seen[child.tag] += 1
                self._steps[child] = child.tag if counts[child.tag] == 1 else f"{child.tag}[{seen[child.tag]}]"
        return self._steps[element]

    def _number(self, element: Any) -> int:
        """The element's number on the page among those of its tag."""
        if not self._numbers:
            seen = Counter[str]()
            for each in self._tree.iter("*"):
                seen[each.tag] += 1
                self._numbers[each] = seen[each.tag]
        return self._numbers[element]
