"""Where results go, and what is said beside them."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from cleaner.article import Article
from cleaner.errors import place_of, reason_of
from cleaner.filenames import printable, real_path
from cleaner.sources.collect import free_name, stem_of
from cleaner.sources.files import STDIN

__all__ = ["Attempts", "complain", "targets", "warn"]


class Attempts:
    """Work on many pages, of which those that fail are named on standard error while the others are done."""

    def __init__(self) -> None:
        """Start with no failure."""
        self.failures: list[tuple[str, str]] = []
        """Each page that failed, and why."""

    @contextmanager
    def on(self, page: str) -> Iterator[None]:
        """Note what goes wrong with `page`, be it the page, or a filter that somebody wrote."""
        try:
            yield
        except (BrokenPipeError, click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # one page must not end the run, whatever is wrong with it
            reason = reason_of(error) + place_of(error)
            self.failures.append((page, reason))
            complain(page, reason)


def targets(pages: Sequence[str], suffix: str, output: str, reserved: Sequence[str] = ()) -> list[Path]:
    """The file for each page's result: `output` itself for one page, else a file in that folder.

    Pages of one name are kept apart by a number; none is called as one of `reserved`, which have no suffix.
    """
    folder = Path(output)
    sources = {real_path(page) for page in pages}
    if len(pages) == 1 and not output.endswith(("/", os.sep)) and not folder.is_dir():
        if real_path(folder) in sources:
            raise click.UsageError(f"{output} is the page itself; choose another file")
        return [folder]
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{output} is a file; several pages need a folder")
    taken = Counter(reserved)
    found = [folder / f"{free_name(taken, stem_of(page))}{suffix}" for page in pages]
    for target in found:
        if real_path(target) in sources:
            raise click.UsageError(f"{target} is one of the pages; choose another folder")
    return found


def warn(page: str, article: Article) -> None:
    """Say what the article warns of."""
    for warning in article.warnings:
        complain(page, f"warning: {warning}")


def complain(page: str, reason: str) -> None:
    """Say on standard error what is wrong with `page`; a reason may begin with its name, or a file in it."""
    name = (
        ""
        if reason.startswith((f"{page}: ", f"{page}{os.sep}"))
        else "standard input: "
        if page == STDIN
        else f"{page}: "
    )
    click.echo(f"cleaner: {printable(name + reason)}", err=True)
