"""`cleaner explain`: what went, and why; in the terminal or on the page itself."""

import json
import shutil
import sys
from collections.abc import Sequence

import click

from cleaner.article import Article
from cleaner.cli.options import check_url, pipeline_options
from cleaner.cli.output import complain, warn
from cleaner.errors import CleanerError
from cleaner.pipeline import Pipeline
from cleaner.rules import NAME as RULES
from cleaner.sources.files import read_source

__all__ = ["explain"]

_PIPE_COLUMNS = 140


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--filter", "names", metavar="NAME", multiple=True, help="Show this filter's drops only; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print article and drops as JSON, a line for each page.")
@click.option("--url", default="", help="The page's address.")
@pipeline_options
def explain(pages: Sequence[str], names: Sequence[str], as_json: bool, url: str, pipeline: Pipeline) -> None:
    """Say of every block of PAGE that went which filter took it and on what evidence; totals first."""
    if url and len(pages) > 1:
        raise click.UsageError("--url is for one page")
    check_url(url)
    shown = _shown(names, pipeline)
    failed = False
    for page in pages:
        try:
            article = read_source(page).clean(pipeline, url)
        except CleanerError as error:
            failed = True
            complain(page, str(error))
            continue
        warn(page, article)
        if as_json:
            click.echo(_json(page, article, shown))
            continue
        _print(page if len(pages) > 1 else "", article, shown)
    sys.exit(failed)


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
    return json.dumps({"page": page, **found}, ensure_ascii=False)


def _print(heading: str, article: Article, shown: Sequence[str]) -> None:
    from cleaner.report.terminal import explain as report

    if heading:
        click.echo(click.style(heading, bold=True))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_COLUMNS
    click.echo(report(article, shown, width) + ("\n" if heading else ""))
