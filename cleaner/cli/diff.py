"""`cleaner diff`: which blocks changed sides between two runs over the same pages."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from cleaner import DEFAULT
from cleaner.cli.output import Attempts, complain
from cleaner.errors import CleanerError
from cleaner.filenames import printable, written
from cleaner.limits import LIMITS
from cleaner.pipeline import Pipeline
from cleaner.rules import NAME as RULES
from cleaner.sources.files import read_source

if TYPE_CHECKING:
    from cleaner.regression.compare import Change
    from cleaner.regression.runs import Run

__all__ = ["diff"]

_DEFAULT = "default"


@click.command(short_help="Show which blocks changed sides between two runs.")
@click.argument("old")
@click.argument("new")
@click.argument("pages", metavar="[PAGE...]", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--filter", "names", multiple=True, metavar="NAME", help="Only what this filter takes or spares; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each block.")
def diff(old: str, new: str, pages: Sequence[str], names: Sequence[str], as_json: bool) -> None:
    """Show which blocks changed sides from OLD to NEW, and by which filter.

    OLD and NEW are each a file or a folder that `cleaner clean -f json` wrote, or a pipeline to clean the PAGEs with:
    module:NAME, or `default`. Pages are matched by the names that they were given, else by their files' names. Exit
    status 1 where something changed, or a page is in one of them only.

    \b
    lost    it was kept, and is dropped now
    leaked  it was dropped, and is kept now
    moved   it is dropped as before, by another filter or on other evidence
    gone    there is no such block any more
    new     there was none before
    """
    sources = [_source(each, pages) for each in (old, new)]
    (before, after), failed = _runs(sources, pages)
    if before.keys().isdisjoint(after):
        before, after = _by_file(before), _by_file(after)
    shared = [name for name in before if name in after]
    if not shared and not failed:
        examples = " and ".join(f"{next(iter(run))!r} in {name}" for name, run in ((old, before), (new, after)))
        raise click.UsageError(f"no page is in both: there are {examples}")
    _check_names(names, sources, [before, after])
    changes = {name: found for name in shared if (found := _changes(before, after, name, names))}
    (_print_json if as_json else _print)(changes)
    lone = [(name, old) for name in before if name not in after] + [(name, new) for name in after if name not in before]
    for name, run in lone:
        complain(name, f"only in {run}")
    click.echo(f"cleaner: pages compared: {len(shared)}, changed: {len(changes)}", err=True)
    sys.exit(bool(changes or lone) or failed)


def _by_file(run: "Run") -> "Run":
    """The run with its pages called by their files' names, where these differ."""
    short = {name: PurePath(name).name for name in run}
    is_clear = len(set(short.values())) == len(run)
    return {short[name]: sides for name, sides in run.items()} if is_clear else run


def _source(name: str, pages: Sequence[str]) -> "Run | Pipeline":
    """The run called `name`, or the pipeline to make it by."""
    from cleaner.regression.runs import read_run

    try:
        if Path(name).exists():
            return read_run(Path(name))
        found = DEFAULT if name == _DEFAULT else Pipeline.load(name) if ":" in name else None
    except CleanerError as error:
        raise click.UsageError(str(error)) from None
    if found is None:
        raise click.UsageError(f"{name}: no such file or folder, nor a pipeline, which is written module:NAME")
    if not pages:
        raise click.UsageError(f"{name} is a pipeline: give the pages to clean with it")
    return found


def _runs(sources: "Sequence[Run | Pipeline]", pages: Sequence[str]) -> "tuple[list[Run], bool]":
    """The runs, made where they are not there yet, and whether a page could not be cleaned; each page is read once."""
    from cleaner.regression.compare import Side, sides_of
    from cleaner.regression.runs import run_of

    attempts = Attempts()
    made: dict[Pipeline, list[tuple[str, Sequence[Side]]]] = {
        each: [] for each in sources if isinstance(each, Pipeline)
    }
    limits = max((each.limits for each in made), key=lambda each: each.page_bytes, default=LIMITS)
    for page in pages if made else ():
        with attempts.on(page):
            source = read_source(page, limits)
            found = [sides_of(source.clean(each)) for each in made]
            for run, sides in zip(made.values(), found, strict=True):
                run.append((page, sides))
    runs = [run_of(made[each]) if isinstance(each, Pipeline) else each for each in sources]
    return runs, bool(attempts.failures)


def _check_names(names: Sequence[str], sources: "Sequence[Run | Pipeline]", runs: "Sequence[Run]") -> None:
    """Refuse the name of a filter that there is not: nothing would seem to have changed."""
    known = {side.filter for run in runs for sides in run.values() for side in sides} | {RULES, *DEFAULT.names}
    known |= {name for each in sources if isinstance(each, Pipeline) for name in each.names}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(
            f"no filter {', '.join(map(repr, unknown))}; there are {', '.join(sorted(known - {''}))}"
        )


def _changes(before: "Run", after: "Run", name: str, names: Sequence[str]) -> "list[Change]":
    from cleaner.regression.compare import compare, golden_of

    changes = compare(golden_of(before[name]), after[name])
    return [each for each in changes if not names or not each.filters.isdisjoint(names)]


def _print(changes: "dict[str, list[Change]]") -> None:
    from cleaner.regression.compare import describe, summary
    from cleaner.report.terminal import by_filter

    for name, found in changes.items():
        click.echo("\n".join([f"{printable(name)}: {summary(found)}", *describe(found)]))
    totals = by_filter([each for found in changes.values() for each in found])
    if totals:
        click.echo(f"\n{totals}")


def _print_json(changes: "dict[str, list[Change]]") -> None:
    for name, found in changes.items():
        for each in found:
            click.echo(written(json.dumps({"page": name, **each.to_dict()}, ensure_ascii=False)))
