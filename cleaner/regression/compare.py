"""What has changed between two cleanings of a page, block by block, with the filter that takes or spares it.

Blocks are told apart by their text, the same text by how often it is there: numbers and paths move whenever the page
or the parser does.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, Literal

from cleaner.article import Article
from cleaner.regression.case import DROPPED, KEPT
from cleaner.regression.golden import Golden, Line, first_words, stable
from cleaner.words import fold, shortened

__all__ = ["Change", "Side", "compare", "describe", "differing", "golden_of", "sides_of", "summary"]

Kind = Literal["lost", "leaked", "moved", "gone", "new"]
KINDS: Final[tuple[Kind, ...]] = ("lost", "leaked", "moved", "gone", "new")
"""The worst first."""

_MAX_LINES: Final = 20
_MAX_DIFFERING: Final = 3
_WHY_CHARS: Final = 60


@dataclass(frozen=True, slots=True)
class Side:
    """A block and which side it is on."""

    text: str
    filter: str = ""
    """The filter that dropped it; empty where it is kept."""
    evidence: str = ""
    words: int = 0

    @property
    def line(self) -> Line:
        """Its line in `dropped.txt`, where it is dropped."""
        return Line(self.filter, stable(self.evidence), first_words(self.text))


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a block."""

    kind: Kind
    """`lost`: it was kept and is dropped now; `leaked`: it was dropped and is kept now; `moved`: dropped as before, by
    another filter or on other evidence; `gone`: there is no such block any more; `new`: there was none before."""
    text: str
    """Its first words."""
    old: Line | None = None
    """How it was dropped before, if it was."""
    new: Side | None = None
    """What has become of it."""

    @property
    def file(self) -> str:
        """The golden file that it should be in now."""
        return DROPPED if self.new and self.new.filter else KEPT

    @property
    def filters(self) -> frozenset[str]:
        """The filters that took it or take it now."""
        return frozenset(side.filter for side in (self.old, self.new) if side and side.filter)

    @property
    def why(self) -> str:
        """What happened, in a few words."""
        old, new = self.old, self.new.line if self.new and self.new.filter else None
        if self.kind == "gone":
            return f"was dropped by {old.filter} ({old.evidence})" if old else "was kept"
        if new is None:
            return f"{old.filter} spares it (was {old.evidence})" if old else "is kept"
        if old is None:
            return f"{new.filter} takes it ({new.evidence})"
        return (
            f"{old.filter} -> {new.filter} ({new.evidence})"
            if old.filter != new.filter
            else f"{new.filter} ({old.evidence} -> {new.evidence})"
        )

    def to_dict(self) -> dict[str, Any]:
        """All of it, ready for JSON; `old` and `new` are None where the block was, or is, kept or not there."""
        sides = {"old": self.old, "new": self.new.line if self.new and self.new.filter else None}
        return {
            "kind": self.kind,
            "text": self.text,
            **{
                name: {"filter": side.filter, "evidence": side.evidence} if side else None
                for name, side in sides.items()
            },
        }


def sides_of(article: Article) -> list[Side]:
    """Every block of `article` and its side, in page order."""
    drops = {drop.block.index: drop for drop in article.drops}
    found = []
    for block in article.document.blocks:
        drop = drops.get(block.index)
        found.append(
            Side(block.text, drop.filter, drop.evidence, block.words) if drop else Side(block.text, words=block.words)
        )
    return found


def golden_of(sides: Iterable[Side]) -> Golden:
    """What to compare later sides with; the kept text stands in lines, without the blank ones."""
    kept, dropped = [], []
    for side in sides:
        if side.filter:
            dropped.append(side.line)
        else:
            kept.append(side.text)
    return Golden("\n".join(kept), tuple(dropped))


def compare(golden: Golden, sides: Sequence[Side]) -> list[Change]:
    """The changes from `golden` to `sides`, in page order, what is gone last.

    A text that is in both golden files counts as kept: it is what somebody wrote into `kept.txt` by hand.
    """
    kept = Counter(filter(None, map(fold, golden.kept.splitlines())))
    waiting = {at: side for at, side in enumerate(sides) if side.filter or not _take(kept, side.text)}
    dropped = Counter(golden.dropped)
    lost = {at for at, side in waiting.items() if side.filter and _take(kept, side.text)}
    same = set()
    for at, side in waiting.items():
        if side.filter and dropped[side.line] > 0:
            dropped[side.line] -= 1
            same.add(at)
    left: dict[str, deque[Line]] = defaultdict(deque)
    for line in dropped.elements():
        left[line.text].append(line)
    changes = [_change(side, at in lost, left) for at, side in waiting.items() if at in lost or at not in same]
    changes += [Change("gone", line.text, line) for lines in left.values() for line in lines]
    changes += [Change("gone", first_words(text)) for text in kept.elements()]
    return changes


def summary(changes: Iterable[Change]) -> str:
    """How many changes of each kind, in one line."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])


def describe(changes: Sequence[Change], limit: int = _MAX_LINES) -> list[str]:
    """`changes` in lines, the worst first; no more than `limit` of them."""
    worst = sorted(changes, key=lambda change: KINDS.index(change.kind))
    lines = [
        f"  {each.kind:<6}  {shortened(each.why, _WHY_CHARS):<{_WHY_CHARS}}  {each.text}" for each in worst[:limit]
    ]
    return lines if len(worst) <= limit else [*lines, f"  … and {len(worst) - limit} more"]


def differing(old: Golden, new: Golden) -> list[str]:
    """Where the golden files begin to differ, if no block has changed sides: in their order, say."""
    name, before, after = "kept.txt", old.kept.splitlines(), new.kept.splitlines()
    if before == after:
        name, before, after = "dropped.txt", old.dropped_text.splitlines(), new.dropped_text.splitlines()
    pairs = enumerate(zip_longest(before, after, fillvalue=""))
    at = next((number for number, (ours, theirs) in pairs if ours != theirs), 0)
    cut = slice(at, at + _MAX_DIFFERING)
    lines = [*(f"- {line}" for line in before[cut]), *(f"+ {line}" for line in after[cut])]
    return [f"  {name}, line {at + 1}:", *(f"  {shortened(line, 2 * _WHY_CHARS)}" for line in lines)]


def _change(side: Side, is_lost: bool, left: dict[str, deque[Line]]) -> Change:
    """What happened to the block of `side`; `left` are the lines of `dropped.txt` that no block has taken yet."""
    text = first_words(side.text)
    if is_lost:
        return Change("lost", text, None, side)
    if left.get(text):
        return Change("moved" if side.filter else "leaked", text, left[text].popleft(), side)
    return Change("new", text, None, side)


def _take(kept: Counter[str], text: str) -> bool:
    """Take the lines of `text` off what was kept, if they are all there."""
    lines = Counter(filter(None, map(fold, text.splitlines())))
    if any(kept[line] < count for line, count in lines.items()):
        return False
    kept.subtract(lines)
    return True
