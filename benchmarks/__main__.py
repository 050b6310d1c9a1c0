"""The benchmarks' command line."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks.accuracy import measure
from benchmarks.errors import Choice, worst_pages
from benchmarks.fuzz import find_failures, run_atheris
from benchmarks.gate import check, raise_floors
from benchmarks.grown import GROWTHS
from benchmarks.growth import BATCH, measure_growth
from benchmarks.hostile import hostile_table, measure_hostile
from benchmarks.patterns import MAX_POWER, attack, patterns_of, patterns_table
from benchmarks.plot import draw, draw_growth, points_of
from benchmarks.precision import precisions, write_figures
from benchmarks.probes import measure_probes, shares
from benchmarks.results import write_json
from benchmarks.second import second_pass
from benchmarks.speed import article_pages, measure_speed
from benchmarks.stages import measure_stages
from benchmarks.startup import above_target, measure_startup, median_page
from benchmarks.tables import accuracy_tables, growth_table, speed_table, stages_table, startup_table
from benchmarks.templates import measure_templates, templates_table
from benchmarks.threads import MIN_PROCESSES, MIN_THREADS, differing, pages_of, process_speeds, thread_speeds
from benchmarks.tools import OURS, TOOLS, installed

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TARGET = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_ANY_FOLDER = click.Path(file_okay=False, path_type=Path)
corpus_option = click.option("--corpus", type=_FOLDER, required=True, help="Folder with the corpora.")
jobs_option = click.option("--jobs", default=2, show_default=True, help="Processes.")
tools_option = click.option("--tool", "tools", multiple=True, type=click.Choice(list(TOOLS)), help="Only these tools.")
step_option = click.option("--step", default=1, show_default=True, help="Take every n-th page.")
json_option = click.option("--json", "target", type=_TARGET, help="Also write all figures to this file.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure `cleaner` and its peers."""


@main.command()
@corpus_option
@jobs_option
@tools_option
@step_option
@json_option
def accuracy(corpus: Path, jobs: int, tools: tuple[str, ...], step: int, target: Path | None) -> None:
    """Each corpus in its own metric, by page type and language; the peers' outputs are kept in `.benchmarks/`."""
    found = measure(corpus, tools or installed(), step, jobs)
    for table in accuracy_tables(found):
        click.echo(f"{table}\n")
    for tool, run in found.runs.items():
        for failure in run.failures:
            click.echo(f"{tool} failed on {failure}", err=True)
    if target:
        write_json(target, found.to_dict())


@main.command()
@corpus_option
@click.option("--probes", "path", type=_FILE, required=True, help="The file with the probes.")
@jobs_option
@tools_option
@click.option("--misses", is_flag=True, help="List every leaked or lost string of cleaner.")
def probes(corpus: Path, path: Path, jobs: int, tools: tuple[str, ...], misses: bool) -> None:
    """Leak by category and kept share on the probes."""
    names = tools or installed()
    verdicts = measure_probes(corpus, path, names, jobs)
    for tool, category, is_there, text, page in verdicts:
        if misses and tool == "cleaner" and is_there != (category == "kept"):
            click.echo(f"{category:<11} {page[:40]:<42} {text[:100]}")
    click.echo(f"{'category':<14}{'probes':>7}" + "".join(f"{name:>26}" for name in names))
    for category, by_tool in shares(verdicts).items():
        label = "kept share" if category == "kept" else category
        found = "".join(f"{by_tool[tool][0]:>26.3f}" for tool in names)
        click.echo(f"{label:<14}{by_tool[names[0]][1]:>7}{found}")


@main.command()
@corpus_option
@jobs_option
@step_option
@click.option("--filter", "name", default="", help="Also list what this filter loses, the longest first.")
@click.option("--count", default=40, show_default=True, help="How many drops are listed.")
@click.option("--write", "is_written", is_flag=True, help="Put the figures down for the README's table of filters.")
def precision(corpus: Path, jobs: int, step: int, name: str, count: int, is_written: bool) -> None:
    """Each named filter's own precision: the share of what it drops that lies outside the gold, in characters."""
    found, losses = precisions(corpus, step, jobs)
    for each, share in found.items():
        click.echo(f"{each:<16}{share:.4f}")
    if is_written:
        write_figures(found)
    for loss in sorted((loss for loss in losses if loss.filter == name), key=lambda loss: -loss.lost)[:count]:
        click.echo(f"{loss.lost:6.0f}  {loss.evidence:<40.40}  {loss.page:<24.24}  {loss.text[:80]!r}")


@main.command()
@corpus_option
@jobs_option
@tools_option
@step_option
def second(corpus: Path, jobs: int, tools: tuple[str, ...], step: int) -> None:
    """What `clean_text` gains as a second pass over the peers' texts, and which pages it hurts."""
    peers = [tool for tool in tools or installed() if tool != OURS]
    click.echo("| corpus | tool | pages | word F1 | after clean_text | pages that lose over 5 % |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for gain in second_pass(corpus, peers, step, jobs):
        cells = (gain.corpus, gain.tool, gain.pages, f"{gain.before:.3f}", f"{gain.after:.3f}", len(gain.hurt))
        click.echo(f"| {' | '.join(map(str, cells))} |")


@main.command()
@corpus_option
@click.option("--pages", default=200, show_default=True, help="How many articles.")
@tools_option
@click.option("--stages", "has_stages", is_flag=True, help="Only cleaner, stage by stage.")
@json_option
def speed(corpus: Path, pages: int, tools: tuple[str, ...], has_stages: bool, target: Path | None) -> None:
    """Processor time a page beside trafilatura's, and beside parsing alone, on the same articles in the same run."""
    if has_stages:
        stages = measure_stages(*article_pages(corpus, pages))
        click.echo(stages_table(stages))
    else:
        timings = measure_speed(corpus, tools or installed(), pages)
        click.echo(speed_table(timings))
    if target:
        write_json(target, stages if has_stages else {tool: asdict(timing) for tool, timing in timings.items()})


@main.command()
@corpus_option
@click.option("--runs", default=15, show_default=True, help="How often each command runs.")
@json_option
def startup(corpus: Path, runs: int, target: Path | None) -> None:
    """Time from the start of Python to one page's text, beside trafilatura's; fails where a target is missed."""
    starts = measure_startup(median_page(corpus).html, runs)
    click.echo(startup_table(starts))
    if target:
        write_json(target, {name: asdict(start) for name, start in starts.items()})
    if late := above_target(starts):
        raise click.ClickException(f"above the target: {', '.join(late)}")


@main.command()
@click.option("--kind", "kinds", multiple=True, type=click.Choice([*GROWTHS, BATCH]), help="Only this kind of growth.")
@click.option("--runs", default=3, show_default=True, help="How often each size is measured; the least counts.")
@click.option("--output", type=_TARGET, help="Also draw the curves: an SVG or PNG file.")
@json_option
def growth(kinds: tuple[str, ...], runs: int, output: Path | None, target: Path | None) -> None:
    """How time and memory grow with a page and with a batch; fails where faster than they may."""
    found = dict(measure_growth(kinds or (*GROWTHS, BATCH), runs=runs))
    click.echo(growth_table(found))
    if output:
        draw_growth(found, output)
    if target:
        write_json(target, {name: asdict(each) for name, each in found.items()})
    if faster := [name for name, each in found.items() if each.is_above_target]:
        raise click.ClickException(f"above the target: {', '.join(faster)}")


@main.command()
@click.option("--accuracy", "scores", type=_FILE, required=True, help="What `accuracy --json` wrote.")
@click.option("--speed", "times", type=_FILE, required=True, help="What `speed --json` wrote.")
@click.option("--output", type=_TARGET, required=True, help="An SVG or PNG file.")
@click.option(
    "--cross-validated", "ours", type=float, help="Mean F1 of `cleaner` on pages that it has not learned from."
)
def plot(scores: Path, times: Path, output: Path, ours: float | None) -> None:
    """Draw accuracy against time, one dot a tool."""
    draw(points_of(json.loads(scores.read_text("utf-8")), json.loads(times.read_text("utf-8")), ours), output)


@main.command()
@corpus_option
@jobs_option
@click.option("--count", default=30, show_default=True, help="How many pages are listed.")
@step_option
@click.option("--set", "name", default="", help="Only this corpus or group, such as `wcxb-dev: forum`.")
@click.option("--page", default="", help="Only the page of this id: all that went wrong, and every peer's score.")
@click.option("--behind", is_flag=True, help="List the pages that are furthest behind the best peer.")
def errors(corpus: Path, jobs: int, count: int, step: int, name: str, page: str, behind: bool) -> None:
    """List the worst pages: what was lost and what leaked, the filter to blame, and the best peer's score.

    Only `cleaner` runs; the peers' scores are those of the texts that `accuracy` has kept.
    """
    for line in worst_pages(corpus, Choice(count, step, name, page, behind), jobs):
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


@main.command()
def patterns() -> None:
    """Attack every regular expression: fail where time grows faster than the text does."""
    found = {pattern: attack(pattern) for pattern in patterns_of()}
    for line in patterns_table(found):
        click.echo(line)
    slow = [pattern.place for pattern, worst in found.items() if worst.power > MAX_POWER]
    if slow:
        raise click.ClickException(f"more than linear time: {', '.join(slow)}")


@main.command()
@corpus_option
@jobs_option
@step_option
def templates(corpus: Path, jobs: int, step: int) -> None:
    """What a site template adds on sites with several pages, with the body filter and without it."""
    for line in templates_table(measure_templates(corpus, step, jobs)):
        click.echo(line)


@main.command()
@corpus_option
@step_option
@click.option("--timed", default=400, show_default=True, help="How many pages, at most, are timed.")
def threads(corpus: Path, step: int, timed: int) -> None:
    """Fail where eight threads give something else than one, or several threads or two processes are too slow."""
    pages = pages_of(corpus, step)
    html = [page.html for page in pages]
    wrong = [f"{pages[number].corpus} {pages[number].id}" for number in differing(html)]
    click.echo(f"pages: {len(pages)}, of which eight threads give something else than one: {len(wrong)}")
    slow = []
    some = html[:: max(len(html) // timed, 1)]
    for kind, speeds, least in (("threads", thread_speeds, MIN_THREADS), ("processes", process_speeds, MIN_PROCESSES)):
        for speed in speeds(some):
            click.echo(f"{kind:<10}{speed.workers:>3}{speed.pages:>8.1f} pages/s{speed.share:>7.2f} of one")
            slow += [f"{speed.workers} {kind}"] if speed.workers > 1 and speed.share < least else []
    if wrong or slow:
        raise click.ClickException("; ".join([*wrong, *(f"{each}: too slow" for each in slow)]))


@main.command()
@click.option("--only", "names", multiple=True, metavar="WORDS", help="Only pages with these words in their names.")
@click.option("--share", default=1.0, show_default=True, help="Of each page's full size.")
def hostile(names: tuple[str, ...], share: float) -> None:
    """Clean pages made to break a cleaner, a process each; fail where one takes more time or memory than promised."""
    broken: list[str] = []
    for line in hostile_table(measure_hostile(names, share), broken):
        click.echo(line)
    if broken:
        raise click.ClickException("\n".join(["the promise is broken:", *broken]))


@main.command()
@click.option("--corpus", type=_FOLDER, help="Folder with the corpora; not needed for --atheris.")
@click.option("--pages", default=1000, show_default=True, help="How many pages.")
@click.option("--first", default=0, show_default=True, help="The number of the first.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other pages.")
@jobs_option
@click.option("--output", type=_ANY_FOLDER, help="Put the pages that fail here.")
@click.option("--atheris", "minutes", type=float, metavar="MINUTES", help="Let atheris look for inputs, so long.")
@click.option("--seeds", type=_ANY_FOLDER, default="fixtures", show_default=True, help="Cases to start atheris from.")
def fuzz(
    corpus: Path | None,
    pages: int,
    first: int,
    seed: int,
    jobs: int,
    output: Path | None,
    minutes: float | None,
    seeds: Path,
) -> None:
    """Damage pages of the corpora at random; fail where one raises, takes too long, or breaks a law."""
    if minutes:
        run_atheris(minutes, seeds, output or Path(".benchmarks/fuzz"))
    if corpus is None:
        raise click.UsageError("Missing option '--corpus'.")
    count = 0
    for failure in find_failures(corpus, pages, seed, jobs, first):
        if failure is None:
            continue
        count += 1
        click.echo(f"page {failure.number} of seed {seed}: {failure.said}")
        if output:
            output.mkdir(parents=True, exist_ok=True)
            (output / f"{seed}-{failure.number}.html").write_bytes(failure.page)
    click.echo(f"{pages} pages, {count} of them failed")
    if count:
        raise click.ClickException("a law is broken")


if __name__ == "__main__":
    main()
