"""The accuracy gate: figures on a sample of the corpora must not fall below the pinned floors, which only rise."""

from pathlib import Path
from typing import Final

import tomli

from benchmarks.accuracy import measure
from benchmarks.tools import OURS

__all__ = ["FLOORS", "SAMPLE_STEP", "check", "raise_floors"]

FLOORS: Final = Path(__file__).with_name("floors.toml")
SAMPLE_STEP: Final = 8
_SLACK: Final = 0.001
"""Rounding of the pinned figures."""


def check(folder: Path, jobs: int = 2) -> tuple[dict[str, float], dict[str, float]]:
    """The figures on every eighth page, and those floors that they fall below."""
    figures = _figures(folder, jobs)
    floors = _floors()
    return figures, {name: floor for name, floor in floors.items() if figures[name] < floor - _SLACK}


def raise_floors(figures: dict[str, float]) -> list[str]:
    """Write the figures that are higher than their floors into the file; the names of the raised ones."""
    floors = _floors()
    raised = [name for name, figure in figures.items() if figure > floors.get(name, 0.0) + _SLACK]
    floors |= {name: round(figures[name], 3) for name in raised}
    lines = [f'"{name}" = {floor:.3f}\n' for name, floor in sorted(floors.items())]
    head = "# Floors of the accuracy gate: raised by `python -m benchmarks gate --raise`, never lowered.\n"
    FLOORS.write_text(head + "".join(lines), "utf-8")
    return raised


def _floors() -> dict[str, float]:
    return tomli.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def _figures(folder: Path, jobs: int) -> dict[str, float]:
    accuracy = measure(folder, [OURS], SAMPLE_STEP, jobs)
    figures = {}
    for row in accuracy.rows:
        if row.metric == "comment leak":
            figures["no comment leak"] = 1 - row.figure(OURS)
        elif row.metric.endswith("F1") and ":" not in row.set:
            figures[row.set] = row.figure(OURS)
    figures["under 5 s a page"] = float(accuracy.runs[OURS].slowest < 5.0)
    return figures
