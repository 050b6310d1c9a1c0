"""What a run of the benchmarks found, and its file."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

from benchmarks.cache import Output

__all__ = ["Accuracy", "Row", "Run", "Timing", "write_json"]

_LEAST: Final = 1e-6
"""A share of no time would be none."""


@dataclass(frozen=True)
class Row:
    """One set's figures in one metric."""

    set: str
    metric: str
    pages: int
    scores: dict[str, tuple[float, ...]]
    """Each tool's precision, recall and F1, 0–1; the figure alone, where the metric is a share."""

    def figure(self, tool: str) -> float:
        """The F1 or the share."""
        return self.scores[tool][-1]


@dataclass(frozen=True)
class Run:
    """How a tool fared."""

    packages: str
    pages: int
    seconds: float
    """Processor time on all pages."""
    slowest: float
    empty: int
    """Pages without a word, the failures among them."""
    failures: tuple[str, ...]
    """Each page that it failed on, and how."""

    @classmethod
    def of(cls, packages: str, ids: Sequence[str], outputs: Sequence[Output]) -> "Run":
        """The run with these outputs on the pages `ids`."""
        times = [output.seconds for output in outputs]
        failures = tuple(
            f"{name}: {output.failure}" for name, output in zip(ids, outputs, strict=True) if output.failure
        )
        empty = sum(not output.text.strip() for output in outputs)
        return cls(packages, len(outputs), sum(times), max(times, default=0.0), empty, failures)


@dataclass(frozen=True)
class Accuracy:
    """All of one measurement of accuracy."""

    rows: list[Row]
    runs: dict[str, Run]
    """By tool."""

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: the scores by name."""
        rows = [
            asdict(row) | {"scores": {tool: _named(score) for tool, score in row.scores.items()}} for row in self.rows
        ]
        return {"tools": {tool: asdict(run) for tool, run in self.runs.items()}, "rows": rows}


@dataclass(frozen=True)
class Timing:
    """A tool's processor time on some pages."""

    median: float
    """On the median page, in milliseconds."""
    mean: float
    """On a page in the mean, in milliseconds."""
    ratio_of_means: float
    """The mean as a share of trafilatura's: so much of its time do all pages together take."""
    median_ratio: float
    """The median of the pages' own shares of trafilatura's time."""

    @classmethod
    def of(cls, seconds: Sequence[float], peer: Sequence[float]) -> "Timing":
        """The timing of a tool that took so many `seconds` on each page, where trafilatura took those of `peer`."""
        ratios = [own / max(theirs, _LEAST) for own, theirs in zip(seconds, peer, strict=True)]
        whole = sum(seconds) / max(sum(peer), _LEAST)
        return cls(1000 * median(seconds), 1000 * mean(seconds), whole, median(ratios))


def write_json(path: Path, value: Any) -> None:
    """Write the file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
    part.replace(path)


def _named(score: tuple[float, ...]) -> dict[str, float]:
    names = ("precision", "recall", "F1") if len(score) == 3 else ("share",)
    return {name: round(figure, 5) for name, figure in zip(names, score, strict=True)}
