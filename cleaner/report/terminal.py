"""Reports in a terminal: what went from a page and why, and what has changed from one run to the next."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from io import StringIO
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.article import Article
from cleaner.drop import Drop
from cleaner.regression.compare import Change
from cleaner.report.totals import KEPT, totals
from cleaner.words import fold, shortened

__all__ = ["by_filter", "explain"]

_MIN_COLUMN: Final = 12
_TEXT_CHARS: Final = 60
_EVIDENCE_CHARS: Final = 100


def explain(article: Article, names: Sequence[str], width: int) -> str:
    """The report on `article` in lines of `width` columns, coloured; `names` are the filters to report on, in order."""
    parts: list[Any] = [_totals(article, names), f"{'confidence':<14}{article.confidence:>16.2f}"]
    if article.source != "page":
        parts.append(f"{'source':<14}{article.source:>16}")
    drops = [drop for drop in article.drops if drop.filter in names]
    if drops:
        parts += ["", _table([_cells(drop) for drop in drops], "filter", "evidence", "first words")]
    vetoes = [veto for veto in article.vetoes if veto.drop.filter in names]
    if vetoes:
        rows = [[*_cells(veto.drop), Text(veto.reason, style="green")] for veto in vetoes]
        heading = Text("\nvetoed: kept by a guard or a rule", style="bold")
        parts += [heading, _table(rows, "filter", "evidence", "first words", "why it stays")]
    return _lines(*parts, width=width)


def by_filter(changes: Sequence[Change]) -> str:
    """How much each filter newly takes and spares, in blocks and words, in lines, coloured."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in changes:
        if each.kind == "moved" and each.old and each.new and each.old.filter != each.new.filter:
            counts[each.old.filter]["moved away"] += 1
            counts[each.new.filter]["moved here"] += 1
        elif each.kind in ("lost", "leaked") and each.new:
            name = each.new.filter or (each.old.filter if each.old else "")
            counts[name][each.kind] += 1
            counts[name][f"{each.kind} words"] += each.new.words
    table = _table([], f"{'filter':<14}")
    heads = ("lost", "lost words", "leaked", "leaked words", "moved here", "moved away")
    for head in heads:
        table.add_column(f"  {head}", justify="right")
    for name in sorted(counts):
        table.add_row(name, *(str(counts[name][head]) for head in heads))
    return _lines(table) if counts else ""


def _lines(*parts: Any, width: int = 140) -> str:
    """What rich makes of `parts`, without spaces at lines' ends."""
    console = Console(file=StringIO(), width=width, force_terminal=True, highlight=False, emoji=False)
    for part in parts:
        console.print(part)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines)


def _totals(article: Article, names: Sequence[str]) -> Table:
    table = _table([], f"{'filter':<14}")
    for head in ("blocks", "words", "share"):
        table.add_column(head, justify="right", min_width=7)
    for each in totals(article, names):
        style = "bold" if each.name == KEPT else None
        table.add_row(each.name, str(each.blocks), str(each.words), f"{each.share:.1%}", style=style)
    return table


def _table(rows: Sequence[Sequence[Text]], *heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for head in heads:
        table.add_column(head, no_wrap=True, overflow="ellipsis", min_width=_MIN_COLUMN)
    for row in rows:
        table.add_row(*row)
    return table


def _cells(drop: Drop) -> list[Text]:
    return [
        Text(drop.filter, style="cyan"),
        Text(shortened(fold(drop.evidence), _EVIDENCE_CHARS)),
        Text(shortened(fold(drop.text), _TEXT_CHARS)),
    ]
