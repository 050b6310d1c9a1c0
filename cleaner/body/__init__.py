"""The `body` filter: drops what lies outside the article's body and has no name of its own.

It is learned. A network scores each block from its text, its place, its containers and their markers, among the
blocks around it (`features`, `network`); which of the scored blocks are kept is chosen a page at a time, by the F1
that each choice is foretold to have (`choice`). The features include what container scoring finds (`containers`), so it
is never worse informed than those rules. Plain texts, which have no containers, have weights of their own.

Two things are rules, since the corpora disagree on them: the page's title, byline, date and captions go (`lines`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

from cleaner.document import Document
from cleaner.drop import Drop, new_drop

if TYPE_CHECKING:
    from cleaner.body.page import Array, Page

__all__ = ["Body", "confidence", "keep_held"]

_HELD: Final = ("heading", "item", "row")
_MAX_HELD: Final = 8
_LINKED: Final = 0.5
_ALIKE: Final = 0.9
"""A candidate is what is kept but for title lines and held headings where their F1 is as high."""
_NO_BODY: Final = 0.1
"""What has a lower score surely is no body."""


@dataclass(frozen=True)
class Body:
    """What lies outside the article's body; title, byline and captions."""

    name: ClassVar[str] = "body"
    after: ClassVar[tuple[str, ...]] = ()

    min_held: float = 0.03
    """A few headings, items or rows between two blocks of the body need no higher score, 0–1."""

    min_dump: float = 0.1
    """A plain text is a dump of a page where this share of its words surely is no body, 0–1."""

    min_plain: float = 0.15
    """In a plain text, which says little of a block's place, no higher score is needed, 0–1 …"""

    min_plain_prose: float = 0.02
    """… and for prose not even that: a paragraph lost is worse than a line left in."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks that are not chosen, each with its score and the feature that spoke most against it; title lines.

        Nothing in a plain text that is no dump of a page: such text was cleaned before, and a paragraph lost now would
        be worse than a line left in.
        """
        if not document.kept:
            return
        import numpy as np

        from cleaner.body.lines import line_drops
        from cleaner.body.model import model_for
        from cleaner.body.page import Page

        model = model_for(document)
        page = Page(document)
        choice = model.choose(page)
        chosen = choice.kept
        if document.is_plain:
            if page.words[choice.scores < _NO_BODY].sum() < self.min_dump * page.words.sum():
                return
            least = np.where([block.is_prose for block in document.kept], self.min_plain_prose, self.min_plain)
            chosen = np.maximum(chosen, choice.scores >= least)
        scores: list[float] = choice.scores.tolist()
        kept = keep_held(page, chosen, scores, self.min_held)
        yield from line_drops(document, [block for block, is_kept in zip(document.kept, kept, strict=True) if is_kept])
        low = [at for at, is_kept in enumerate(kept) if not is_kept]
        for at, reason in zip(low, model.reasons(choice.rows[low]), strict=True):
            yield new_drop(document.kept[at], "context", f"body score {scores[at]:.2f}, {reason}")


def keep_held(page: "Page", kept: "Array", scores: Sequence[float], min_held: float) -> list[bool]:
    """Which blocks of the `page` are `kept`, and with them the short runs between two of them that they hold.

    Such a run has nothing but headings, items and rows, each with a score of `min_held`; or it is a heading, no
    link, right above prose that is kept, whatever its score: a table of contents may have said it before.
    """
    kinds = page.kinds
    found: list[bool] = (kept > 0).tolist()
    sure = [at for at, is_kept in enumerate(found) if is_kept]
    for before, behind in pairwise(sure):
        run = range(before + 1, behind)
        if 0 < len(run) <= _MAX_HELD and all(kinds[at] in _HELD and scores[at] >= min_held for at in run):
            found[before:behind] = [True] * (behind - before)
        elif run and kinds[behind - 1] == "heading" and page.links[behind - 1] < _LINKED and page.prose[behind]:
            found[behind - 1] = True
    return found


def confidence(document: Document, left: Document) -> float:
    """How likely, 0–1, what is kept in `left` is the body of `document`, which the named filters have left.

    It is the confidence in the candidate that is most like what is kept, and less where the two are not alike.
    """
    if not left.kept:
        return 0.0
    from cleaner.body.choice import candidates_of, confidence_of
    from cleaner.body.model import model_for
    from cleaner.body.page import Page

    page = Page(document)
    model = model_for(document)
    choice = model.choose(page)
    candidates = candidates_of(choice.scores)
    kept = page.words * [left.is_kept(block) for block in page.blocks]
    sizes = candidates @ page.words
    alike = 2 * candidates @ kept / (sizes + kept.sum() + 1e-6)
    best = int(alike.argmax())
    share = min(1.0, float(alike[best]) / _ALIKE)
    return confidence_of(share * float(choice.foretold[best]), model.calibration)
