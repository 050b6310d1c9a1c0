"""Accuracy against time, and cost against size: SVGs that read on light and dark, the same for the same figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.corpus import CORPORA
from benchmarks.growth import BATCH, Curve, Growth
from benchmarks.tools import OURS

__all__ = ["draw", "draw_growth", "points_of"]

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
_SIDES = {-1: "right", 0: "center", 1: "left"}
_EDGES = {-1: "top", 0: "center", 1: "bottom"}
_DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_DISTANCES = (8, 22, 36, 50)
_PLACES = tuple((distance * right, distance * up) for distance in _DISTANCES for right, up in _DIRECTIONS)
"""Where a label may stand beside its dot, in points, the best place first."""

Point = tuple[str, float, float]
"""Tool, time, accuracy."""


def points_of(accuracy: Mapping[str, Any], speed: Mapping[str, Any], ours: float | None = None) -> list[Point]:
    """Each tool's time on the median page and the mean of its F1s on the corpora, from the files of both commands.

    `ours` is the mean for `cleaner`, where that of the shipped weights, which have seen these pages, will not do.
    """
    figures: dict[str, list[float]] = {}
    for row in accuracy["rows"]:
        if row["set"] in CORPORA and row["metric"].endswith("F1"):
            for tool, score in row["scores"].items():
                figures.setdefault(tool, []).append(score["F1"])
    if ours is not None:
        figures[OURS] = [ours]
    return [(tool, speed[tool]["median_ratio"], mean(own)) for tool, own in figures.items() if tool in speed]


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


def draw_growth(growths: Mapping[str, Growth], target: Path) -> None:
    """Write the plot: time and memory against the size of a page, and against the number of pages."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    pages = {name: growth for name, growth in growths.items() if name != BATCH}
    batch = {name: growth for name, growth in growths.items() if name == BATCH}
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(9.6, 7.2), layout="constrained")
        for row, (found, size, unit) in enumerate(
            ((pages, "growth of the page, kB", 1e-3), (batch, "pages in a batch", 1.0))
        ):
            time, memory = (figure.add_subplot(2, 2, 2 * row + at, xscale="log", yscale="log") for at in (1, 2))
            _curves(time, {name: growth.seconds for name, growth in found.items()}, (unit, 1e3))
            _curves(memory, {name: growth.memory for name, growth in found.items()}, (unit, 2**-20))
            time.set(xlabel=size, ylabel="processor time, ms")
            memory.set(xlabel=size, ylabel="peak memory, MB")
        figure.savefig(target, transparent=True, metadata=_metadata(target))


def _curves(axes: Any, curves: Mapping[str, Curve], units: tuple[float, float]) -> None:
    """Draw a line for each curve, beyond its start where it grows, and one as steep as linear growth."""
    axes.grid(color=_INK, alpha=0.2, linewidth=0.6)
    for at, (name, curve) in enumerate(curves.items()):
        points = curve.fitted if curve.exponent is not None else list(zip(curve.sizes, curve.costs, strict=True))
        sizes, costs = zip(*((size * units[0], cost * units[1]) for size, cost in points), strict=True)
        axes.plot(sizes, costs, marker="o", markersize=3, linewidth=1.2, color=f"C{at}", label=name)
        if at == 0:
            axes.axline((sizes[0], costs[0]), (10 * sizes[0], 10 * costs[0]), color=_INK, linestyle=":", label="linear")
    if curves:
        axes.legend(fontsize=7, framealpha=0, labelcolor=_INK)


def _metadata(target: Path) -> dict[str, None]:
    """Nothing that changes from run to run."""
    return {"Date": None, "Creator": None} if target.suffix == ".svg" else {"Software": None}


def _label(axes: Any, points: Sequence[Point]) -> None:
    """Name each dot at the first place where the name covers no dot and no other name."""
    taken = [_around(axes.transData.transform((time, accuracy))) for _, time, accuracy in points]
    frame = axes.get_window_extent()
    for tool, time, accuracy in sorted(points, key=lambda point: -point[2]):
        boxes = [_box_of(axes, tool, (time, accuracy), place) for place in _PLACES]
        costs = [sum(box.overlaps(other) for other in taken) + 10 * _is_outside(box, frame) for box in boxes]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        is_far = best >= len(_DIRECTIONS)
        line = {"arrowstyle": "-", "color": _INK, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 4} if is_far else None
        _named(axes, tool, (time, accuracy), _PLACES[best], line)


def _box_of(axes: Any, tool: str, point: tuple[float, float], place: tuple[int, int]) -> Any:
    label = _named(axes, tool, point, place)
    box = label.get_window_extent()
    label.remove()
    return box


def _named(axes: Any, tool: str, point: tuple[float, float], place: tuple[int, int], line: Any = None) -> Any:
    right, up = ((value > 0) - (value < 0) for value in place)
    is_ours = tool == OURS
    return axes.annotate(
        tool,
        point,
        place,
        textcoords="offset points",
        ha=_SIDES[right],
        va=_EDGES[up],
        color=_OURS if is_ours else _INK,
        weight="bold" if is_ours else "normal",
        arrowprops=line,
    )


def _around(center: Sequence[float]) -> Any:
    from matplotlib.transforms import Bbox

    return Bbox.from_bounds(center[0] - 5, center[1] - 5, 10, 10)


def _is_outside(box: Any, frame: Any) -> bool:
    return bool(box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1)
