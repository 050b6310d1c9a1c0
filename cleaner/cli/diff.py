"""`cleaner diff`: which blocks changed sides between two runs over the same pages."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner import DEFAULT
from cleaner.cli.output import complain
from cleaner.errors import CleanerError
from cleaner.pipeline import Pipeline
from cleaner.sources.files import read_source

if TYPE_CHECKING:
    from cleaner.regression.compare import Change
    from cleaner.regression.runs import Run

__all__ = ["diff"]

_DEFAULT = "default"


@click.command()
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
    module:NAME, or `default`. Exit status 1 where something changed.
    """
    try:
        runs = [_run(each, pages) for each in (old, new)]
    except CleanerError as error:
        raise click.UsageError(str(error)) from None
    before, after = (run for run, _ in runs)
    shared = [name for name in before if name in after]
    if not shared:
        raise click.UsageError(f"no page is in both {old} and {new}")
    changes = {name: found for name in shared if (found := _changes(before, after, name, names))}
    (_print_json if as_json else _print)(changes)
    lone = sum(name not in after for name in before) + sum(name not in before for name in after)
    rest = f"; {lone} only in one of the two" if lone else ""
    click.echo(f"cleaner: pages compared: {len(shared)}, changed: {len(changes)}{rest}", err=True)
    sys.exit(bool(changes) or any(failed for _, failed in runs))


def _run(name: str, pages: Sequence[str]) -> "tuple[Run, bool]":
    """The run called `name`, and whether a page of it could not be cleaned."""
    from cleaner.regression.runs import read_run

    if Path(name).exists():
        return read_run(Path(name)), False
    if name != _DEFAULT and ":" not in name:
        raise click.UsageError(f"{name}: no such file or folder, nor a pipeline, which is written module:NAME")
    pipeline = DEFAULT if name == _DEFAULT else Pipeline.load(name)
    if not pages:
        raise click.UsageError(f"{name} is a pipeline: give the pages to clean with it")
    return _cleaned(pipeline, pages)


def _cleaned(pipeline: Pipeline, pages: Sequence[str]) -> "tuple[Run, bool]":
    from cleaner.regression.compare import sides_of
    from cleaner.regression.runs import add_page

    run: Run = {}
    failed = False
    for page in pages:
        try:
            add_page(run, page, sides_of(read_source(page).clean(pipeline)))
        except CleanerError as error:
            failed = True
            complain(page, str(error))
    return run, failed


def _changes(before: "Run", after: "Run", name: str, names: Sequence[str]) -> "list[Change]":
    from cleaner.regression.compare import compare, golden_of

    changes = compare(golden_of(before[name]), after[name])
    return [each for each in changes if not names or not each.filters.isdisjoint(names)]


def _print(changes: "dict[str, list[Change]]") -> None:
    from cleaner.regression.compare import describe, summary
    from cleaner.report.terminal import by_filter

    for name, found in changes.items():
        click.echo("\n".join([f"{name}: {summary(found)}", *describe(found)]))
    if changes:
        click.echo("\n" + by_filter([each for found in changes.values() for each in found]))


def _print_json(changes: "dict[str, list[Change]]") -> None:
    for name, found in changes.items():
        for each in found:
            click.echo(json.dumps({"page": name, **each.to_dict()}, ensure_ascii=False))
