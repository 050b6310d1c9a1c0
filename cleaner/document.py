"""`Block`, `Container` and `Document`: a page as its text in order, and the only home of neighbourhood queries.

A page's tree is kept as `Container`s, one for each element that parts text (a `div`, not an `a`). A container's
blocks stand side by side, so a container is a range of block numbers, and "everything in the comment section" costs
one slice. Blocks point at their innermost container; containers point at their parents.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from cleaner.frozen import maker
from cleaner.limits import LIMITS, Limits
from cleaner.words import count_words

__all__ = ["Block", "Container", "Document", "Kind", "Source", "new_block", "new_container"]

Kind = Literal["paragraph", "heading", "item", "row", "quote", "code", "caption", "control"]
Source = Literal["page", "hidden", "noscript", "json-ld", "payload"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """An element that parts text from the text around it; compared by identity."""

    index: int
    """Its number in page order, from 0."""
    parent: "Container | None" = field(repr=False)
    tag: str
    """The element's name in lower case; `text` and `lines` in a plain text."""
    names: tuple[str, ...] = ()
    """Its id and classes, each as `cleaner.words.name_tokens` spells it."""
    role: str = ""
    """Its ARIA role."""
    hint: str = ""
    """Why a browser would not show it, if so: `hidden`, `display:none`, `template`, `noscript`, `sr-only`,
    `aria-hidden`, `dialog`; handed down to containers within."""
    level: int = 0
    """How many lists it is in (itself included)."""
    kind: Kind | Literal["cell"] = "paragraph"
    """The kind of the text that stands straight in it."""
    element: Any = field(default=None, repr=False)
    """The lxml element; None in a plain text."""

    def ancestry(self) -> "Iterator[Container]":
        """The container itself, its parent, and so on up to the root."""
        container: Container | None = self
        while container is not None:
            yield container
            container = container.parent

    @property
    def path(self) -> str:
        """The XPath of the element on its page (`/html/body/div[2]`); `/text/lines` in a plain text."""
        if self.element is not None:
            return str(self.element.getroottree().getpath(self.element))
        return "".join(f"/{container.tag}" for container in reversed(list(self.ancestry())))


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The smallest unit that is kept or dropped; compared by identity."""

    index: int
    """Its number in page order, from 0; never changed."""
    kind: Kind
    text: str
    """White space folded; `<br>` is a line break, table cells are parted by tabs, code keeps its white space."""
    container: Container = field(repr=False)
    """The innermost container."""
    words: int
    """How many words it has."""
    link_chars: int = 0
    """How many characters of `text` are in links."""
    hrefs: tuple[str, ...] = ()
    """Where its links go, as written on the page."""
    level: int = 0
    """1–6 for a heading; the depth of nesting, from 1, for a list item; else 0."""

    @property
    def link_share(self) -> float:
        """The share of the text that is in links, 0–1."""
        if not self.link_chars or not self.text:
            return 0.0
        share = self.link_chars / len(self.text)
        return share if share < 1 else 1.0

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text: ten words or more, less than half of it in links."""
        return self.words >= 10 and self.link_share < 0.5 and self.kind not in ("control", "heading")

    @property
    def path(self) -> str:
        """The XPath of its container."""
        return self.container.path


new_container: Final = maker(Container)
new_block: Final = maker(Block)


@dataclass(frozen=True, eq=False)
class Document:
    """The blocks of one page. Nothing changes it; `dropping` gives a new view of the same page."""

    blocks: tuple[Block, ...] = field(repr=False)
    containers: tuple[Container, ...] = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)
    """For each container the number of its first block and of the one behind its last."""
    language: str = ""
    """Primary language subtag, lower case (`de`); empty where the page does not say."""
    title: str = ""
    """What the page's head says its title is."""
    description: str = ""
    """What the page's head says it is about."""
    url: str = ""
    is_plain: bool = False
    """Whether it came from plain text: no markers, no links."""
    warnings: tuple[str, ...] = ()
    """What went wrong while reading, for the reader of the article."""
    tree: Any = field(default=None, repr=False)
    """The root of the parsed page (an lxml element); None for plain text."""
    limits: Limits = field(default=LIMITS, repr=False)
    """How much of the page was read, and how much of its data and metadata is."""
    source: Source = "page"
    """`json-ld` or `payload` where the blocks are from the page's data, not from its text."""
    page: "Document | None" = field(default=None, repr=False)
    """The page itself, if so."""
    gone: frozenset[int] = field(default=frozenset(), repr=False)
    """The numbers of the blocks that are dropped already."""
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def kept(self) -> tuple[Block, ...]:
        """The blocks not dropped so far, in order."""
        if not self.gone:
            return self.blocks
        return tuple([block for block in self.blocks if block.index not in self.gone])

    def dropping(self, blocks: Iterable[Block]) -> "Document":
        """A view of the same page in which `blocks` are gone too."""
        return replace(self, gone=self.gone.union(block.index for block in blocks))

    def within(self, container: Container) -> tuple[Block, ...]:
        """All blocks in `container`, dropped or not, in order."""
        first, end = self.spans[container.index]
        return self.blocks[first:end]

    def is_kept(self, block: Block) -> bool:
        """Whether `block` is not dropped so far."""
        return block.index not in self.gone

    def once(self, function: "Callable[[Document], T]") -> T:
        """`function(self)`, worked out once a page and shared by all its views.

        `function` must be pure and must not look at what is dropped.
        """
        memo: Final = self._memo
        if function not in memo:
            memo[function] = function(self)
        result: T = memo[function]
        return result

    @cached_property
    def prose_words(self) -> int:
        """How many words the prose blocks kept so far have."""
        return sum(block.words for block in self.kept if block.is_prose)

    @classmethod
    def from_blocks(cls, texts: Iterable[tuple[Kind, str]], **fields: Any) -> "Document":
        """A plain document made of `(kind, text)` pairs, for filters' tests."""
        root = Container(0, None, "text")
        blocks = tuple(Block(i, kind, text, root, count_words(text)) for i, (kind, text) in enumerate(texts))
        return cls(blocks, (root,), ((0, len(blocks)),), is_plain=True, **fields)
