"""The `body` filter: drops what lies outside the article's body and has no name of its own.

It is learned, in two passes. A small network scores each block from its text, its place, its containers and their
markers (`features`); a second one scores it again with the first scores of its neighbours, its containers and the
blocks built like it. What remains after the scores is decided a page at a time: kept is the set of blocks with the
highest expected F1, so that a page on which everything is doubtful keeps more of it than one with a sure body. The
features include what container scoring finds (`containers`), so it is never worse informed than those rules.

Two things are rules, since the corpora disagree on them: the page's title, byline, date and captions go (`lines`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from cleaner.document import Document, Kind
from cleaner.drop import Drop

if TYPE_CHECKING:
    from cleaner.body.features import Array

__all__ = ["Body", "threshold"]

_HELD: Final = ("heading", "row")


@dataclass(frozen=True)
class Body:
    """What lies outside the article's body; title, byline and captions."""

    name: ClassVar[str] = "body"
    after: ClassVar[tuple[str, ...]] = ()

    min_threshold: float = 0.3
    """A block with a lower score, 0–1, is not body, unless no block of the page has a higher one."""
    max_threshold: float = 0.4
    """A block with a score as high always is."""
    min_held: float = 0.1
    """A heading or a table's row between two blocks of the body needs no higher score."""

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks that score too low, each with its score and the feature that spoke most against it; title lines.

        Nothing in a plain text, which has no containers.
        """
        if document.is_plain or not document.kept:
            return
        from cleaner.body.features import Page
        from cleaner.body.lines import line_drops
        from cleaner.body.model import load_model

        page = Page(document)
        model = load_model()
        rows = model.rows(page)
        scores = model.scores(page, rows)
        kept = self.choose(scores, page.words, [block.kind for block in document.kept])
        body = [block for block, is_kept in zip(document.kept, kept, strict=True) if is_kept]
        yield from line_drops(document, body)
        low = [at for at, is_kept in enumerate(kept) if not is_kept]
        for at, reason in zip(low, model.reasons(rows[low]), strict=True):
            yield Drop(document.kept[at], "context", f"body score {scores[at]:.2f}, {reason}")

    def choose(self, scores: "Array", words: "Array", kinds: Sequence[Kind]) -> list[bool]:
        """Which blocks are body, given each one's score (0–1), size and kind."""
        least = threshold(scores, words)
        if scores.max() >= self.min_threshold:
            least = min(max(least, self.min_threshold), self.max_threshold)
        kept: list[bool] = (scores >= least).tolist()
        for at in range(1, len(kept) - 1):
            if kinds[at] in _HELD and scores[at] >= self.min_held and kept[at - 1] and kept[at + 1]:
                kept[at] = True
        return kept


def threshold(scores: "Array", words: "Array") -> float:
    """The least score of the blocks that together have the highest expected F1, 0–1.

    `scores` are the blocks' probabilities of body, `words` their sizes. Of all sets of blocks the best one is made of
    those above some threshold (Lewis 1995; Nan et al. 2012), so that one sort finds it.
    """
    order = (-scores).argsort(kind="stable")
    likely = (scores * words)[order]
    expected = 2 * likely.cumsum() / (words[order].cumsum() + likely.sum() + 1e-9)
    return float(scores[order][int(expected.argmax())])
