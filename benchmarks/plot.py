"""Accuracy against time, one dot a tool, as an SVG that is the same from run to run and reads on light and dark."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.corpus import CORPORA
from benchmarks.tools import OURS

__all__ = ["draw", "points_of"]

_INK, _DOT, _OURS = "#767676", "#4a8fe0", "#e8590c"
"""Each has enough contrast on white as on black."""
_STYLE = {
    "svg.hashsalt": "cleaner",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_PLACES = (
    (8, 0, "left", "center"),
    (-8, 0, "right", "center"),
    (0, 8, "center", "bottom"),
    (0, -8, "center", "top"),
    (7, 7, "left", "bottom"),
    (7, -7, "left", "top"),
    (-7, 7, "right", "bottom"),
    (-7, -7, "right", "top"),
)
"""Where a label may stand beside its dot: shift in points, and the side that is aligned."""

Point = tuple[str, float, float]
"""Tool, time, accuracy."""


def points_of(accuracy: Mapping[str, Any], speed: Mapping[str, Any]) -> list[Point]:
    """Each tool's time on the median page and the mean of its F1s on the corpora, from the files of both commands."""
    figures: dict[str, list[float]] = {}
    for row in accuracy["rows"]:
        if row["set"] in CORPORA and row["metric"].endswith("F1"):
            for tool, score in row["scores"].items():
                figures.setdefault(tool, []).append(score["F1"])
    return [(tool, speed[tool]["median"], mean(own)) for tool, own in figures.items() if tool in speed]


def draw(points: Sequence[Point], target: Path) -> None:
    """Write the plot."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(7.6, 4.6), layout="constrained")
        axes = figure.add_subplot(xscale="log")
        axes.grid(color=_INK, alpha=0.2, linewidth=0.6)
        axes.scatter(
            [time for _, time, _ in points],
            [accuracy for _, _, accuracy in points],
            s=42,
            c=[_OURS if tool == OURS else _DOT for tool, _, _ in points],
            zorder=3,
        )
        axes.set_xlabel("processor time on the median page, as a share of trafilatura's")
        axes.set_ylabel("accuracy: mean F1 on the four corpora")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.margins(x=0.12, y=0.08)
        figure.draw_without_rendering()
        _label(axes, points)
        figure.savefig(target, transparent=True, metadata=_metadata(target))


def _metadata(target: Path) -> dict[str, None]:
    """Nothing that changes from run to run."""
    return {"Date": None, "Creator": None} if target.suffix == ".svg" else {"Software": None}


def _label(axes: Any, points: Sequence[Point]) -> None:
    """Name each dot at the first place where the name covers no dot and no other name."""
    taken = [_around(axes.transData.transform((time, accuracy))) for _, time, accuracy in points]
    frame = axes.get_window_extent()
    for tool, time, accuracy in sorted(points, key=lambda point: -point[2]):
        labels = [_named(axes, tool, (time, accuracy), place) for place in _PLACES]
        boxes = [label.get_window_extent() for label in labels]
        costs = [sum(box.overlaps(other) for other in taken) + 10 * _is_outside(box, frame) for box in boxes]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        for at, label in enumerate(labels):
            if at != best:
                label.remove()


def _named(axes: Any, tool: str, point: tuple[float, float], place: tuple[int, int, str, str]) -> Any:
    right, up, side, edge = place
    is_ours = tool == OURS
    return axes.annotate(
        tool,
        point,
        (right, up),
        textcoords="offset points",
        ha=side,
        va=edge,
        color=_OURS if is_ours else _INK,
        weight="bold" if is_ours else "normal",
    )


def _around(center: Sequence[float]) -> Any:
    from matplotlib.transforms import Bbox

    return Bbox.from_bounds(center[0] - 5, center[1] - 5, 10, 10)


def _is_outside(box: Any, frame: Any) -> bool:
    return bool(box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1)
