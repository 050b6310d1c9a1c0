"""The saved page as inert HTML that shows where each of its blocks is.

It is written anew from the page's tree: only tags and attributes listed here are put out, no address, no script, no
handler, no frame, so that what is written can neither run nor load anything, however a browser reads it. (The frame
that shows it forbids both as well.) Each block's element is marked with the block's number, `b=12`; a block that
shares its element with others has its pieces of text wrapped in `<x-b b=12>`.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from lxml import etree

from cleaner.document import Block, Document
from cleaner.trace import Piece, TracingWalker
from cleaner.walk import SKIPPED, is_shown_anyway
from cleaner.words import fold

__all__ = ["Inert", "make_inert"]

_TAGS: Final = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br button caption center cite code col colgroup"
    " dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header"
    " hgroup hr i img input ins kbd label legend li main mark menu meter nav nobr ol optgroup option output p picture"
    " pre progress q s samp search section select small span strike strong sub summary sup svg table tbody td"
    " textarea tfoot th thead time tr tt u ul var wbr".split()
)
_SPELLED: Final = {
    **dict.fromkeys(("body", "form", "frameset", "html"), "div"),  # a form's fields hide its properties
    **dict.fromkeys(("listing", "plaintext", "xmp"), "pre"),
}
"""What is written by another name; all other tags become `span`, which ends no paragraph."""
_ROWS: Final = ("table", "tbody", "tfoot", "thead")
_STANDS_IN: Final = {
    **dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead"), ("table",)),
    "col": ("colgroup", "table"),
    **dict.fromkeys(("td", "th"), ("tr",)),
    "tr": _ROWS,
}
"""Tags that a browser passes over elsewhere."""
_MEDIA: Final = frozenset("audio canvas iframe object video".split())
"""What is shown as an empty box."""
_TRANSPARENT: Final = frozenset("bgsound embed head source track".split())
"""What is not written, while what is in it is: the parser puts what follows into some that should hold nothing."""
_VOID: Final = frozenset("br col hr img input wbr".split())
_SHAPES: Final = frozenset(
    "circle defs ellipse g line lineargradient path polygon polyline radialgradient rect stop svg symbol use".split()
)
"""What is left of a drawing."""
_USED: Final = frozenset(("defs", "symbol"))
_FIELDS: Final = frozenset("button checkbox email number password radio range reset search submit tel text url".split())
"""Fields that open nothing when they are clicked."""
_ATTRIBUTES: Final = frozenset(
    "align alt bgcolor border cellpadding cellspacing checked class clear color cols colspan compact dir disabled face"
    " height hidden hspace id label lang max min multiple nowrap open placeholder readonly reversed role rows rowspan"
    " rules selected size span start style title valign value vspace width wrap".split()
)
_UNHEARD: Final = frozenset(("aria-hidden", "aria-live", "aria-modal"))
"""What would keep the page from people who listen to it."""
_SHAPE_ATTRIBUTES: Final = frozenset(
    "cx cy d fill fill-opacity fill-rule fx fy gradientunits gradienttransform offset opacity points"
    " preserveaspectratio r rx ry spreadmethod stop-color stop-opacity stroke stroke-dasharray stroke-linecap"
    " stroke-linejoin stroke-opacity stroke-width transform viewbox x x1 x2 y y1 y2".split()
)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_BARE: Final = re.compile(r"[\w.:-]+", re.ASCII)
_FRAGMENT: Final = re.compile(r"#[\w.:-]+")
_PICTURE: Final = re.compile(r"data:image/(?:avif|gif|jpe?g|png|svg\+xml|webp)[;,]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"url\(([^()]*)", re.IGNORECASE)
_LENGTH: Final = re.compile(r"[0-9]{1,4}")
_UNUSUAL: Final = re.compile("[\x1c-\x1f\x85\ufeff\r]")
"""White space on which Python and browsers do not agree."""
_MAX_DATA_CHARS: Final = 64
"""Longer `data-` attributes are a script's, not a style sheet's."""


class Inert:
    """What `make_inert` gives."""

    def __init__(self, html: str, texts: dict[int, str]) -> None:
        """Hold both."""
        self.html = html
        """The page's body and its style sheets."""
        self.texts = texts
        """By number, the blocks whose text differs from what stands in the marked elements, white space apart."""


def make_inert(document: Document, marks: Mapping[int, str], head: str) -> Inert:
    """The page of `document` as inert HTML that begins with `head`.

    `marks` are attributes for some blocks, by number, ready to be written.
    """
    if document.tree is None:
        return _plain(document, marks, head)
    walker = TracingWalker()
    walker.walk(document.tree)
    writer = _Writer(head)
    texts: dict[int, str] = {}
    for block in document.blocks:
        mark = f" b={block.index}{marks.get(block.index, '')}"
        pieces = [[piece for piece in line if isinstance(piece, Piece)] for _, line in walker.traces[block.index]]
        is_alone = _is_alone(document, block)
        if is_alone:
            writer.elements[block.container.element] = mark
        else:
            writer.mark([piece for line in pieces for piece in line], mark)
        if not (is_alone or len(pieces) == 1) or _shown(block, pieces) != block.text:
            texts[block.index] = block.text
    return Inert(writer.write(document.tree), texts)


def _plain(document: Document, marks: Mapping[int, str], head: str) -> Inert:
    lines = (f"<p b={block.index}{marks.get(block.index, '')}>{escape(block.text)}</p>\n" for block in document.blocks)
    texts = {block.index: block.text for block in document.blocks if "\n" in block.text}
    return Inert(f"<html><head>{head}</head><body x-plain>\n{''.join(lines)}", texts)


def _is_alone(document: Document, block: Block) -> bool:
    """Whether all the text in the block's element is its own."""
    return document.spans[block.container.index] == (block.index, block.index + 1)


def _shown(block: Block, pieces: Sequence[Sequence[Piece]]) -> str:
    """The block's text as the report's script reads it off the marked elements; empty where it must not try."""
    if block.kind == "row" or _UNUSUAL.search(block.text):
        return ""
    lines = ["".join(line) for line in pieces]
    if block.kind == "code":
        return "\n".join(line.rstrip() for text in lines for line in text.split("\n")).strip("\n")
    return "\n".join(filter(None, map(fold, lines)))


class _Writer:
    """Writes a tree; not recursive, since pages nest deeper than Python's stack."""

    def __init__(self, head: str) -> None:
        self.elements: dict[Any, str] = {}
        """What to mark elements with."""
        self._pieces: dict[tuple[Any, bool], str] = {}
        self._head = head
        self._out: list[str] = []
        self._open: list[str] = []
        self._drawing: Any = None
        self._named: list[Any] = []

    def mark(self, pieces: Sequence[Piece], mark: str) -> None:
        """Mark pieces of text; those in an option on the option itself, which holds no elements."""
        for piece in pieces:
            if piece.element.tag == "option":
                self.elements[piece.element] = mark
            else:
                self._pieces[piece.owner, piece.is_tail] = mark

    def write(self, root: Any) -> str:
        """The HTML of `root` and all in it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element, element is root)
            elif not self._start(element, element.tag):
                walker.skip_subtree()
        return "".join(self._out)

    def _start(self, element: Any, tag: str) -> bool:
        """Open the element; whether what is in it is to be written."""
        if element.getparent() is None:
            self._put("html", f"<html{_attributes(element)}{self.elements.get(element, '')}><head>{self._head}")
        elif self._drawing is not None or tag == "svg":
            return self._start_shape(element, tag)
        elif tag in _MEDIA or tag == "style" or (tag in SKIPPED and tag not in (*_TAGS, *_TRANSPARENT)):
            self._put("", _leaf(element, tag))
            return False
        else:
            name = self._name_of(element, tag)
            hidden = " hidden" if tag == "noscript" or (tag == "template" and not is_shown_anyway(element, tag)) else ""
            self._put(name, f"<{name}{_attributes(element)}{hidden}{self.elements.get(element, '')}>" if name else "")
        if element.text:
            self._text(element.text, (element, False))
        return True

    def _start_shape(self, element: Any, tag: str) -> bool:
        """Open a part of a drawing; none that is used may use others, whose number would grow without bounds."""
        if tag not in _SHAPES or (tag == "use" and self._named):
            self._put("", "")
            return False
        self._drawing = element if self._drawing is None else self._drawing
        if tag in _USED or element.get("id"):
            self._named.append(element)
        self._put(tag, f"<{tag}{_attributes(element, _SHAPE_ATTRIBUTES)}>")
        return True

    def _end(self, element: Any, is_root: bool) -> None:
        if self._named and self._named[-1] is element:
            self._named.pop()
        if element is self._drawing:
            self._drawing = None
        name = self._open.pop()
        self._out.append(f"</{name}>" if name and name not in _VOID and not is_root else "")
        if element.tail and not is_root:
            self._text(element.tail, (element, True))

    def _put(self, name: str, written: str) -> None:
        self._open.append(name)
        self._out.append(written)

    def _text(self, text: str, place: tuple[Any, bool]) -> None:
        mark = self._pieces.get(place, "")
        written = "" if self._drawing is not None else escape(text, quote=False)
        self._out.append(f"<x-b{mark}>{written}</x-b>" if mark else written)

    def _name_of(self, element: Any, tag: str) -> str:
        """What the element is written as; nothing, where its text stands for itself."""
        if tag in _TRANSPARENT or (tag == "body" and element.getparent().getparent() is None):
            return "" if tag in _TRANSPARENT else tag
        name = _SPELLED.get(tag, tag)
        around = next((each for each in reversed(self._open) if each), "")
        if name in _STANDS_IN and around not in _STANDS_IN[name]:
            return "div"
        is_own = "-" in name and not name.startswith("x-") and _NAME.fullmatch(name)
        return name if name in _TAGS or is_own else "span"


def _leaf(element: Any, tag: str) -> str:
    """What is written for an element of which nothing else is."""
    if tag == "style" and (element.get("type") or "text/css").strip().lower() == "text/css":
        css = _without_addresses("".join(element.itertext())).replace("<", "\\3c ")  # nothing in it can end it
        media = element.get("media")
        return f"<style{f' media={_quoted(media)}' if media else ''}>{css}</style>"
    if tag not in _MEDIA:
        return ""
    lengths = [(name, element.get(name) or "") for name in ("width", "height")]
    style = "".join(f"{name}:{value}px;" for name, value in lengths if _LENGTH.fullmatch(value))
    return f"<x-media{f' style={style}' if style else ''}></x-media>"


def _attributes(element: Any, more: frozenset[str] = frozenset()) -> str:
    written = []
    for key, value in element.attrib.items():
        name = key.lower()
        if _is_harmless(name, value, more):
            text = _without_addresses(value) if name == "style" else value
            written.append(f" {name}={_quoted(text)}" if text else f" {name}")
    return "".join(written)


def _is_harmless(name: str, value: str, more: frozenset[str]) -> bool:
    if name in _ATTRIBUTES or name in more or (name.startswith("aria-") and name not in _UNHEARD):
        return _NAME.fullmatch(name) is not None
    if name == "type":
        return value.lower() in _FIELDS
    if name.startswith("data-"):
        return len(value) <= _MAX_DATA_CHARS and _NAME.fullmatch(name) is not None
    if name == "src":
        return _PICTURE.match(value) is not None
    return name == "href" and bool(more) and _FRAGMENT.fullmatch(value) is not None


def _without_addresses(css: str) -> str:
    """`css` without what it would load; the content security policy forbids what other spellings would."""
    return _ADDRESS.sub(lambda found: found[0] if _is_data(found[1]) else "url(", css)


def _is_data(address: str) -> bool:
    return address.lstrip(" \t\n\r\f\"'")[:5].lower() == "data:"


def _quoted(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{escape(value)}"'
