"""The explain report in a terminal: totals by filter, then every drop with its evidence."""

from collections import Counter
from collections.abc import Sequence

import click

from cleaner.article import Article
from cleaner.drop import Drop, Veto
from cleaner.words import fold

__all__ = ["explain"]

_TEXT_CHARS = 60


def explain(article: Article, names: Sequence[str]) -> str:
    """The report on `article` in lines; `names` are the filters to report on, in order."""
    lines = [*_totals(article, names), ""]
    lines += [_line(drop) for drop in article.drops if drop.filter in names]
    vetoes = [veto for veto in article.vetoes if veto.drop.filter in names]
    if vetoes:
        lines += ["", click.style("vetoed: kept by a guard or a rule", bold=True)]
        lines += [_refused(veto) for veto in vetoes]
    return "\n".join(lines).rstrip("\n")


def _totals(article: Article, names: Sequence[str]) -> list[str]:
    blocks, words = Counter[str](), Counter[str]()
    for drop in article.drops:
        blocks[drop.filter] += 1
        words[drop.filter] += drop.block.words
    rows = [(name, blocks[name], words[name]) for name in names if blocks[name]]
    rows.append(("kept", len(article.blocks), sum(block.words for block in article.blocks)))
    head = click.style(f"{'filter':<14}{'blocks':>8}{'words':>8}", bold=True)
    lines = [head, *(f"{name:<14}{count:>8}{total:>8}" for name, count, total in rows)]
    lines.append(f"{'confidence':<14}{article.confidence:>16.2f}")
    return lines if article.source == "page" else [*lines, f"{'source':<14}{article.source:>16}"]


def _line(drop: Drop) -> str:
    return f"{click.style(f'{drop.filter:<14}', fg='cyan')} {_shortened(drop.evidence, 44):<44} {_shortened(drop.text)}"


def _refused(veto: Veto) -> str:
    return f"{_line(veto.drop)}  {click.style(veto.reason, fg='green')}"


def _shortened(text: str, chars: int = _TEXT_CHARS) -> str:
    line = fold(text)
    return line if len(line) <= chars else f"{line[: chars - 1]}…"
