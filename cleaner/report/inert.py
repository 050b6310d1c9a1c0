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
from cleaner.words import fold

__all__ = ["Inert", "make_inert"]

_TAGS: Final = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br button caption center cite code col colgroup"
    " dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header"
    " hgroup hr i img input ins kbd label legend li main mark menu meter nav nobr ol optgroup option output p picture"
    " pre progress q s samp search section select small span strike strong style sub summary sup svg table tbody td"
    " textarea tfoot th thead time tr tt u ul var wbr".split()
)
_SHAPES: Final = frozenset(
    "circle clippath defs ellipse g line lineargradient mask path polygon polyline radialgradient rect stop svg"
    " symbol use".split()
)
"""What is left of a drawing."""
_SPELLED: Final = {
    **dict.fromkeys(("body", "form", "frameset", "html", "marquee"), "div"),  # a form's fields hide its properties
    **dict.fromkeys(("noscript", "template"), "div"),
    **dict.fromkeys(("listing", "plaintext", "xmp"), "pre"),
}
_MEDIA: Final = frozenset("applet audio canvas iframe object video".split())
"""What is shown as an empty box."""
_LEFT_OUT: Final = frozenset(
    "annotation annotation-xml area base basefont bgsound datalist frame link map meta noembed noframes param portal rp"
    " script title".split()
)
_TRANSPARENT: Final = frozenset("embed head source track".split())
"""What is not written, while what is in it is: the parser puts what follows into some that should hold nothing."""
_VOID: Final = frozenset("br col hr img input wbr".split())
_ATTRIBUTES: Final = frozenset(
    "align alt bgcolor border cellpadding cellspacing checked class clear color cols colspan compact dir disabled face"
    " height hidden hspace id label lang max min multiple nowrap open placeholder readonly reversed role rows rowspan"
    " rules selected size span start style title type valign value vspace width wrap".split()
)
_SHAPE_ATTRIBUTES: Final = frozenset(
    "clip-path clip-rule cx cy d fill fill-opacity fill-rule fx fy gradientunits gradienttransform mask offset opacity"
    " points preserveaspectratio r rx ry spreadmethod stop-color stop-opacity stroke stroke-dasharray stroke-linecap"
    " stroke-linejoin stroke-opacity stroke-width transform viewbox x x1 x2 y y1 y2".split()
)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_BARE: Final = re.compile(r"[\w.:-]+", re.ASCII)
_FRAGMENT: Final = re.compile(r"#[\w.:-]+")
_PICTURE: Final = re.compile(r"data:image/(?:avif|gif|jpe?g|png|svg\+xml|webp)[;,]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"url\(\s*(?![\"']?\s*data:)(?:\"[^\"\n]*\"|'[^'\n]*'|[^\"'()\s]*)", re.IGNORECASE)
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
            writer.pieces.update(((piece.owner, piece.is_tail), mark) for line in pieces for piece in line)
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
        self.pieces: dict[tuple[Any, bool], str] = {}
        """What to mark elements' texts and tails with."""
        self._head = head
        self._out: list[str] = []
        self._ends: list[str] = []

    def write(self, root: Any) -> str:
        """The HTML of `root` and all in it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        drawing = None
        for event, element in walker:
            if event == "start":
                tag = _tag_of(element)
                if drawing is None and tag == "svg":
                    drawing = element
                is_shape = drawing is not None
                if (is_shape and tag not in _SHAPES) or tag in _LEFT_OUT or tag in _MEDIA or tag == "style":
                    self._write_leaf(element, "" if is_shape else tag)
                    self._ends.append("")
                    walker.skip_subtree()
                    continue
                self._start(element, tag, is_shape)
            else:
                if element is drawing:
                    drawing = None
                self._out.append(self._ends.pop())
                if element.tail and element is not root:
                    self._text(element.tail, (element, True), drawing is not None)
        return "".join(self._out)

    def _start(self, element: Any, tag: str, is_shape: bool) -> None:
        parent = element.getparent()
        if parent is None:
            self._ends.append("")
            self._out.append(f"<html{_attributes(element)}{self.elements.get(element, '')}><head>{self._head}")
        else:
            name = tag if tag == "body" and parent.getparent() is None else _name_of(tag, is_shape)
            attributes = _attributes(element, _SHAPE_ATTRIBUTES if is_shape else frozenset())
            hidden = " hidden" if tag == "noscript" or (tag == "template" and not _is_root(element)) else ""
            self._out.append(f"<{name}{attributes}{hidden}{self.elements.get(element, '')}>" if name else "")
            self._ends.append("" if name in _VOID or not name else f"</{name}>")
        if element.text:
            self._text(element.text, (element, False), is_shape or tag == "option")

    def _write_leaf(self, element: Any, tag: str) -> None:
        if tag == "style" and (element.get("type") or "text/css").strip().lower() == "text/css":
            css = _without_addresses("".join(element.itertext())).replace("<", "\\3c ")  # nothing in it can end it
            media = element.get("media")
            self._out.append(f"<style{f' media={_quoted(media)}' if media else ''}>{css}</style>")
        elif tag in _MEDIA:
            lengths = [(name, element.get(name) or "") for name in ("width", "height")]
            style = "".join(f"{name}:{value}px;" for name, value in lengths if _LENGTH.fullmatch(value))
            self._out.append(f"<x-media{f' style={style}' if style else ''}></x-media>")

    def _text(self, text: str, place: tuple[Any, bool], is_bare: bool) -> None:
        mark = "" if is_bare else self.pieces.get(place, "")
        written = escape(text, quote=False)
        self._out.append(f"<x-b{mark}>{written}</x-b>" if mark else written)


def _tag_of(element: Any) -> str:
    tag: str = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _name_of(tag: str, is_shape: bool) -> str:
    """What the element is written as; nothing, where its text stands for itself."""
    if is_shape:
        return tag
    if tag in _TRANSPARENT:
        return ""
    name = _SPELLED.get(tag, tag)
    if name in _TAGS or ("-" in name and not name.startswith("x-") and _NAME.fullmatch(name)):
        return name
    return "span"


def _is_root(template: Any) -> bool:
    """Whether a browser shows what is in the template: it is a shadow tree."""
    return template.get("shadowrootmode") is not None or template.get("shadowroot") is not None


def _attributes(element: Any, more: frozenset[str] = frozenset()) -> str:
    written = []
    for key, value in element.attrib.items():
        name = key.lower()
        if _is_harmless(name, value, more):
            text = _without_addresses(value) if name == "style" else value
            written.append(f" {name}={_quoted(text)}" if text else f" {name}")
    return "".join(written)


def _is_harmless(name: str, value: str, more: frozenset[str]) -> bool:
    if name in _ATTRIBUTES or name in more or name.startswith("aria-"):
        return _NAME.fullmatch(name) is not None
    if name.startswith("data-"):
        return len(value) <= _MAX_DATA_CHARS and _NAME.fullmatch(name) is not None
    if name == "src":
        return _PICTURE.match(value) is not None
    return name == "href" and bool(more) and _FRAGMENT.fullmatch(value) is not None


def _without_addresses(css: str) -> str:
    """`css` without what it would load; the content security policy forbids what other spellings would."""
    return _ADDRESS.sub("url(", css)


def _quoted(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{escape(value)}"'
