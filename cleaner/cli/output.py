"""Where results go, and what is said beside them."""

import os
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from cleaner.article import Article
from cleaner.errors import CleanerError
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
        except CleanerError as error:
            self._note(page, str(error))
        except (BrokenPipeError, click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # one page must not end the run, whatever is wrong with it
            self._note(page, f"{type(error).__name__}: {error} ({_place_of(error)})")

    def _note(self, page: str, reason: str) -> None:
        self.failures.append((page, reason))
        complain(page, reason)


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


def _place_of(error: BaseException) -> str:
    """Where in whose code it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}, line {last.lineno}"


def _free_name(page: str, suffix: str, taken: set[str]) -> str:
    stem = "stdin" if page == STDIN else Path(page.removesuffix(".gz")).stem
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name.casefold())
    return name
