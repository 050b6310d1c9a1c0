"""The kept blocks as minimal HTML.

Only the tags listed here are written, with the attributes listed here, and links only to harmless addresses: the
result can be embedded anywhere. It is made by walking the page's tree a second time (it is asked for far less often
than text), now noting which element each piece of text stands in; pieces are then written in order, and the
elements that two neighbours share stay open between them.
"""

from collections.abc import Iterator
from html import escape
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from cleaner.document import Block, Document
from cleaner.walk import Line, Walker

__all__ = ["render_html"]

_LEAVES: Final = frozenset(("p", "pre", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6"))
_NESTING: Final = frozenset("blockquote dd dl dt figure li ol table tbody td tfoot th thead tr ul".split())
_INLINE: Final = frozenset("a abbr b cite code del em i ins kbd mark q s samp small strong sub sup time u var".split())
_ATTRIBUTES: Final = {
    "abbr": ("title",),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "time": ("datetime",),
}
_SCHEMES: Final = frozenset(("", "http", "https", "mailto", "tel", "ftp"))
_OWN_LINE: Final = _LEAVES | _NESTING

_Tag = tuple[str, Any, int]
"""A tag to write: its name, its element, and the number of the block where it belongs to one alone (else -1)."""


class _Piece(str):
    """A piece of text that knows which element it stands in."""

    __slots__ = ("element",)
    element: Any


class _TracingWalker(Walker):
    """A walker that also keeps the pieces that each block was made of."""

    def __init__(self) -> None:
        super().__init__()
        self.traces: list[list[list[Any]]] = []

    def _text(self, text: str, element: Any, is_tail: bool) -> None:
        piece = _Piece(text)
        piece.element = element.getparent() if is_tail else element
        super()._text(piece, element, is_tail)

    def _add(self, read: list[Line], lines: list[list[Any]]) -> None:
        before = len(self.blocks)
        super()._add(read, lines)
        if len(self.blocks) > before:
            self.traces.append(lines)

    def _join_row(self, row: Any, first: int) -> None:
        super()._join_row(row, first)
        if len(self.blocks) < len(self.traces):
            self.traces[first:] = [[line for trace in self.traces[first:] for line in trace]]


def render_html(document: Document) -> str:
    """The kept blocks of `document`, a line for each block-level tag; ends with a line break unless empty."""
    if document.tree is None:
        lines = [f"<p>{'<br>'.join(escape(block.text, quote=False).splitlines())}</p>" for block in document.kept]
        return "".join(f"{line}\n" for line in lines)
    walker = _TracingWalker()
    walker.walk(document.tree)
    writer = _Writer(document.url)
    for block in document.kept:
        writer.write(block, walker.traces[block.index])
    return writer.close()


class _Writer:
    """Writes pieces of text inside the tags that they stand in, opening and closing as few as possible."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._out: list[str] = []
        self._open: list[_Tag] = []
        self._items: set[Any] = set()

    def write(self, block: Block, lines: list[list[Any]]) -> None:
        """Write one block."""
        is_code = block.kind == "code"
        started = False
        for number, line in enumerate(lines):
            if number and started and block.kind != "row":
                self._out.append("\n" if is_code else "<br>")
            for piece in line:
                if isinstance(piece, _Piece) and (is_code or started or not piece.isspace()):
                    self._enter(list(self._tags(block, piece.element)))
                    started = self._put(piece, is_code, started)
        self._items.update(element for _, element, _ in self._open)

    def close(self) -> str:
        """Close what is open and give the whole."""
        self._enter([])
        return "".join(self._out)

    def _put(self, piece: str, is_code: bool, started: bool) -> bool:
        text = piece if is_code else " ".join(piece.split())
        if not is_code and piece:
            if started and piece[0].isspace():
                text = f" {text}"
            if text.strip() and piece[-1].isspace():
                text = f"{text} "
        if is_code and not started:
            text = text.lstrip("\n")
        self._out.append(escape(text, quote=False))
        return True

    def _enter(self, tags: list[_Tag]) -> None:
        shared = 0
        for ours, theirs in zip(self._open, tags, strict=False):
            if ours != theirs:
                break
            shared += 1
        for name, _, _ in reversed(self._open[shared:]):
            if name in _OWN_LINE and self._out and not self._out[-1].endswith("\n"):
                self._out[-1] = self._out[-1].rstrip(" ")
            self._out.append(f"</{name}>" + ("\n" if name in _OWN_LINE else ""))
        for name, element, _ in tags[shared:]:
            self._out.append(f"<{name}{self._attributes(name, element)}>")
        self._open = tags

    def _tags(self, block: Block, element: Any) -> Iterator[_Tag]:
        """The tags to write around a piece of `block` that stands in `element`, outermost first."""
        chain = [each for each in reversed([element, *element.iterancestors()]) if isinstance(each.tag, str)]
        names = [each.tag.rpartition("}")[2].lower() for each in chain]
        leaf = max((at for at, name in enumerate(names) if name in _LEAVES or name in _NESTING), default=-1)
        for at, (name, each) in enumerate(zip(names, chain, strict=True)):
            if name in _NESTING:
                yield name, each, -1
            elif name in _LEAVES:
                yield name, each, block.index
            elif at > leaf and name in _INLINE:
                if at == leaf + 1 or not any(other in _INLINE for other in names[leaf + 1 : at]):
                    yield from self._paragraph(block, names, chain)
                yield name, each, block.index
        if not any(name in _INLINE for name in names[leaf + 1 :]):
            yield from self._paragraph(block, names, chain)

    def _paragraph(self, block: Block, names: list[str], chain: list[Any]) -> Iterator[_Tag]:
        """A `<p>` of our own, for text that the page put straight into a box."""
        if any(name in _LEAVES for name in names) or block.kind == "row":
            return
        nearest = next((each for name, each in zip(names[::-1], chain[::-1], strict=True) if name in _NESTING), None)
        if nearest is None or nearest.tag in ("blockquote", "figure") or nearest in self._items:
            yield "p", None, block.index

    def _attributes(self, name: str, element: Any) -> str:
        if element is None:
            return ""
        found = [(key, element.get(key)) for key in _ATTRIBUTES.get(name, ()) if element.get(key)]
        if name == "a":
            found.append(("href", self._address(element.get("href") or "")))
        if name == "code":
            language = next((c for c in (element.get("class") or "").split() if c.startswith("language-")), "")
            found.append(("class", language))
        return "".join(f' {key}="{escape(value)}"' for key, value in found if value)

    def _address(self, href: str) -> str:
        """`href` made absolute where the page's URL is known; empty where it could run code."""
        href = "".join(character for character in href.strip() if character >= " ")
        try:
            href = urljoin(self._url, href) if self._url else href
            return href if urlsplit(href).scheme.lower() in _SCHEMES else ""
        except ValueError:
            return ""
