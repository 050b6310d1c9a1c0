"""`cleaner clean`: pages to clean bodies."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from cleaner import atomic
from cleaner.article import Article
from cleaner.cli.options import check_url, pipeline_options
from cleaner.cli.output import Attempts, targets, warn
from cleaner.errors import PageError
from cleaner.pipeline import Pipeline
from cleaner.sources.files import read_source

__all__ = ["clean"]

SUFFIXES: Final = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
"""What an output file's name ends with, by format."""


@click.command(short_help="Print the clean body of pages.")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("-f", "--format", "form", type=click.Choice(list(SUFFIXES)), default="text", help="Output format.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file; for several pages, into this folder.")
@click.option("--url", default="", help="The page's address, for links, metadata and rules.")
@pipeline_options
def clean(pages: Sequence[str], form: str, output: str | None, url: str, pipeline: Pipeline) -> None:
    """Print the clean body of each PAGE (HTML, gzipped HTML or plain text; - is standard input).

    Several pages are parted by a blank line, as JSON by a line break.
    """
    check_url(url, pages)
    found: Sequence[Path | None] = targets(pages, SUFFIXES[form], output) if output else [None] * len(pages)
    attempts = Attempts()
    is_first = True
    for page, target in zip(pages, found, strict=True):
        with attempts.on(page):
            rendered = _render(page, _clean(page, pipeline, url), form)
            if target is not None:
                atomic.write(target, rendered)
                continue
            click.echo(rendered if is_first or form == "json" else f"\n{rendered}", nl=False)
            is_first = False
    sys.exit(bool(attempts.failures))


def _clean(page: str, pipeline: Pipeline, url: str) -> Article:
    """The article of one page; raises `CleanerError` where it has no body."""
    article = read_source(page).clean(pipeline, url)
    if not article.text:
        raise PageError("; ".join(article.warnings) or "no text on the page")
    warn(page, article)
    return article


def _render(page: str, article: Article, form: str) -> str:
    if form == "json":
        return json.dumps({"page": page, **article.to_dict()}, ensure_ascii=False) + "\n"
    rendered: str = getattr(article, form)
    return rendered if rendered.endswith("\n") else f"{rendered}\n"
