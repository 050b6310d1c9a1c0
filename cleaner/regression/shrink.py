"""The smallest page on which a drop still happens, to report a fault without sharing the page.

Delta debugging (Zeller & Hildebrandt 2002) on the page's tree, level by level from the top (HDD, Misherghi & Su 2006):
parts of the page are taken away in ever smaller groups, and whatever is not needed for the drop stays away: elements
with all in them, then elements around others, attributes, texts. With filler, all texts that are not needed as they
are become nonsense of the same shape: each letter another one of its script that is on the page.
"""

import random
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from lxml import etree

from cleaner import DEFAULT
from cleaner.article import Article
from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.errors import CaseError, CleanerError
from cleaner.pipeline import Pipeline
from cleaner.regression.case import Case
from cleaner.regression.compare import compare, sides_of
from cleaner.regression.golden import Golden, first_words, stable
from cleaner.words import fold, squash

__all__ = ["MAX_SECONDS", "Shrunk", "Target", "reduced", "shrink"]

MAX_SECONDS: Final = 120.0
"""After so long the smallest page found so far is given."""
_TARGET: Final = "data-cleaner-target"
"""What marks the element of the block in question."""
_ROUNDS: Final = 3
_SPACE: Final = re.compile(r"\s+")
_TEXTS: Final = ("text", "tail")
_NAMES: Final = frozenset(("class", "id", "role", "rel", "itemprop", "itemtype", "property", "lang", "type"))
"""Attributes that hold names, not texts."""

T = TypeVar("T")
Nodes = Sequence[Any]
"""All elements of a tree, in its order."""
Slot = tuple[int, str]
"""The number of an element, and `text`, `tail` or an attribute's name."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What is left of a page."""

    page: str
    drop: Drop
    """The drop that still happens on it."""
    before: int
    """How many characters the page had."""
    runs: int
    """How often a page was cleaned."""
    url: str
    """The address that the page must be cleaned with; empty where the drop does not hang on it."""
    is_done: bool
    """Whether nothing more can go; else the time was up."""
    texts: tuple[str, ...]
    """With filler, the words that had to stay as they are."""


@dataclass(frozen=True, slots=True)
class Target:
    """A drop on a page."""

    case: Case
    pipeline: Pipeline
    article: Article
    drop: Drop

    @classmethod
    def find(cls, case: Case, default: Pipeline = DEFAULT, text: str = "", name: str = "") -> "Target":
        """The first drop whose block holds `text`, and whose filter is `name`, where these are given.

        Else that of the first block of `kept.txt` that is dropped now. Raises `CaseError` where there is none.
        """
        article = case.clean(default)
        return cls(case, case.pipeline(default), article, _chosen(case, article, text, name))


def shrink(target: Target, is_filled: bool = False, seconds: float = MAX_SECONDS) -> Shrunk:
    """The smallest page on which the drop still happens, by the same filter on the same evidence.

    With filler, if so wanted. After `seconds`, and as many again for filler, the smallest page found so far is given.
    Raises `CaseError` where the drop does not happen on the page as it is written anew.
    """
    document, folder = target.article.document, target.case.folder
    if document.source != "page":
        raise CaseError(f"{folder}: the body stands in the page's data ({document.source}), not in its tree")
    root = (_lines_of if document.is_plain else _tree_of)(document, target.drop.block)
    search = _Search(root, target, time.monotonic() + seconds)
    before = len(search.page())
    if not search.holds(root) and not search.holds_with(root, document.url):
        raise CaseError(f"{folder}: {target.drop.filter} spares the block when the page is written anew")
    search.shrink()
    is_done = not search.is_late
    needed = search.fill(time.monotonic() + seconds) if is_filled else ()
    return Shrunk(search.page(), search.found, before, search.runs, search.url, is_done and not search.is_late, needed)


def reduced(items: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """As few of `items` as possible for which `holds` is true, given that it is true for all of them."""
    left = list(items)
    size = len(left)
    while size:
        at = 0
        while at < len(left):
            rest = left[:at] + left[at + size :]
            if holds(rest):
                left = rest
            else:
                at += size
        size //= 2
    return left


class _Search:
    """Looks for a smaller page, from one on which the drop happens to the next."""

    def __init__(self, root: Any, target: Target, until: float) -> None:
        self._root = root
        self._filler = _Filler(root)
        self._is_plain = target.article.document.is_plain
        self._language = target.case.meta.language
        self._pipeline = target.pipeline
        self._until = until
        self.found = target.drop
        self.url = ""
        self.runs = 0

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self._until

    def page(self) -> str:
        """The page as it is now, without the mark."""
        root = deepcopy(self._root)
        for node in root.iter():
            node.attrib.pop(_TARGET, None)
        return self._written(root)

    def holds_with(self, root: Any, url: str) -> bool:
        """Whether the drop happens on the page at this address, which is then used."""
        self.url = url
        return bool(url) and self.holds(root)

    def holds(self, root: Any) -> bool:
        """Whether the drop happens on the page."""
        self.runs += 1
        page = self._written(root)
        try:
            if self._is_plain:
                article = self._pipeline.clean_text(page, self._language, self.url)
            else:
                article = self._pipeline.clean(page, self.url)
        except CleanerError:
            return False
        same = [drop for drop in article.drops if self._is_meant(drop, root)]
        self.found = same[0] if same else self.found
        return bool(same)

    def shrink(self) -> None:
        """Take away all that is not needed."""
        for _ in range(_ROUNDS):
            before = self._written(self._root)
            depth = 1
            while items := _at_depth(self._root, depth):
                self._reduce(items, _remove)
                depth += 1
            if not self._is_plain:
                self._reduce(range(1, _count(self._root)), _unwrap)
            self._reduce([slot for slot in _slots_of(self._root) if slot[1] not in _TEXTS], _clear)
            self._reduce([slot for slot in _slots_of(self._root) if slot[1] in _TEXTS], _clear)
            self._reduce([slot for slot in _slots_of(self._root) if slot[1] in _TEXTS], _fold)
            if self._written(self._root) == before:
                break

    def fill(self, until: float) -> tuple[str, ...]:
        """Put filler for all texts that are not needed as they are; the words that are.

        The same text, and then the same word, is replaced everywhere at once: repetition may be what is needed.
        """
        self._until = until
        fill, nodes = self._filler, list(self._root.iter())
        texts: dict[str, list[Slot]] = defaultdict(list)
        for slot in _slots_of(self._root):
            if slot[1] not in _NAMES:
                texts[fold(_value(nodes, slot))].append(slot)
        left = self._reduce(list(texts), lambda nodes, text: fill.put(nodes, texts[text], fill.text))
        slots = [slot for text in left for slot in texts[text]]
        words = list(dict.fromkeys(word for text in left for word in text.split()))
        return tuple(self._reduce(words, lambda nodes, word: fill.put(nodes, slots, fill.of_word(word))))

    def _reduce(self, items: Sequence[T], take: Callable[[Nodes, T], None]) -> list[T]:
        """Let `take` take all `items` but those that the drop needs; those that it needs."""

        def without(kept: Sequence[T]) -> Any:
            copy = deepcopy(self._root)
            nodes, stay = list(copy.iter()), set(kept)
            for item in reversed(items):
                if item not in stay:
                    take(nodes, item)
            return copy

        left = reduced(items, lambda kept: not self.is_late and self.holds(without(kept)))
        if len(left) < len(items):
            self._root = without(left)
        return left

    def _is_meant(self, drop: Drop, root: Any) -> bool:
        if (drop.filter, stable(drop.evidence)) != (self.found.filter, stable(self.found.evidence)):
            return False
        if self._is_plain:
            return any(node.get(_TARGET) and squash(node.text or "") == squash(drop.text) for node in root)
        return drop.block.container.element.get(_TARGET) is not None

    def _written(self, root: Any) -> str:
        if self._is_plain:
            return "".join(f"{line.text or ''}\n" for line in root)
        return str(etree.tostring(root, method="html", encoding="unicode")) + "\n"


class _Filler:
    """Nonsense of the shape of what it stands for: the same for the same text, and for the same page."""

    def __init__(self, root: Any) -> None:
        self._letters: dict[tuple[str, str], list[str]] = defaultdict(list)
        for letter in sorted({*"".join(root.itertext()), *"0123456789"}):
            self._letters[_kind_of(letter)].append(letter)
        self._choose = random.Random(0).choice  # not of the text, which could then be guessed
        self._known: dict[str, str] = {}

    def put(self, nodes: Nodes, slots: Iterable[Slot], change: Callable[[str], str]) -> None:
        """Put what `change` makes of it for each text or attribute."""
        for slot in slots:
            _set(nodes, slot, change(_value(nodes, slot)))

    def text(self, text: str) -> str:
        """Filler for a text; white space stays."""
        key = fold(text)
        if key not in self._known:
            self._known[key] = "".join(self._filled(letter) for letter in key)
        found = self._known[key]
        return text.replace(key, found) if key in text else found

    def of_word(self, word: str) -> Callable[[str], str]:
        """Puts filler for one word, wherever it stands in a text."""
        filler = self.text(word)
        return lambda text: " ".join(filler if each == word else each for each in text.split(" "))

    def _filled(self, letter: str) -> str:
        return self._choose(self._letters.get(_kind_of(letter)) or [letter]) if letter.isalnum() else letter


def _chosen(case: Case, article: Article, text: str, name: str) -> Drop:
    """The drop that is meant."""
    drops = [drop for drop in article.drops if name in ("", drop.filter)]
    if text:
        meant = [drop for drop in drops if squash(text) in squash(drop.text)]
        is_kept = any(squash(text) in squash(block.text) for block in article.blocks)
        wrong = f"{text!r} is in no block that {name or 'a filter'} drops{'; it is kept' if is_kept else ''}"
    elif name:
        meant, wrong = drops, f"{name} drops nothing"
    else:
        changes = compare(Golden.load(case.folder), sides_of(article))
        lost = {change.text for change in changes if change.kind == "lost"}
        meant = [drop for drop in drops if first_words(drop.text) in lost]
        wrong = "no text of kept.txt is lost; say which drop is meant, with --text or --filter"
    if not meant:
        raise CaseError(f"{case.folder}: {wrong}")
    return meant[0]


def _tree_of(document: Document, block: Block) -> Any:
    """A copy of the page's tree, with the block's element marked."""
    copy = deepcopy(document.tree)
    places = zip(copy.iter(), document.tree.iter(), strict=True)
    twin = next(ours for ours, theirs in places if theirs is block.container.element)
    twin.set(_TARGET, "")
    return copy


def _lines_of(document: Document, block: Block) -> Any:
    """A tree with an element for each block of a plain text, and for each blank line between, with `block` marked."""
    root = etree.Element("text")
    before = None
    for each in document.blocks:
        if before is not None and each.container is not before:
            etree.SubElement(root, "line")
        line = etree.SubElement(root, "line")
        line.text = each.text
        if each is block:
            line.set(_TARGET, "1")
        before = each.container
    return root


def _at_depth(root: Any, depth: int) -> list[int]:
    """The numbers of the elements `depth` steps below `root`."""
    depths: dict[Any, int] = {}
    found = []
    for number, node in enumerate(root.iter()):
        parent = node.getparent()
        depths[node] = depths[parent] + 1 if parent is not None else 0
        if depths[node] == depth:
            found.append(number)
    return found


def _count(root: Any) -> int:
    return sum(1 for _ in root.iter())


def _slots_of(root: Any) -> list[Slot]:
    """All texts and attributes with something in them."""
    nodes = list(root.iter())
    slots = ((number, key) for number, node in enumerate(nodes) for key in (*_TEXTS, *node.attrib))
    return [slot for slot in slots if slot[1] != _TARGET and _value(nodes, slot)]


def _value(nodes: Nodes, slot: Slot) -> str:
    node, key = nodes[slot[0]], slot[1]
    return (getattr(node, key) if key in _TEXTS else node.get(key)) or ""


def _set(nodes: Nodes, slot: Slot, value: str) -> None:
    node, key = nodes[slot[0]], slot[1]
    if key in _TEXTS:
        setattr(node, key, value)
    else:
        node.set(key, value)


def _clear(nodes: Nodes, slot: Slot) -> None:
    if slot[1] in _TEXTS:
        _set(nodes, slot, "")
    else:
        nodes[slot[0]].attrib.pop(slot[1], None)


def _fold(nodes: Nodes, slot: Slot) -> None:
    """Put a space for every run of white space."""
    _set(nodes, slot, _SPACE.sub(" ", _value(nodes, slot)))


def _remove(nodes: Nodes, number: int) -> None:
    """Take away an element and all in it, not the text behind it."""
    node = nodes[number]
    _put_before(node, node.tail or "")
    node.getparent().remove(node)


def _unwrap(nodes: Nodes, number: int) -> None:
    """Take away an element, not what is in it."""
    node = nodes[number]
    parent, at = node.getparent(), node.getparent().index(node)
    _put_before(node, node.text or "")
    if len(node):
        node[-1].tail = (node[-1].tail or "") + (node.tail or "")
    else:
        _put_before(node, node.tail or "")
    parent[at : at + 1] = list(node)


def _put_before(node: Any, text: str) -> None:
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _kind_of(letter: str) -> tuple[str, str]:
    """Letters of one kind may stand for each other: of one script, capitals for capitals."""
    return unicodedata.category(letter), unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
