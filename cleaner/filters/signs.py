"""The signs that filters share: marked containers, phrases, and the section that a heading opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from cleaner.document import Block, Container, Document
from cleaner.drop import Drop, new_drop
from cleaner.guards import heads_prose
from cleaner.tables import Hit, hits, marks

__all__ = [
    "SignFilter",
    "box_of",
    "ends_sentence",
    "flow_after",
    "marked",
    "opens_section",
    "phrased",
    "repeated_texts",
]

_WHOLE_PAGE = frozenset(("html", "body"))
_LINK = 0.9
_SENTENCE_ENDS = tuple('.!?…。！？।؟:;"”“»«')


@dataclass(frozen=True)
class SignFilter:
    """A filter that markers and phrases of its own name make: a subclass needs a docstring and a `name`."""

    name: ClassVar[str]
    after: ClassVar[tuple[str, ...]] = ()
    outside: ClassVar[str] = ""
    """A kind of container whose native elements are its own: a comment's `<footer>` holds its author and date, not the
    page's menu."""

    max_share: float = 0.4
    """A marked container with more than this share of the page's text, links apart, is the page itself, not
    boilerplate."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks in containers with a marker, and the short blocks with a phrase, of this filter's tables."""
        yield from marked(document, self.name, self.max_share, self.outside)
        for block, hit in phrased(document, self.name):
            yield Drop(block, "phrase", hit.phrase)


def marked(document: Document, name: str, max_share: float, outside: str = "") -> Iterator[Drop]:
    """All blocks in containers with a marker of the filter `name`, but for containers that are the page itself.

    A block in several of them counts for the outermost. Native elements count `outside` containers of that kind only.
    """
    running = document.once(_running_words)
    inside = {mark.container for mark in marks(document).get(outside, ())}
    most = max(max_share * running[-1], 30)
    covered = 0
    for mark in marks(document).get(name, ()):
        first, end = document.spans[mark.container.index]
        is_own = mark.sign == "semantics" and not inside.isdisjoint(mark.container.ancestry())
        if not is_own and mark.container.tag not in _WHOLE_PAGE and running[end] - running[first] <= most:
            for block in document.blocks[max(first, covered) : end]:
                if document.is_kept(block):
                    yield new_drop(block, mark.sign, mark.detail)
            covered = max(covered, end)


def phrased(document: Document, name: str) -> Iterator[tuple[Block, Hit]]:
    """The kept blocks with a phrase of the filter `name`, each with the first such phrase."""
    for index, found in hits(document).items():
        block = document.blocks[index]
        for hit in found if document.is_kept(block) else ():
            if hit.filter == name and (hit.mode != "beside" or _has_company(document, block, name)):
                yield block, hit
                break


def _has_company(document: Document, block: Block, name: str) -> bool:
    """Whether a word that says little alone is a control or a link, or stands next to a phrase that says more."""
    if block.kind in ("row", "heading") or block.text[0].isdigit():
        return False
    if block.kind == "control" or block.link_share >= _LINK:
        return True
    found = hits(document)
    beside = (*found.get(block.index - 1, ()), *found.get(block.index + 1, ()))
    return any(hit.filter == name and hit.mode != "beside" for hit in beside)


def opens_section(document: Document, block: Block, hit: Hit) -> bool:
    """Whether a section begins with `block`, in which `hit` was found.

    Not with a link that is no heading: "Read more" stands under each of a shop's offers; nor with a heading that heads
    prose of the body, which a guard keeps.
    """
    if hit.mode != "opens" or heads_prose(document, block):
        return False
    return block.kind == "heading" or block.link_share < _LINK or document.is_plain


def box_of(document: Document, block: Block, max_lead: int = 1) -> tuple[Block, ...]:
    """The blocks of the smallest container that goes on behind `block` and begins with it, itself left out.

    Up to `max_lead` blocks may stand before it. Empty where the smallest container that goes on is not opened by
    `block`: then it is a heading between other text.
    """
    container = _goes_on(document, block)
    if container is None or block.index - document.spans[container.index][0] > max_lead:
        return ()
    return flow_after(document, block)


def flow_after(document: Document, block: Block) -> tuple[Block, ...]:
    """The blocks behind `block` in the smallest container that goes on behind it; in a plain text all behind it."""
    container = _goes_on(document, block)
    return document.blocks[block.index + 1 : document.spans[container.index][1]] if container else ()


def _goes_on(document: Document, block: Block) -> Container | None:
    for container in block.container.ancestry():
        if document.spans[container.index][1] > block.index + 1 and container.tag != "lines":
            return container
    return None


def ends_sentence(text: str) -> bool:
    """Whether `text` ends like a sentence rather than a headline or a menu entry."""
    return text.endswith(_SENTENCE_ENDS)


def repeated_texts(document: Document) -> frozenset[str]:
    """The texts of three words or more that stand on the page more than once."""
    return document.once(_repeated)


def _repeated(document: Document) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for block in document.blocks:
        if block.words >= 3:
            (twice if block.text in seen else seen).add(block.text)
    return frozenset(twice)


def _running_words(document: Document) -> list[float]:
    """For each block, and the page's end, how many words stand before it, links and controls apart."""
    weights = (0 if block.kind == "control" else block.words * (1 - block.link_share) for block in document.blocks)
    return list(accumulate(weights, initial=0))
