"""Accuracy on the development corpora, each in its own metric, beside trafilatura."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.metrics import METRICS, comment_leak, score
from benchmarks.tools import run

__all__ = ["Row", "measure"]

Row = tuple[str, str, int, dict[str, float]]
"""Set, metric, number of pages, and each tool's figure (0–1)."""


def measure(folder: Path, tools: Sequence[str], step: int = 1, jobs: int = 2) -> tuple[list[Row], dict[str, float]]:
    """A row for each set and the longest time that each tool took for one page, in seconds.

    Takes every `step`-th page. The sets are the corpora, wcxb by page type and daniel by language.
    """
    rows: list[Row] = []
    slowest = dict.fromkeys(tools, 0.0)
    for name in CORPORA:
        pages = list(read_corpus(folder, name, step))
        outputs = {tool: run(tool, pages, jobs) for tool in tools}
        for tool, results in outputs.items():
            slowest[tool] = max(slowest[tool], *(seconds for _, seconds in results))
        texts = {tool: [text for text, _ in results] for tool, results in outputs.items()}
        rows += _rows_of(name, pages, texts)
    return rows, slowest


def _rows_of(name: str, pages: Sequence[Page], texts: dict[str, list[str]]) -> list[Row]:
    metric = METRICS[name][0]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for group in page.groups:
            groups[group].append(number)
    rows = [
        (
            group,
            metric,
            len(numbers),
            {tool: score([pages[n] for n in numbers], [ours[n] for n in numbers])[2] for tool, ours in texts.items()},
        )
        for group, numbers in groups.items()
    ]
    if any(page.comments for page in pages):
        leaks = {tool: comment_leak(pages, ours) for tool, ours in texts.items()}
        rows.append((name, "comment leak", len(pages), leaks))
    return rows
