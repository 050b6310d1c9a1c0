"""The kept blocks as a small clean tree, from which HTML and Markdown are written.

The page's tree is walked a second time (HTML is asked for far less often than text), now noting which element each
piece of text stands in. Of the elements around a block only the boxes listed here are kept (lists, tables,
quotations …), each where HTML lets it stand; of those around a piece, emphasis and harmless links. Nothing is made
without text to put in, so that nothing is left of what was dropped; only a table's row keeps its empty cells.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, takewhile
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from cleaner.document import Block, Container, Document
from cleaner.render.images import Image, kept_images
from cleaner.trace import Piece, TracingWalker

__all__ = ["INLINE", "Node", "build_tree"]

INLINE: Final = frozenset("a abbr b cite code del em i ins kbd mark q s samp small strong sub sup time u var".split())
"""The elements that stand within a line."""

_SYNONYMS: Final = {"strong": "b", "em": "i", "del": "s"}
_LISTS: Final = frozenset(("ol", "ul"))
_BOX_NAMES: Final = {"menu": "ul", "dir": "ul", **{name: name for name in ("blockquote", "dl", "figure", "ol", "ul")}}
_STANDS_IN: Final = {
    "caption": ("table",),
    **dict.fromkeys(("dd", "dt"), ("dl",)),
    "figcaption": ("figure",),
    "li": ("ol", "ul"),
    **dict.fromkeys(("tbody", "tfoot", "thead"), ("table",)),
    **dict.fromkeys(("td", "th"), ("tr",)),
    "tr": ("table", "tbody", "tfoot", "thead"),
}
"""The boxes that count only straight within one of certain others."""
_IMPLIED: Final = {
    "dl": "dd",
    **dict.fromkeys(_LISTS, "li"),
    **dict.fromkeys(("table", "tbody", "tfoot", "thead"), "tr"),
    "tr": "td",
}
"""What text that the page put straight into such a box is put into."""
_TAKES_TEXT: Final = frozenset(("caption", "dd", "dt", "figcaption", "li", "td", "th"))
_CODE_TAGS: Final = frozenset(("listing", "plaintext", "pre", "xmp"))
_ATTRIBUTES: Final = {
    "abbr": ("title",),
    "li": ("value",),
    "ol": ("start",),
    **dict.fromkeys(("td", "th"), ("colspan", "rowspan")),
    "time": ("datetime",),
}
_NUMBERS: Final = frozenset(("colspan", "rowspan", "start", "value"))
_NUMBER: Final = re.compile(r"-?[0-9]{1,6}")
_CODE_NAME: Final = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|highlight-source-|brush:\s*|sourceCode\s+)([\w+#-]+)", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"[A-Za-z][\w+#-]{0,19}")
_BLANK_LINES: Final = re.compile(r"(?:[^\S\n]*\n)*")
_SCHEMES: Final = frozenset(("", "http", "https", "mailto", "tel", "ftp"))
_MAX_DEPTH: Final = 24
"""Boxes nested deeper than this are left out, their text is not."""

_Inline = tuple[str, dict[str, str], Any]
"""An element within a line: its name, its attributes, and the element itself."""


@dataclass(slots=True, eq=False)
class Node:
    """An element to write."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def add(self, name: str, attributes: dict[str, str] | None = None) -> "Node":
        """A new last child."""
        child = Node(name, attributes or {})
        self.children.append(child)
        return child


def build_tree(document: Document, has_images: bool = False) -> Node:
    """The kept blocks of `document`, in a node without a name; nested so little that recursion may read it.

    With images, if so wanted, and their captions.
    """
    if document.tree is not None:
        return _Builder(document).build(has_images)
    root = Node("")
    for block in document.kept:
        run = _Run(root.add(f"h{block.level or 2}" if block.kind == "heading" else "p"))
        for line in block.text.split("\n"):
            run.break_line()
            run.put(line, ())
    return root


class _Run:
    """Puts text into a node, opening as few elements within it as possible."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._path: list[tuple[_Inline, Node]] = []
        self._is_spaced = False
        self._is_started = False

    def put(self, text: str, inlines: tuple[_Inline, ...]) -> None:
        """Put `text`, as it is, into elements for `inlines`."""
        shared = 0
        for (ours, _), theirs in zip(self._path, inlines, strict=False):
            if ours is not theirs:
                break
            shared += 1
        del self._path[shared:]
        node = self._path[-1][1] if self._path else self._node
        if self._is_spaced:
            node.children.append(" ")
            self._is_spaced = False
        for inline in inlines[shared:]:
            node = node.add(inline[0], inline[1])
            self._path.append((inline, node))
        node.children.append(text)
        self._is_started = True

    def put_folded(self, text: str, inlines: tuple[_Inline, ...]) -> None:
        """Put `text` with its white space folded and kept out of the elements' ends."""
        words = text.split()
        if not words or text[0].isspace():
            self.space()
        if words:
            self.put(" ".join(words), inlines)
            self._is_spaced = text[-1].isspace()

    def space(self) -> None:
        """Let what follows be parted by a space."""
        self._is_spaced = self._is_started

    def break_line(self) -> None:
        """Let what follows stand on a new line."""
        if self._is_started:
            self._node.add("br")
        self._path, self._is_spaced, self._is_started = [], False, False


class _Builder:
    """Builds the tree of one page."""

    def __init__(self, document: Document) -> None:
        self._document = document
        base = next((each.get("href") for each in document.tree.iter("base") if each.get("href")), "")
        self._url = _joined(document.url, base) if base else document.url
        self._names, self._nearest = _boxes_of(document)
        self._root = Node("")
        self._nodes = {-1: self._root}
        self._listings: dict[int, Node] = {}
        self._last_cells: dict[Node, Any] = {}
        self._inlines: dict[Any, tuple[_Inline, ...]] = {}

    def build(self, has_images: bool) -> Node:
        """The whole."""
        walker = TracingWalker()
        walker.walk(self._document.tree)
        found = kept_images(self._document, walker.images, partial(_joined, self._url)) if has_images else iter(())
        images = deque(found)
        for block in self._document.kept:
            while images and images[0].position <= block.index:
                self._write_image(images.popleft())
            if block.kind == "code":
                self._write_code(block, [line for _, line in walker.traces[block.index]])
            else:
                self._write(block, walker.traces[block.index])
        for image in images:
            self._write_image(image)
        for row, cell in self._last_cells.items():
            self._add_empty(row, cell.itersiblings("td", "th"))
        return self._root

    def _write_image(self, image: Image) -> None:
        box = self._box(image.container)
        figure = box if box.name == "figure" else self._home(box, "figure").add("figure")
        figure.add("img", {"src": image.address, "alt": image.alt})
        if image.caption:
            figure.add("figcaption").children.append(image.caption)

    def _write(self, block: Block, lines: list[tuple[Container, list[Any]]]) -> None:
        box: Node | None = None
        before: Container | None = None
        run: _Run | None = None
        for container, line in lines:
            here = self._box(container)
            if run is None or here is not box:
                box, run = here, _Run(self._leaf(block, container, here))
            elif container is before:
                run.break_line()
            else:
                run.space()
            before = container
            for piece in line:
                if isinstance(piece, Piece):
                    run.put_folded(piece, self._inlines_of(piece.element))
                elif isinstance(piece, str):
                    run.space()

    def _write_code(self, block: Block, lines: list[list[Any]]) -> None:
        pieces: list[tuple[str, tuple[_Inline, ...]]] = []
        for number, line in enumerate(lines):
            if number:
                pieces.append(("\n", ()))
            for piece in line:
                if isinstance(piece, Piece):
                    pieces.append((piece.replace("\r\n", "\n"), self._inlines_of(piece.element)))
        text = "".join(text for text, _ in pieces)
        at, start, end = 0, _BLANK_LINES.match(text).end(), len(text.rstrip())  # type: ignore[union-attr]
        run = _Run(self._listing(block))
        for piece, inlines in pieces:
            part = piece[max(start - at, 0) : max(end - at, 0)]
            at += len(piece)
            if part:
                run.put(part, inlines)

    def _leaf(self, block: Block, container: Container, box: Node) -> Node:
        """What the text of `block` is to be put into."""
        if block.kind == "heading":
            return self._home(box, "h").add(f"h{block.level}")
        home = self._home(box, "p")
        if home.name in _TAKES_TEXT and not home.children and (container.tag != "p" or block.kind == "row"):
            return home
        return home.add("p")

    def _listing(self, block: Block) -> Node:
        """The `pre` for `block`: that of the block before, on a new line, where both stand in one."""
        container = next(each for each in block.container.ancestry() if each.tag in _CODE_TAGS)
        home = self._box(block.container)
        listing = self._listings.get(container.index)
        if listing is not None and home.children and home.children[-1] is listing:
            listing.children.append("\n")
            return listing
        language = _code_language(container.element)
        listing = self._home(home, "pre").add("pre", {"class": f"language-{language}"} if language else {})
        self._listings[container.index] = listing
        return listing

    def _box(self, container: Container) -> Node:
        """The node of the nearest box around text in `container`, made where it is new."""
        index, new = self._nearest[container.index], []
        while index not in self._nodes:
            new.append(index)
            parent = self._document.containers[index].parent
            index = self._nearest[parent.index] if parent else -1
        node = self._nodes[index]
        for each in reversed(new):
            name, element = self._names[each], self._document.containers[each].element
            home = self._home(node, name)
            if name in ("td", "th"):
                self._fill(home, element)
            node = self._nodes[each] = home.add(name, _attributes_of(name, element))
        return node

    def _home(self, node: Node, name: str) -> Node:
        """Where in `node` a `name` may stand."""
        while node.name in _IMPLIED and node.name not in _STANDS_IN.get(name, ()):
            last = node.children[-1] if node.children and {name, node.name} <= _LISTS else None
            node = last if isinstance(last, Node) else node.add(_IMPLIED[node.name])
        return node

    def _fill(self, row: Node, cell: Any) -> None:
        """Write the empty cells between the one written last and `cell`."""
        last = self._last_cells.get(row)
        empty = list(takewhile(lambda each: each is not last, cell.itersiblings("td", "th", preceding=True)))
        self._add_empty(row, reversed(empty))
        self._last_cells[row] = cell

    def _add_empty(self, row: Node, cells: Iterator[Any]) -> None:
        for cell in cells:
            row.add(cell.tag, _attributes_of(cell.tag, cell))

    def _inlines_of(self, element: Any) -> tuple[_Inline, ...]:
        """The elements within a line that `element` is or stands in, outermost first, none twice."""
        new = []
        while element is not None and element not in self._inlines:
            new.append(element)
            element = element.getparent()
        inlines = self._inlines[element] if element is not None else ()
        for each in reversed(new):
            name = each.tag if isinstance(each.tag, str) else ""
            attributes = _attributes_of(name, each)
            if name == "a" and each.get("href"):
                attributes["href"] = _joined(self._url, each.get("href"))
            means = _SYNONYMS.get(name, name)
            is_wanted = name in INLINE and (name != "a" or attributes.get("href"))
            if is_wanted and all(_SYNONYMS.get(other[0], other[0]) != means for other in inlines):
                inlines = (*inlines, (name, attributes, each))
            self._inlines[each] = inlines
        return inlines


def _code_language(listing: Any) -> str:
    """The language of the code in `listing`, as highlighters note it: on it, on the `code` in it, or around it."""
    places = [listing, *listing.iterchildren("code"), *islice(listing.iterancestors("div", "figure"), 2)]
    for place in places:
        found = _CODE_NAME.search(place.get("class") or "")
        said = place.get("data-lang") or place.get("data-language") or (found.group(1) if found else "")
        if _LANGUAGE.fullmatch(said):
            return str(said).lower()
    return ""


def _boxes_of(document: Document) -> tuple[list[str], list[int]]:
    """For each container the name to write it by (empty where it is no box), and the number of its nearest box."""
    tables = _tables_of(document)
    names: list[str] = []
    nearest: list[int] = []
    depths: list[int] = []
    for container in document.containers:
        around = nearest[container.parent.index] if container.parent else -1
        depth = depths[container.parent.index] if container.parent else 0
        name = _BOX_NAMES.get(container.tag, "table" if container.index in tables else "")
        if container.tag in _STANDS_IN and around >= 0 and names[around] in _STANDS_IN[container.tag]:
            name = container.tag
        elif depth >= _MAX_DEPTH:
            name = ""
        names.append(name)
        nearest.append(container.index if name else around)
        depths.append(depth + bool(name))
    return names, nearest


def _tables_of(document: Document) -> set[int]:
    """The numbers of the tables that hold a table's text; the others only lay out a page."""
    table_of: list[int] = []
    headed: set[int] = set()
    for container in document.containers:
        around = table_of[container.parent.index] if container.parent else -1
        table_of.append(container.index if container.tag == "table" else around)
        if container.tag == "th":
            headed.add(around)
    rows: Counter[int] = Counter()
    for block in document.kept:
        if block.kind != "caption":
            rows[table_of[block.container.index]] += 1 if block.kind == "row" else -1
    found = {table for table, more in rows.items() if table >= 0 and (more > 0 or table in headed)}
    return {table for table in found if document.containers[table].role not in ("none", "presentation")}


def _attributes_of(name: str, element: Any) -> dict[str, str]:
    found = {key: element.get(key) for key in _ATTRIBUTES.get(name, ())}
    return {key: value for key, value in found.items() if value and (key not in _NUMBERS or _NUMBER.fullmatch(value))}


def _joined(url: str, href: str) -> str:
    """`href` made absolute where the page's URL is known; empty where it could run code."""
    href = "".join(character for character in href.strip() if character >= " ")
    try:
        href = urljoin(url, href) if url else href
        return href if urlsplit(href).scheme.lower() in _SCHEMES else ""
    except ValueError:
        return ""
