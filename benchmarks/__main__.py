"""The benchmarks' command line."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.accuracy import Row, measure
from benchmarks.errors import worst_pages
from benchmarks.gate import check, raise_floors
from benchmarks.probes import measure_probes
from benchmarks.speed import measure_speed
from benchmarks.tools import TOOLS, installed

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
corpus_option = click.option("--corpus", type=_FOLDER, required=True, help="Folder with the corpora.")
jobs_option = click.option("--jobs", default=2, show_default=True, help="Processes.")
tools_option = click.option("--tool", "tools", multiple=True, type=click.Choice(list(TOOLS)), help="Only these tools.")


def table(head: tuple[str, ...], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Print `rows` as a Markdown table, each row's best figure in bold type."""
    click.echo(f"| {' | '.join((*head, *names))} |")
    click.echo(f"|{' --- |' * (len(head) + len(names))}")
    for name, metric, pages, figures in rows:
        best = (min if metric.endswith("leak") else max)(figures.values())
        cells = [f"**{figures[tool]:.3f}**" if figures[tool] == best else f"{figures[tool]:.3f}" for tool in names]
        click.echo(f"| {' | '.join((name, metric, str(pages), *cells))} |")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure `cleaner` and its peers."""


@main.command()
@corpus_option
@jobs_option
@tools_option
@click.option("--step", default=1, show_default=True, help="Take every n-th page.")
@click.option("--json", "target", type=click.Path(dir_okay=False, path_type=Path), help="Also write the rows here.")
def accuracy(corpus: Path, jobs: int, tools: tuple[str, ...], step: int, target: Path | None) -> None:
    """Each corpus in its own metric, by page type and language."""
    names = tools or installed()
    rows, slowest = measure(corpus, names, step, jobs)
    table(("set", "metric", "pages"), names, rows)
    click.echo("slowest page, seconds: " + ", ".join(f"{tool} {slowest[tool]:.2f}" for tool in names))
    if target:
        target.write_text(json.dumps({"rows": rows, "slowest": slowest}, indent=1), "utf-8")


@main.command()
@corpus_option
@click.option("--probes", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@jobs_option
@tools_option
@click.option("--misses", is_flag=True, help="List every leaked or lost string of cleaner.")
def probes(corpus: Path, path: Path, jobs: int, tools: tuple[str, ...], misses: bool) -> None:
    """Leak by category and kept share on the probes."""
    names = tools or installed()
    verdicts = measure_probes(corpus, path, names, jobs)
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for tool, category, is_there, text, page in verdicts:
        found[category][tool].append(is_there)
        if misses and tool == "cleaner" and is_there != (category == "kept"):
            click.echo(f"{category:<11} {page[:40]:<42} {text[:100]}")
    click.echo(f"{'category':<14}{'probes':>7}" + "".join(f"{name:>26}" for name in names))
    for category, by_tool in sorted(found.items()):
        shares = [sum(by_tool[tool]) / len(by_tool[tool]) for tool in names]
        label = "kept share" if category == "kept" else f"{category}"
        count = len(by_tool[names[0]])
        click.echo(f"{label:<14}{count:>7}" + "".join(f"{share:>26.3f}" for share in shares))


@main.command()
@corpus_option
@click.option("--step", default=12, show_default=True, help="Take every n-th page.")
@tools_option
def speed(corpus: Path, step: int, tools: tuple[str, ...]) -> None:
    """Processor time as a share of trafilatura's on the same pages in the same run: total, and the median page."""
    names = dict.fromkeys(("trafilatura", *(tools or installed())))
    click.echo("| tool | total | median page |\n| --- | --- | --- |")
    for name, (total, median) in measure_speed(corpus, tuple(names), step).items():
        click.echo(f"| {name} | {total:.2f} | {median:.2f} |")


@main.command()
@corpus_option
@jobs_option
@click.option("--count", default=30, show_default=True, help="How many pages.")
@click.option("--step", default=1, show_default=True, help="Look at every n-th page.")
def errors(corpus: Path, jobs: int, count: int, step: int) -> None:
    """The worst pages: what was lost and what leaked, the filter to blame, and trafilatura's score."""
    for line in worst_pages(corpus, count, step, jobs):
        click.echo(line)


@main.command()
@corpus_option
@jobs_option
@click.option("--raise", "is_raise", is_flag=True, help="Pin higher figures as the new floors.")
def gate(corpus: Path, jobs: int, is_raise: bool) -> None:
    """Fail where a figure on the sample is below its floor."""
    figures, below = check(corpus, jobs)
    for name, figure in figures.items():
        click.echo(f"{name:<18}{figure:.3f}" + (f"  below its floor {below[name]:.3f}" if name in below else ""))
    if is_raise:
        click.echo(f"raised: {', '.join(raise_floors(figures)) or 'none'}")
    if below:
        raise click.ClickException("accuracy fell below a floor")


if __name__ == "__main__":
    main()
