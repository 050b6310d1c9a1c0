"""Any input to a `Document`; the only module that calls an HTML parser.

lxml (libxml2) parses: it is the fastest parser that gives a tree, and it takes any tag soup. Text is handed to it as
UTF-8, so that what a page declares about itself can no longer mislead it.
"""

import re
import sys
from itertools import islice
from typing import Any

from lxml import etree

from cleaner.document import Block, Container, Document, Kind
from cleaner.encoding import decode
from cleaner.errors import PageError
from cleaner.limits import LIMITS, MAX_NESTING, Limits, counted
from cleaner.nesting import flattened
from cleaner.tags import TAG, UNIT, name_of
from cleaner.walk import Walker
from cleaner.words import count_words, fold

__all__ = ["has_markup", "parse", "parse_text"]

_PLACE = re.compile(r"(?:https?://|\.{0,2}/|[A-Za-z]:\\)\S{1,300}|\S{1,300}\.html?")
_NO_PAGE = "this looks like a path or an address: give the page itself"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = bytes([*range(9), 11, *range(14, 32)])
_MARKUP = re.compile(r"<(?:!doctype|!--|/?(?:html|head|body|div|p|a|br|span|table|article|section|h[1-6]|ul)\b)", re.I)
_ATTRIBUTE = re.compile(r"""[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"'][^\s>]*)?)?""")
_LEFT_ANGLE = re.compile("<")
_LINE_END = re.compile("(?:\r\n|\r(?!\n)|[\n\x0c\x85\u2028\u2029])(?!\\Z)")
"""What ends a line that is not the last."""
_HEAD_NAMES = frozenset(
    ("og:title", "og:url", "canonical", "og:locale", "content-language", "description", "og:description")
)
_URL_NAMES = frozenset(("og:url", "canonical"))
_WHOLE_URL = ("http://", "https://")
_HEAD_TAGS = frozenset("base basefont bgsound link meta noframes noscript object script style template title".split())
"""What ends no head."""
_BULLET = re.compile(r"^\s*(?:[-*•·▪–]|\d{1,2}[.)])\s+(?=\S)")
_WRAP_CHARS = range(50, 101)


def parse(page: Any, url: str = "", encoding: str = "", limits: Limits = LIMITS) -> Document:
    """The `Document` of `page`: HTML as bytes or str, an lxml element or tree, or a BeautifulSoup object.

    `encoding` is what the transport said of bytes, if anything. A tree is read, never changed. Raises `PageError`
    for what is no page (other types, a PDF's bytes, more bytes than `limits` allow …); an empty page gives a document
    without blocks.
    """
    text, read_warnings = _source_of(page, encoding, limits)
    if len(text) > limits.page_bytes:
        raise PageError(limits.too_large)
    text, cut_warnings = _bounded(text, limits)
    root, is_deep = _tree_of(text)
    root, is_cut = _tree_of(flattened(text)) if is_deep else (root, False)
    warnings = (*read_warnings, *cut_warnings)
    if root is None:
        return Document((), (), (), url=url, warnings=(*warnings, "the page is empty"), limits=limits)
    walker = Walker()
    walker.walk(root)
    if is_cut:
        warnings = (*warnings, "the parser gave the page up: what follows was left out")
    if is_deep or walker.is_flat:
        warnings = (*warnings, f"elements nested deeper than {MAX_NESTING} were read as parts of what is around them")
    if not walker.blocks:
        warnings = (*warnings, "the page holds no text")
    blocks, spans, count = walker.blocks, walker.spans, limits.blocks
    if len(blocks) > count:
        warnings = (*warnings, limits.left_out("blocks", "blocks"))
        blocks, spans = blocks[:count], [(min(first, count), min(end, count)) for first, end in spans]
    head = _head_of(root)
    return Document(
        tuple(blocks),
        tuple(walker.containers),
        tuple(spans),
        language=_language_of(root, head),
        title=head.get("title") or fold(head.get("og:title", "")),
        description=fold(max(head.get("description", ""), head.get("og:description", ""), key=len)),
        url=url or head.get("canonical") or head.get("og:url", ""),
        warnings=warnings,
        tree=root,
        limits=limits,
    )


def parse_text(text: str, language: str = "", url: str = "", limits: Limits = LIMITS) -> Document:
    """The `Document` of a plain text: a block is a line, or a paragraph whose lines were wrapped at a fixed width.

    Raises `PageError` where `text` is no str, or has more characters than `limits` allow.
    """
    if not isinstance(text, str):
        raise PageError(f"cannot read a text from {type(text).__name__}: give str")
    if len(text) > limits.page_bytes:
        raise PageError(limits.too_large)
    text, warnings = _cut(_CONTROL.sub(" ", text), _LINE_END, limits.tags - 1, limits.left_out("tags", "lines"))
    lines = [fold(line) for line in text.splitlines()]
    root = Container(0, None, "text")
    containers, spans = [root], [(0, 0)]
    blocks: list[Block] = []
    for group in _groups(lines):
        container = Container(len(containers), root, "lines")
        containers.append(container)
        start = len(blocks)
        for line in ["\n".join(group)] if _is_wrapped(group) else group:
            kind: Kind = "item" if _BULLET.match(line) else "paragraph"
            blocks.append(Block(len(blocks), kind, line, container, count_words(line), level=int(kind == "item")))
        spans.append((start, len(blocks)))
        if len(blocks) > limits.blocks:
            warnings = (*warnings, limits.left_out("blocks", "blocks"))
            del blocks[limits.blocks :]
            spans[-1] = (start, len(blocks))
            break
    spans[0] = (0, len(blocks))
    warnings = warnings if blocks else ("the text is empty",)
    return Document(
        tuple(blocks),
        tuple(containers),
        tuple(spans),
        language,
        url=url,
        is_plain=True,
        warnings=warnings,
        limits=limits,
    )


def has_markup(text: str) -> bool:
    """Whether `text` looks like HTML rather than plain text."""
    return _MARKUP.search(text) is not None


def _source_of(page: Any, encoding: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    if isinstance(page, str):
        return page, (_NO_PAGE,) if _PLACE.fullmatch(page) else ()
    if isinstance(page, (bytes, bytearray, memoryview)):
        if len(page) > limits.page_bytes:
            raise PageError(limits.too_large)
        return decode(bytes(page), encoding)
    if callable(getattr(page, "getroot", None)):
        page = page.getroot()
    if etree.iselement(page):
        return etree.tostring(page, method="html", encoding="unicode", with_tail=False), ()
    soup = sys.modules.get("bs4")
    if soup is not None and isinstance(page, soup.Tag):
        return str(page), ()
    raise PageError(f"cannot read a page from {type(page).__name__}: give bytes, str, an lxml tree or a soup")


def _bounded(text: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """`text` with no more tags, and no more attributes in one, than `limits` allow, and what was left out."""
    text, warnings = _cut(text, _LEFT_ANGLE, limits.tags, limits.left_out("tags", "tags"))
    most = limits.tag_attributes
    if not any(len(unit) > 2 * most and _has_more(unit, most) for unit in UNIT.findall(text)):
        return text, warnings
    parts: list[str] = []
    at = 0
    for unit in UNIT.finditer(text):
        tag = unit.group()
        if _has_more(tag, most):
            parts.append(f"{text[at : unit.start()]}<{name_of(tag)}")
            at = unit.start() + TAG.match(tag).end()  # type: ignore[union-attr]
    said = (
        f"{counted(len(parts), 'tags')} with more than {counted(most, 'attributes')} lost them (limit tag_attributes)"
    )
    return "".join([*parts, text[at:]]), (*warnings, said)


def _has_more(unit: str, most: int) -> bool:
    """Whether the tag that `unit` begins with, if it does, has more than `most` attributes."""
    tag = TAG.match(unit)
    if tag is None or tag.end() <= 2 * most:
        return False
    attributes = _ATTRIBUTE.finditer(unit, len(name_of(unit)) + 1, tag.end())
    return next(islice(attributes, most, None), None) is not None


def _cut(text: str, end: re.Pattern[str], most: int, said: str) -> tuple[str, tuple[str, ...]]:
    """`text` before the first match of `end` behind `most` of them, and the warning `said`, if there is one."""
    last = next(islice(end.finditer(text), most, None), None) if len(text) > most else None
    return (text[: last.start()], (said,)) if last else (text, ())


def _tree_of(text: str) -> tuple[Any, bool]:
    """The root, if there is any, and whether the parser gave up before the end."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROL_BYTES)
    if not data or data.isspace():
        return None, False
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    if root is not None:
        root.extend(list(root.itersiblings()))  # what stands behind </html>
        _leave_head(root)
    return root, len(parser.error_log.filter_from_fatals()) > 0


def _leave_head(root: Any) -> None:
    """Let the body begin where it does in a browser: libxml2 takes `<main>` for a part of the head."""
    head = root.find("head")
    children = list(head) if head is not None else []
    stray = next((at for at, child in enumerate(children) if child.tag not in _HEAD_TAGS), len(children))
    if stray == len(children):
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    last = children[-1]
    last.tail = (last.tail or "") + (body.text or "") or None
    body.text = None
    for place, child in enumerate(children[stray:]):
        body.insert(place, child)


def _head_of(root: Any) -> dict[str, str]:
    """What the page says of itself in `<title>`, `<meta>` and `<link>`, by name; the first of each counts."""
    found: dict[str, str] = {}
    for element in root.iter("title", "meta", "link"):
        if element.tag == "title":
            if not any(above.tag == "svg" for above in element.iterancestors()):
                found.setdefault("title", fold("".join(element.itertext())))
            continue
        name = element.get("property") or element.get("rel") or element.get("http-equiv") or element.get("name") or ""
        value = element.get("content") or element.get("href") or ""
        if name.lower() in _HEAD_NAMES and (value.startswith(_WHOLE_URL) or name.lower() not in _URL_NAMES):
            found.setdefault(name.lower(), value)
    return found


def _language_of(root: Any, head: dict[str, str]) -> str:
    declared = root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if not declared:
        body = root.find("body")
        declared = body.get("lang") if body is not None else ""
    declared = declared or head.get("og:locale") or head.get("content-language") or ""
    return re.split(r"[-_,;\s]", declared.strip())[0].lower()


def _groups(lines: list[str]) -> list[list[str]]:
    """The runs of lines with no blank line between; single lines, where the text has no blank line at all."""
    if "" not in lines[1:-1]:
        return [[line] for line in lines if line]
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(group: list[str]) -> bool:
    """Whether lines end where a width was full rather than where a sentence was."""
    if len(group) < 3 or any(_BULLET.match(line) for line in group):
        return False
    body = group[:-1]
    return all(len(line) in _WRAP_CHARS for line in body) and sum(line[-1] in ".!?:" for line in body) * 2 < len(body)
