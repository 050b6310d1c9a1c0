"""The results as Markdown tables, each column's best figure in bold type."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.growth import BATCH, TARGET, Curve, Growth
from benchmarks.results import Accuracy, Row, Timing
from benchmarks.startup import Start

__all__ = ["accuracy_tables", "growth_table", "speed_table", "stages_table", "startup_table"]

_LOWER_IS_BETTER = ("comment leak",)


def accuracy_tables(accuracy: Accuracy) -> Iterator[str]:
    """A table for each corpus, and one of how the tools fared."""
    for corpus in dict.fromkeys(row.set.partition(":")[0] for row in accuracy.rows):
        yield "\n".join(_corpus_table([row for row in accuracy.rows if row.set.partition(":")[0] == corpus]))
    yield "\n".join(_run_table(accuracy))


def speed_table(timings: Mapping[str, Timing]) -> str:
    """The timings, quickest first."""
    head = ["| tool | median, ms | mean, ms | ratio of means | median ratio |", "| --- | --- | --- | --- | --- |"]
    order = sorted(timings.items(), key=lambda item: item[1].ratio_of_means)
    rows = [
        f"| {tool} | {each.median:.2f} | {each.mean:.2f} | {each.ratio_of_means:.3f} | {each.median_ratio:.3f} |"
        for tool, each in order
    ]
    return "\n".join(head + rows)


def stages_table(stages: Mapping[str, float]) -> str:
    """The stages' milliseconds a page, in their order, and all of them together."""
    whole = sum(stages.values())
    head = ["| stage | mean, ms | share |", "| --- | --- | --- |"]
    rows = [f"| {name} | {own:.2f} | {own / whole:.1%} |" for name, own in [*stages.items(), ("all", whole)]]
    return "\n".join(head + rows)


def startup_table(starts: Mapping[str, Start]) -> str:
    """The commands' times in their order, each target beside its wall time."""
    head = ["| command | wall, ms | processor, ms | target, ms |", "| --- | --- | --- | --- |"]
    rows = [
        f"| {name} | {1000 * each.wall:.0f} | {1000 * each.processor:.0f} | {_target_of(each)} |"
        for name, each in starts.items()
    ]
    return "\n".join(head + rows)


def _target_of(start: Start) -> str:
    if not start.target:
        return ""
    return f"≤ {1000 * start.target:.0f}" + (" (missed)" if start.wall > start.target else "")


def growth_table(growths: Mapping[str, Growth]) -> str:
    """What each kind of growth costs at its smallest and its largest, and the exponents."""
    head = [
        "| what grows | from | to | time, ms | exponent | memory, MB | exponent | target |",
        f"|{' --- |' * 8}",
    ]
    rows = [
        f"| {name} | {_size_of(name, growth, 0)} | {_size_of(name, growth, -1)}"
        f" | {_costs_of(growth.seconds, 1e3)} | {_exponent_of(growth.seconds)}"
        f" | {_costs_of(growth.memory, 2**-20)} | {_exponent_of(growth.memory)} | ≤ {TARGET} |"
        for name, growth in growths.items()
    ]
    return "\n".join(head + rows)


def _size_of(name: str, growth: Growth, at: int) -> str:
    size = growth.seconds.sizes[at]
    return f"{size:,} pages" if name == BATCH else f"{size / 1000:,.0f} kB"


def _costs_of(curve: Curve, unit: float) -> str:
    return f"{curve.costs[0] * unit:,.0f} – {curve.costs[-1] * unit:,.0f}"


def _exponent_of(curve: Curve) -> str:
    found = curve.exponent
    if found is None:
        return "hardly grows"
    return f"{found:.2f}" + (" (missed)" if found > TARGET else "")


def _corpus_table(rows: Sequence[Row]) -> Iterator[str]:
    whole, *parts = rows
    tools = tuple(whole.scores)
    columns = [(f"{whole.set}, {whole.metric}", whole.pages, [whole.figure(tool) for tool in tools])]
    columns += [
        (name, whole.pages, [whole.scores[tool][place] for tool in tools])
        for place, name in enumerate(("precision", "recall"))
    ]
    columns += [(_title_of(row), row.pages, [row.figure(tool) for tool in tools]) for row in parts]
    yield f"| tool | {' | '.join(title for title, _, _ in columns)} |"
    yield f"|{' --- |' * (len(columns) + 1)}"
    yield f"| *pages* | {' | '.join(f'{pages:,}' for _, pages, _ in columns)} |"
    for at, tool in enumerate(tools):
        yield f"| {tool} | {' | '.join(_cell(title, figures, at) for title, _, figures in columns)} |"


def _title_of(row: Row) -> str:
    return row.set.partition(": ")[2] or row.metric


def _cell(title: str, figures: Sequence[float], at: int) -> str:
    best = min(figures) if title in _LOWER_IS_BETTER else max(figures)
    return f"**{figures[at]:.3f}**" if figures[at] == best else f"{figures[at]:.3f}"


def _run_table(accuracy: Accuracy) -> Iterator[str]:
    yield "| tool | packages | pages | no text | failures | seconds | slowest page, s |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for tool, run in accuracy.runs.items():
        counts = f"{run.pages:,} | {run.empty} | {len(run.failures)} | {run.seconds:.0f} | {run.slowest:.2f}"
        yield f"| {tool} | {run.packages} | {counts} |"
