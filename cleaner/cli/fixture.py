"""`cleaner fixture`: pages pinned against regressions."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner import atomic
from cleaner.cli.options import PIPELINE, RULES, check_url, made_pipeline
from cleaner.cli.output import Attempts, complain, warn
from cleaner.errors import CaseError, CleanerError
from cleaner.filenames import real_path
from cleaner.pipeline import Pipeline
from cleaner.rules import NAME as RULES_NAME

if TYPE_CHECKING:
    from cleaner.regression.store import Outcome

__all__ = ["fixture"]

_FOLDER = click.Path(file_okay=False, path_type=Path)
_cases = click.argument("folder", metavar="[DIR]", type=_FOLDER, default=Path("fixtures"))
_chosen = click.option(
    "-k", "expression", metavar="EXPR", default="", help="Only the cases meant: promo and not (near or old)."
)
_default = click.option(
    "--pipeline",
    "given",
    type=PIPELINE,
    metavar="M:P",
    help="For cases that name none; else as pytest's ini file says.",
)


@click.group(short_help="Pin pages against regressions.")
def fixture() -> None:
    """Pin pages, and see what a change of rules does to them.

    A case is a folder with the page, what is kept of it (kept.txt), and what is dropped, by which filter and why
    (dropped.txt). DIR is `fixtures`, or a single case.
    """


@fixture.command(short_help="Pin pages.")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--name", default="", help="What to call the case; else what the file is called.")
@click.option("--into", type=_FOLDER, default=Path("fixtures"), show_default=True, help="The folder of the cases.")
@click.option("--url", default="", help="The page's address; else what the page says.")
@click.option("--language", default="", help="A plain text's language.")
@click.option("--about", default="", help="What the case shows.")
@click.option("--pipeline", default="", metavar="M:P", help="A pipeline of your own; else as pytest's ini file says.")
@click.option("--skip", multiple=True, metavar="NAME", help="Leave this filter out; may be repeated.")
@click.option("--only", multiple=True, metavar="NAME", help="Run this filter alone; may be repeated.")
@click.option("--rules", type=click.Path(exists=True, dir_okay=False), help="Rules for sites.")
def add(pages: Sequence[str], name: str, into: Path, url: str, rules: str | None, **options: str) -> None:
    """Pin each PAGE as a case: a copy of it, and what its cleaning gives now."""
    from cleaner.regression.case import Meta
    from cleaner.regression.store import add as pin
    from cleaner.regression.store import checked_name

    check_url(url, pages)
    if len(pages) > 1 and name:
        raise click.UsageError("--name is for one page")
    try:
        checked_name(name or "case")
    except CaseError as error:
        raise click.UsageError(f"--name: {error}") from None
    default, found = _pipeline(None, into), RULES(rules) if rules else None
    base = PIPELINE(options["pipeline"]) if options["pipeline"] else default
    made_pipeline(base, options["skip"], options["only"], found)  # so that wrong options are wrong usage
    path = os.path.relpath(real_path(rules), real_path(into / "case")) if rules else ""
    meta = Meta(url=url, rules=path, **options)  # type: ignore[arg-type]

    def pinned(page: str) -> str:
        case, article = pin(page, into, name, meta, default)
        warn(page, article)
        words = sum(block.words for block in article.blocks)
        return f"{case.folder}: {words} words kept, {len(article.drops)} blocks dropped; look at both, they are pinned"

    sys.exit(bool(_each(pages, pinned)))


@fixture.command(short_help="Show what has changed since the pages were pinned.")
@_cases
@_chosen
@_default
def check(folder: Path, expression: str, given: Pipeline | None) -> None:
    """Clean the pages of DIR again and show which blocks changed sides, and by which filter.

    \b
    lost    it was kept, and is dropped now
    leaked  it was dropped, and is kept now
    moved   it is dropped as before, by another filter or on other evidence
    gone    there is no such block any more
    new     there was none before
    """
    from cleaner.regression.store import check as checked

    changed, broken = _outcomes(checked, folder, expression, given, "changed")
    sys.exit(bool(changed or broken))


@fixture.command(short_help="Accept what has changed.")
@_cases
@_chosen
@_default
def update(folder: Path, expression: str, given: Pipeline | None) -> None:
    """Let the cases of DIR hold what cleaning gives now, and say what that changes. Refused under CI."""
    from cleaner.regression.store import refuse_in_ci
    from cleaner.regression.store import update as updated

    try:
        refuse_in_ci()
    except CaseError as error:
        raise click.UsageError(str(error)) from None
    _, broken = _outcomes(updated, folder, expression, given, "updated")
    sys.exit(bool(broken))


@fixture.command(short_help="Print the smallest page on which a drop still happens.")
@click.argument("case", type=_FOLDER)
@click.option("--text", default="", help="Words of the block in question; else the first one of kept.txt that is lost.")
@click.option("--filter", "name", default="", metavar="NAME", help="The filter that drops it.")
@click.option("--filler", is_flag=True, help="Put nonsense for every text that is not needed as it is.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@_default
def shrink(case: Path, text: str, name: str, filler: bool, output: Path | None, given: Pipeline | None) -> None:
    """Print the smallest page on which a drop of CASE still happens, to report it without sharing the page."""
    from cleaner.regression.case import Case
    from cleaner.regression.shrink import Target
    from cleaner.regression.shrink import shrink as shrunk

    default = _pipeline(given, case)
    if name and name not in (RULES_NAME, *default.names):
        raise click.UsageError(f"no filter {name!r}; the filters are {RULES_NAME}, {', '.join(default.names)}")
    try:
        target = Target.find(Case.load(case), default, text, name)
        found = shrunk(target, filler)
        if output:
            atomic.write(output, found.page)
        else:
            click.echo(found.page, nl=False)
    except CleanerError as error:
        complain(str(case), str(error))
        sys.exit(1)
    old, new = target.drop.evidence, found.drop.evidence
    notes = [f"shrunk from {found.before:,} characters to {len(found.page):,}; {found.drop.filter} ({new})"]
    notes += [f"on the whole page it was: {old}"] if new != old else []
    notes += [] if found.is_done else ["the time was up: it may be smaller yet, or have more filler"]
    notes += [f"clean it with --url {found.url}: the drop hangs on it"] if found.url else []
    notes += [f"words that had to stay: {' '.join(found.texts) or 'none'}"] if filler else []
    for note in notes:
        click.echo(f"cleaner: {note}", err=True)


def _chosen_cases(folder: Path, expression: str) -> list[str]:
    """The cases in `folder` that `expression` means; none is wrong usage, since nothing would be checked."""
    from cleaner.regression.case import find_cases
    from cleaner.regression.select import selector

    try:
        is_meant = selector(expression)
    except CaseError as error:
        raise click.UsageError(str(error)) from None
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: no such folder")
    cases = [str(case) for case in find_cases(folder) if is_meant(case.name)]
    if not cases:
        raise click.UsageError(f"{folder}: no case{' is meant by ' + repr(expression) if expression else ''}")
    return cases


def _outcomes(
    done: "Callable[[Path, Pipeline], Outcome]", folder: Path, expression: str, given: Pipeline | None, word: str
) -> tuple[int, int]:
    """Print what `done` finds changed in each case that is meant; how many have changed, how many cannot be checked."""
    default, changed = _pipeline(given, folder), 0

    def found(case: str) -> str:
        nonlocal changed
        outcome = done(Path(case), default)
        changed += not outcome.is_same
        return "" if outcome.is_same else str(outcome)

    cases = _chosen_cases(folder, expression)
    broken = _each(cases, found)
    rest = f", {broken} cannot be checked" if broken else ""
    click.echo(f"cleaner: {_count(cases)}: {changed or 'none'} {word}{rest}", err=True)
    return changed, broken


def _each(names: Iterable[str], done: Callable[[str], str]) -> int:
    """Print what `done` says of each name, go on where it fails; how often it failed."""
    attempts = Attempts()
    for name in names:
        with attempts.on(name):
            text = done(name)
            click.echo(text or None, nl=bool(text))
    return len(attempts.failures)


def _pipeline(given: Pipeline | None, folder: Path) -> Pipeline:
    """The pipeline for cases that name none: the given one, or what pytest's ini file says."""
    from cleaner.regression.config import configured_pipeline

    try:
        return given or configured_pipeline(folder)
    except CleanerError as error:
        raise click.UsageError(str(error)) from None


def _count(cases: Sequence[str]) -> str:
    return "1 case" if len(cases) == 1 else f"{len(cases)} cases"
