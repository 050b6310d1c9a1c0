"""Accuracy on the development corpora, each in its own metric, by page type and language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.cache import Output
from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.metrics import METRICS, comment_leak, exact_share, score
from benchmarks.outputs import outputs_of
from benchmarks.results import Accuracy, Row, Run
from benchmarks.tools import packages_of

__all__ = ["measure", "rows_of"]


def measure(folder: Path, tools: Sequence[str], step: int = 1, jobs: int = 2, cache: Path | None = None) -> Accuracy:
    """The figures of `tools` on every `step`-th page of the corpora in `folder`."""
    rows: list[Row] = []
    ids: list[str] = []
    outputs: dict[str, list[Output]] = {tool: [] for tool in tools}
    for name in CORPORA:
        pages = list(read_corpus(folder, name, step))
        found = {tool: outputs_of(tool, pages, jobs, cache) for tool in tools}
        rows += rows_of(name, pages, {tool: [output.text for output in own] for tool, own in found.items()})
        ids += [f"{name} {page.id}" for page in pages]
        for tool, own in found.items():
            outputs[tool] += own
    return Accuracy(rows, {tool: Run.of(packages_of(tool), ids, own) for tool, own in outputs.items()})


def rows_of(corpus: str, pages: Sequence[Page], texts: Mapping[str, Sequence[str]]) -> list[Row]:
    """A row for the corpus and for each group in it, the largest first, and for what else is counted on it."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for group in page.groups:
            members[group].append(number)
    rows = []
    for group, numbers in sorted(members.items(), key=lambda item: -len(item[1])):
        chosen = [pages[n] for n in numbers]
        scores = {tool: score(chosen, [own[n] for n in numbers]) for tool, own in texts.items()}
        rows.append(Row(group, METRICS[corpus][0], len(numbers), scores))
    if corpus == "newspaper":
        rows.append(
            Row(corpus, "exact matches", len(pages), {t: (exact_share(pages, own),) for t, own in texts.items()})
        )
    if any(page.comments for page in pages):
        rows.append(
            Row(corpus, "comment leak", len(pages), {t: (comment_leak(pages, own),) for t, own in texts.items()})
        )
    return rows
