"""Where results go, and what is said beside them."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from cleaner.article import Article
from cleaner.sources.files import STDIN

__all__ = ["complain", "targets", "warn"]


def targets(pages: Sequence[str], suffix: str, output: str, reserved: Sequence[str] = ()) -> list[Path]:
    """The file for each page's result: `output` itself for one page, else a file in that folder, none of `reserved`.

    Pages of one name are kept apart by a number.
    """
    folder = Path(output)
    sources = {Path(page).resolve() for page in pages}
    if len(pages) == 1 and not output.endswith(("/", os.sep)) and not folder.is_dir():
        if folder.resolve() in sources:
            raise click.UsageError(f"{output} is the page itself; choose another file")
        return [folder]
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{output} is a file; several pages need a folder")
    taken = set(reserved)
    found = [folder / _free_name(page, suffix, taken) for page in pages]
    for target in found:
        if target.resolve() in sources:
            raise click.UsageError(f"{target} is one of the pages; choose another folder")
    return found


def warn(page: str, article: Article) -> None:
    """Say what the article warns of."""
    for warning in article.warnings:
        complain(page, f"warning: {warning}")


def complain(page: str, reason: str) -> None:
    """Say on standard error what is wrong with `page`; a reason may begin with its name, or a file in it."""
    name = "" if reason.startswith(page) else "standard input: " if page == STDIN else f"{page}: "
    click.echo(f"cleaner: {name}{reason}", err=True)


def _free_name(page: str, suffix: str, taken: set[str]) -> str:
    stem = "stdin" if page == STDIN else Path(page.removesuffix(".gz")).stem
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name.casefold())
    return name
