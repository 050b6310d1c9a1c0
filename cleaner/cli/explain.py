"""`cleaner explain`: what went, and why; in the terminal or on the page itself."""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import click

from cleaner import atomic
from cleaner.article import Article
from cleaner.cli.options import check_url, pipeline_options
from cleaner.cli.output import Attempts, targets, warn
from cleaner.filenames import printable, written
from cleaner.pipeline import Pipeline
from cleaner.rules import NAME as RULES
from cleaner.sources.files import read_source

if TYPE_CHECKING:
    from cleaner.report.web import Entry

__all__ = ["explain"]

_PIPE_COLUMNS: Final = 300
_INDEX: Final = "index.html"


@click.command(short_help="Say what went, and why.")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--filter", "names", metavar="NAME", multiple=True, help="Show this filter's drops only; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print article and drops as JSON, a line for each page.")
@click.option(
    "--html",
    "output",
    type=click.Path(),
    metavar="FILE",
    help="Write a report that shows the page itself; for several pages, a folder with an index.",
)
@click.option("--open", "is_opened", is_flag=True, help="Open that report in the browser.")
@click.option("--url", default="", help="The page's address.")
@pipeline_options
def explain(
    pages: Sequence[str],
    names: Sequence[str],
    as_json: bool,
    output: str | None,
    is_opened: bool,
    url: str,
    pipeline: Pipeline,
) -> None:
    """Say of every block of PAGE that went which filter took it and on what evidence; totals first."""
    check_url(url, pages)
    if as_json and output:
        raise click.UsageError("choose --json or --html")
    if is_opened and not output:
        raise click.UsageError("--open opens what --html writes: name a file")
    shown = _shown(names, pipeline)
    writer = _Writer(pages, output, (RULES, *pipeline.names), names) if output else None
    attempts = Attempts()
    for number, page in enumerate(pages):
        with attempts.on(page):
            article = read_source(page, pipeline.limits).clean(pipeline, url)
            warn(page, article)
            if writer:
                writer.write(number, article)
            elif as_json:
                click.echo(_json(page, article, shown))
            else:
                _print(page if len(pages) > 1 else "", article, shown)
    if writer and output:
        with attempts.on(output):
            writer.close(attempts.failures, is_opened)
    sys.exit(bool(attempts.failures))


class _Writer:
    """Writes a report for each page, and for several an index."""

    def __init__(self, pages: Sequence[str], output: str, names: Sequence[str], shown: Sequence[str]) -> None:
        self._pages = pages
        self._targets = targets(pages, ".html", output, reserved=[Path(_INDEX).stem])
        self._index = None if len(pages) == 1 else Path(output) / _INDEX
        self._names, self._shown = names, shown
        self._entries: list[Entry] = []

    def write(self, number: int, article: Article) -> None:
        """Write the report on the page of this number."""
        from cleaner.report.totals import totals
        from cleaner.report.web import Entry, report

        page, target = self._pages[number], self._targets[number]
        back = _INDEX if self._index else ""
        atomic.write(target, report(article, self._names, page, self._shown, back))
        link, rows = quote(os.fsencode(target.name)), totals(article, self._names)
        self._entries.append(Entry(page, article.document.title, link, rows, article.confidence))

    def close(self, failures: Sequence[tuple[str, str]], is_opened: bool) -> None:
        """Write the index, if there is to be one, and open what was written, if so asked."""
        from cleaner.report.web import index

        if self._index:
            atomic.write(self._index, index(self._entries, failures, self._names))
        if self._entries:
            target = str(self._index or self._targets[0])
            click.echo(f"cleaner: written: {printable(target)}", err=True)
            if is_opened:
                click.launch(target)


def _shown(names: Sequence[str], pipeline: Pipeline) -> list[str]:
    """The filters to report on, in their order; all where no `names` are given."""
    known = (RULES, *pipeline.names)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"no filter {', '.join(map(repr, unknown))}; the filters are {', '.join(known)}")
    return [name for name in known if not names or name in names]


def _json(page: str, article: Article, shown: Sequence[str]) -> str:
    found = article.to_dict()
    found |= {key: [each for each in found[key] if each["filter"] in shown] for key in ("drops", "vetoes")}
    return written(json.dumps({"page": page, **found}, ensure_ascii=False))


def _print(heading: str, article: Article, shown: Sequence[str]) -> None:
    from cleaner.report.terminal import explain as report

    if heading:
        click.echo(click.style(printable(heading), bold=True))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_COLUMNS
    click.echo(report(article, shown, width) + ("\n" if heading else ""))
