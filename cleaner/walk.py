"""The one walk over a page's tree that turns it into containers and blocks.

Iterative (a page may nest deeper than Python's stack) and linear in the page's size. What a tag does to the text, and
what a class says of it, are table look-ups; nothing here knows what boilerplate is.
"""

from itertools import islice
from typing import Any, Final

from lxml import etree

from cleaner.document import Block, Container, Kind, new_block, new_container
from cleaner.limits import MAX_NESTING
from cleaner.memo import remembered
from cleaner.words import count_words, fold, has_no_spaces, name_tokens

__all__ = ["SKIPPED", "Line", "Walker", "is_shown_anyway"]

SKIPPED: Final = frozenset(
    "annotation annotation-xml area audio base canvas datalist frame head iframe img input link map meta meter"
    " noframes object param progress rp script style svg title video".split()
)
"""What holds no text. `embed`, `source` and `track` hold none either, but libxml2 puts all that follows into them."""
_PARTING: Final = frozenset(
    "address article aside blockquote body caption center details dialog dir div dd dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html layer legend li listing main menu nav"
    " noscript ol optgroup p plaintext pre search section slot summary table tbody td template tfoot th thead tr ul"
    " xmp fb:comments".split()
)
_CONTROLS: Final = frozenset(("button", "label", "legend", "optgroup", "select", "textarea"))
_LISTS: Final = frozenset(("ol", "ul", "dl", "menu", "dir"))
_OWN_KIND: Final[dict[str, Any]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    **dict.fromkeys(("body", "html", "table"), "paragraph"),
    **dict.fromkeys(_CONTROLS, "control"),
    "blockquote": "quote",
}
_NO_LABEL: Final = frozenset(("article", "main", "p", "section"))
"""What no label of a control is made of."""
_UNSEEN_NAMES: Final = frozenset(
    "assistive-text element-invisible hidden-accessible hide-visually hide-accessible screen-reader-text"
    " screen-reader-only screenreader screenreader-only sr-only u-visually-hidden ui-helper-hidden-accessible"
    " visually-hidden visuallyhidden a11y-hidden show-for-sr offscreen".split()
)
_ASIDE_NAMES: Final = frozenset("edit-section headerlink mw-editsection".split())
"""Links in a heading to itself or to its editor, which are no part of it."""
_ROW_BLOCKS = 64
_ROW_CELL_WORDS = 60
_LINE_CHARS = 100
_LABEL_PIECES = 16
"""So few pieces before a link its label is looked for: many empty links may stand there."""
_BREAK = None
_CLOSING: Final = ".,;:!?…)]}»”’\"'"
"""What follows a word without a space."""
_ClassNames = tuple[tuple[str, ...], bool, bool]
"""What an element's classes say: their tokens, and whether these are of asides, and of what is not shown."""
Line = tuple[str, int, tuple[str, ...]]
"""A line's text, how many of its characters are in links, and where these go."""


class Walker:
    """Walks one tree; afterwards `blocks`, `containers` and `spans` hold what a `Document` needs."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self.spans: list[tuple[int, int]] = []
        self.is_flat = False
        """Whether elements were too deep for containers of their own."""
        self._open: list[Container] = []
        self._set_aside: list[list[Any]] = []
        self._pieces: list[Any] = []
        self._links = 0
        self._broke = False
        self._parted = False  # whether something was set aside just before
        self._label_end = 0  # how many pieces there were at the end of the last link
        self._last_href: str | None = None  # of the last link that ended
        self._href = ""  # of the link that is open and has no text yet

    def walk(self, root: Any) -> None:
        """Read the whole tree below `root`."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            act = _ACTS[tag]
            if event == "start":
                if act == "skip":
                    self._skip(element, tag)
                    walker.skip_subtree()
                else:
                    self._start(element, tag, act)
                    if element.text:
                        self._text(element.text, element, False)
            else:
                if act != "skip":
                    self._end(element, act)
                if element.tail and element is not root:
                    self._text(element.tail, element, True)

    def _start(self, element: Any, tag: str, act: str) -> None:
        items = element.items()
        attributes = dict(items) if items else _NO_ATTRIBUTES
        names = _class_names(attributes["class"]) if "class" in attributes else _NO_NAMES
        if act == "part" or not self._open:
            self._flush()
            self._enter(element, tag, attributes, names)
        elif act == "break":
            self._break()
        elif (items or act == "control") and self._is_aside(act, attributes, names):
            self._pieces += (" ",) if act == "control" else ()
            self._set_aside.append(self._pieces)
            self._pieces = [("",)] if self._links else []
            self._label_end = 0
            self._enter(element, tag, attributes, names)
        elif act == "link":
            self._start_link(element, attributes.get("href"))
        elif act == "space":
            self._pieces.append(" ")

    def _start_link(self, link: Any, href: str | None) -> None:
        if self._label_end == len(self._pieces) > 0 and self._are_labels(link):
            self._pieces.append(" ")
        if href is not None:
            self._links += 1
            self._pieces.append((href,))
            self._href = href

    def _are_labels(self, link: Any) -> bool:
        """Whether the link that begins and the one that just ended are two labels, which no space parts.

        Not where the second may be the other half of a word: it begins with a small letter, and leads nowhere else.
        Scripts without spaces need none.
        """
        last = islice(reversed(self._pieces), _LABEL_PIECES)
        before = next((piece for piece in last if isinstance(piece, str)), "").rstrip()[-1:]
        begins = "".join(islice(link.itertext(), 2)).lstrip()[:1]
        if not before or not begins or self._open[-1].kind == "code" or has_no_spaces(before + begins):
            return False
        return not begins.islower() or link.get("href", self._last_href) != self._last_href

    def _end(self, element: Any, act: str) -> None:
        if self._open[-1].element is element:
            self._flush()
            container = self._open.pop()
            first = self.spans[container.index][0]
            self.spans[container.index] = (first, len(self.blocks))
            if container.tag == "tr":
                self._join_row(container, first)
            elif act != "part" and self._set_aside:
                self._pieces = self._set_aside.pop()
                self._parted = True
                self._label_end = 0
        elif act == "part":  # too deep for a container
            self._flush()
        elif act == "link":
            self._last_href = element.get("href")
            if self._last_href is not None:
                self._links -= 1
                self._pieces.append(())
            self._label_end = len(self._pieces)

    def _is_aside(self, act: str, attributes: dict[str, str], names: _ClassNames) -> bool:
        """Whether an inline element is no part of the sentence around it: a button, something not shown."""
        if len(self._open) >= MAX_NESTING:
            return False
        _, is_aside, is_unseen = names
        if is_aside or act == "control":
            return is_aside or (self._open[-1].kind != "heading" and self._open[-1].tag != "summary")
        return bool(_hint_of(attributes, is_unseen)) and attributes.get("aria-hidden") != "true"

    def _enter(self, element: Any, tag: str, attributes: dict[str, str], names: _ClassNames) -> None:
        if len(self._open) >= MAX_NESTING:
            self.is_flat = True
            return
        parent = self._open[-1] if self._open else None
        own_kind = _OWN_KIND.get(tag)
        tokens, _, is_unseen = names
        if "id" in attributes and own_kind != "heading":  # a heading's id is its text
            tokens = name_tokens(attributes["id"]) + tokens
        hint = _OWN_HINT.get(tag, "")
        if not hint or is_shown_anyway(element, tag):
            hint = _hint_of(attributes, is_unseen)
        level = parent.level if parent else 0
        container = new_container(
            len(self.containers),
            parent,
            tag,
            tokens,
            attributes["role"].lower() if "role" in attributes else "",
            hint or (parent.hint if parent else ""),
            level + 1 if tag in _LISTS else level,
            own_kind or self._inherited_kind(tag),
            element,
        )
        self.containers.append(container)
        self.spans.append((len(self.blocks), len(self.blocks)))
        self._open.append(container)

    def _inherited_kind(self, tag: str) -> Any:
        kind = self._open[-1].kind if self._open else "paragraph"
        # A button that is never closed swallows the article behind it.
        return "paragraph" if kind == "control" and tag in _NO_LABEL else kind

    def _skip(self, element: Any, tag: str) -> None:
        """Pass over an element without text; for walkers that trace."""

    def _text(self, text: str, element: Any, is_tail: bool) -> None:  # noqa: ARG002 -- for walkers that trace
        if text.isspace():
            if self._pieces or self._open[-1].kind == "code":
                self._pieces.append(text)
            return
        if self._parted and self._wants_space(text):
            self._pieces.append(" ")
        self._pieces.append(text)
        self._broke = self._parted = False

    def _wants_space(self, text: str) -> bool:
        """Whether `text`, behind what was set aside, is no part of the word or the code before it."""
        if text[0] in _CLOSING or self._open[-1].kind == "code":
            return False
        last = self._pieces[-1] if self._pieces else ""
        is_in_word = isinstance(last, str) and last[-1:].isalnum()
        return not (is_in_word and text[0].isalnum())

    def _break(self) -> None:
        """One `<br>` is a line break, two with nothing between are the end of a paragraph."""
        if self._broke and self._open[-1].kind != "code":
            self._flush()
        else:
            self._pieces.append(_BREAK)
        self._broke = True

    def _flush(self) -> None:
        """Make a block of the text gathered so far; several, where line breaks part whole paragraphs."""
        pieces, self._broke, self._parted = self._pieces, False, False
        if not pieces:
            return
        if self._links and any(isinstance(piece, str) and not piece.isspace() for piece in pieces):
            self._href = ""
        self._pieces = [(self._href,)] if self._links else []
        self._label_end = 0
        if self._open[-1].kind == "code":
            lines = _lines_of(pieces)
            self._add([_read_code(line) for line in lines], lines)
        elif _BREAK in pieces:
            self._add_lines([(_read(line), line) for line in _lines_of(pieces)])
        else:
            line = _read(pieces)
            if line[0]:
                self._add([line], [pieces])

    def _add_lines(self, read: list[tuple[Line, list[Any]]]) -> None:
        """Add a block of some lines, with the pieces that each was read from; a block of each, if one is long."""
        read = [each for each in read if each[0][0]]
        if len(read) > 1 and max(len(each[0][0]) for each in read) > _LINE_CHARS:
            for each in read:
                self._add([each[0]], [each[1]])
        elif read:
            self._add([each[0] for each in read], [each[1] for each in read])

    def _add(self, read: list[Line], lines: list[list[Any]]) -> None:  # noqa: ARG002 -- for walkers that trace
        """Add the block that `lines`, read as `read`, make together."""
        if len(read) == 1:
            text, link_chars, hrefs = read[0]
        else:
            text = "\n".join([line[0] for line in read])
            link_chars = sum([line[1] for line in read])
            hrefs = tuple([href for line in read for href in line[2]])
        container = self._open[-1]
        kind = container.kind
        level = container.level if kind == "item" else 0
        if kind == "heading":
            level = next((int(c.tag[1]) for c in container.ancestry() if _OWN_KIND.get(c.tag) == "heading"), 0)
        elif kind == "code":
            text = text.strip("\n")
            if not text or text.isspace():
                return
        block_kind: Kind = "paragraph" if kind == "cell" else kind
        words = count_words(text)
        self.blocks.append(new_block(len(self.blocks), block_kind, text, container, words, link_chars, hrefs, level))

    def _join_row(self, row: Container, first: int) -> None:
        """Make one block of a table row whose cells are short and hold one text each."""
        blocks = self.blocks[first : first + _ROW_BLOCKS + 1]
        if not 1 < len(blocks) <= _ROW_BLOCKS or not all(_is_short_cell(block) for block in blocks):
            return
        cells = [_cell_of(block) for block in blocks]
        if len(set(cells)) < len(cells):
            return
        del self.blocks[first:]
        text = "\t".join(fold(block.text) for block in blocks)
        links, hrefs = sum(block.link_chars for block in blocks), tuple(h for block in blocks for h in block.hrefs)
        self.blocks.append(Block(first, "row", text, row, sum(block.words for block in blocks), links, hrefs))
        for container in self.containers[row.index + 1 :]:
            start, end = self.spans[container.index]
            self.spans[container.index] = (first, first + (end > start))
        self.spans[row.index] = (first, first + 1)


class _Acts(dict[str, str]):
    """What to do where an element begins and ends, by its name; a name with a hyphen is that of a box."""

    def __missing__(self, tag: str) -> str:
        return "part" if "-" in tag else ""


_ACTS: Final = _Acts(
    {
        **dict.fromkeys(_CONTROLS, "control"),
        **dict.fromkeys(_PARTING, "part"),
        **dict.fromkeys(SKIPPED, "skip"),
        "a": "link",
        "br": "break",
        "option": "space",
    }
)


_CLASS: Final = frozenset(("class",))
_NO_NAMES: Final[_ClassNames] = ((), False, False)
_NO_ATTRIBUTES: Final[dict[str, str]] = {}


@remembered
def _class_names(classes: str) -> _ClassNames:
    tokens = name_tokens(classes)
    return tokens, not _ASIDE_NAMES.isdisjoint(tokens), not _UNSEEN_NAMES.isdisjoint(tokens)


def _hint_of(attributes: dict[str, str], is_unseen: bool) -> str:
    """Why a browser would not show an element with these attributes, if so; `is_unseen` by its classes."""
    if attributes.keys() <= _CLASS:
        return "sr-only" if is_unseen else ""
    if attributes.get("hidden", "until-found") != "until-found":
        return "hidden"
    if "style" in attributes and _is_undisplayed(attributes["style"].lower()):
        return "display:none"
    if is_unseen:
        return "sr-only"
    return "aria-hidden" if attributes.get("aria-hidden") == "true" else ""


def _is_undisplayed(style: str) -> bool:
    if "none" not in style and "hidden" not in style:
        return False
    style = style.replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style


_OWN_HINT: Final = {"template": "template", "noscript": "noscript", "dialog": "dialog"}


def is_shown_anyway(element: Any, tag: str) -> bool:
    """Whether a browser shows what is in a `template` or `dialog`: a shadow tree, an open dialog."""
    if tag == "template":
        return element.get("shadowrootmode") is not None or element.get("shadowroot") is not None
    return tag == "dialog" and element.get("open") is not None


def _lines_of(pieces: list[Any]) -> list[list[Any]]:
    """The pieces of each line; a link that goes on behind a line's end begins there again."""
    lines: list[list[Any]] = []
    line: list[Any] = []
    for piece in pieces:
        if piece is _BREAK:
            lines.append(line)
            line = [("",)] if _is_in_link(line) else []
        else:
            line.append(piece)
    lines.append(line)
    return lines


def _is_in_link(pieces: list[Any]) -> bool:
    marks = [piece for piece in pieces if type(piece) is tuple]
    return bool(marks) and len(marks[-1]) == 1


def _read(pieces: list[Any]) -> Line:
    """The line that `pieces` of one line are; white space between two links counts as theirs."""
    texts = [piece for piece in pieces if type(piece) is not tuple]
    if len(texts) == len(pieces):
        return fold("".join(texts)), 0, ()
    hrefs: list[str] = []
    linked: list[str] = []
    in_link = False
    for piece in pieces:
        if type(piece) is not tuple:
            if in_link or (linked and piece.isspace()):
                linked.append(piece)
        elif piece:
            in_link = True
            if piece[0]:
                hrefs.append(piece[0])
        else:
            in_link = False
    text = fold("".join(texts))
    link_chars = len(text) if len(linked) == len(texts) else len(fold("".join(linked)))
    return text, link_chars, tuple(hrefs)


def _read_code(pieces: list[Any]) -> Line:
    text = "".join([piece for piece in pieces if isinstance(piece, str)]).replace("\r\n", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")), 0, ()


def _is_short_cell(block: Block) -> bool:
    return block.container.kind == "cell" and block.words <= _ROW_CELL_WORDS


def _cell_of(block: Block) -> int:
    return next(container.index for container in block.container.ancestry() if container.tag in ("td", "th"))
