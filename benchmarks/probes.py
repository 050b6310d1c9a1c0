"""The probes: short strings on real pages, each marked as boilerplate of a kind to drop or as body to keep."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import CORPORA, read_corpus, read_probes
from benchmarks.metrics import contains, squash
from benchmarks.outputs import outputs_of

__all__ = ["Verdict", "measure_probes", "shares", "verdicts_of"]

Verdict = tuple[str, str, bool, str, str]
"""Tool, category (`kept` for body text), whether it is in the output, the string, and the page's id."""


def measure_probes(folder: Path, path: Path, tools: Sequence[str], jobs: int = 2) -> list[Verdict]:
    """For each tool and probe whether its string is in the tool's output; pages not in the corpora are skipped."""
    probes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for probe in read_probes(path):
        probes[probe["dataset"]][probe["id"]] = probe
    verdicts: list[Verdict] = []
    for name in CORPORA:
        wanted = probes[name]
        pages = [page for page in read_corpus(folder, name) if page.id in wanted]
        for tool in tools:
            for page, output in zip(pages, outputs_of(tool, pages, jobs), strict=True):
                verdicts += verdicts_of(tool, wanted[page.id], output.text)
    return verdicts


def shares(verdicts: Iterable[Verdict]) -> dict[str, dict[str, tuple[float, int]]]:
    """By category, in order, and tool the share of the probes that is in the output, and how many probes there are."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for tool, category, is_there, _, _ in verdicts:
        found[category][tool].append(is_there)
    return {
        category: {tool: (sum(each) / len(each), len(each)) for tool, each in by_tool.items()}
        for category, by_tool in sorted(found.items())
    }


def verdicts_of(tool: str, probe: dict[str, Any], text: str) -> Iterator[Verdict]:
    """For each string of one page's `probe` whether it is in `text`, which `tool` made of the page."""
    squashed = squash(text)
    for drop in probe["drop"]:
        yield tool, drop["category"], contains(squashed, drop["text"]), drop["text"], probe["id"]
    for keep in probe["keep"]:
        yield tool, "kept", contains(squashed, keep["text"]), keep["text"], probe["id"]
