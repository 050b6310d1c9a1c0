"""`cleaner clean`: pages to clean bodies, one or ten thousand."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

import click

from cleaner.batch import FORMS, Result, Task, Work, fitted, run, tasks_of
from cleaner.cli.options import check_url, pipeline_options
from cleaner.cli.output import complain
from cleaner.cli.progress import no_step, progress
from cleaner.cli.streams import INTERRUPTED
from cleaner.errors import CleanerError, OutputError, PageError
from cleaner.filenames import printable, real_path
from cleaner.limits import Limits
from cleaner.pipeline import Pipeline
from cleaner.sinks import Files, Lines, Parts, Printed, Sink
from cleaner.sources.collect import Found, find_pages, names_of
from cleaner.sources.files import STDIN, is_archive

__all__ = ["clean"]

SUFFIXES: Final = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
"""What an output file's name ends with, by format."""
_LINES: Final = "pages.jsonl"
_MAX_SHOWN: Final = 1000


@click.command(short_help="Print the clean body of pages.")
@click.argument("pages", metavar="[PAGE...]", nargs=-1, type=click.Path(allow_dash=True))
@click.option("-f", "--format", "form", type=click.Choice(FORMS), default="text", help="Output format.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file; for several pages, into this folder.")
@click.option("-r", "--recursive", "is_recursive", is_flag=True, help="Clean the pages in folders, too.")
@click.option("--from", "lists", multiple=True, metavar="FILE", help="Clean the pages whose names are in this file.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Clean in so many processes; a page may take --seconds.")
@click.option("--seconds", type=click.FloatRange(0.01), default=60.0, show_default=True, help="With --jobs.")
@click.option("--resume", "is_resumed", is_flag=True, help="Pass over what an interrupted run has written.")
@click.option("--fetch", "is_fetched", is_flag=True, help="Fetch pages that are web addresses.")
@click.option(
    "--site-templates", "has_templates", is_flag=True, help="First learn what repeats on five or more pages of a host."
)
@click.option("--images", "has_images", is_flag=True, help="With images and captions, in HTML and Markdown.")
@click.option("--url", default="", help="The page's address, for links, metadata and rules.")
@pipeline_options
def clean(
    pages: Sequence[str],
    form: str,
    output: str | None,
    is_recursive: bool,
    lists: Sequence[str],
    jobs: int | None,
    seconds: float,
    is_resumed: bool,
    is_fetched: bool,
    has_templates: bool,
    has_images: bool,
    url: str,
    pipeline: Pipeline,
) -> None:
    """Print the clean body of each PAGE, or write it into a file or folder.

    PAGE is HTML (also gzipped, or saved as MHTML), plain text, a web archive (.warc, .warc.gz), JSON lines with "url"
    and "html", or - for standard input. Several pages are parted by a blank line, as JSON by a line break.
    """
    if not pages and not lists:
        raise click.UsageError("Missing argument 'PAGE...'.")
    check_url(url, pages)
    if has_templates and (STDIN in pages or is_fetched):
        raise click.UsageError("--site-templates reads every page twice: from files")
    if has_images and form not in ("html", "markdown"):
        raise click.UsageError("--images is for -f html and -f markdown")
    try:
        if STDIN in lists:  # which can be read only once
            pages, lists = [*pages, *names_of((), [STDIN])], [each for each in lists if each != STDIN]
        batch = _Batch(pages, lists, is_recursive, output, pipeline.limits)
        sink = _sink(batch, form, is_resumed)
        templates = fitted(batch.tasks(), batch.limits) if has_templates else {}
        work = Work(pipeline, form, url, is_fetched, has_images, templates)
        count = _cleaned(batch, sink, work, (jobs or 0, seconds))
    except KeyboardInterrupt:
        click.echo(f"cleaner: interrupted{'; --resume goes on from here' if output else ''}", err=True)
        sys.exit(INTERRUPTED)
    except CleanerError as error:
        click.echo(f"cleaner: {printable(str(error))}", err=True)
        sys.exit(1)
    if jobs:
        click.echo(f"cleaner: {count}", err=True)
    sys.exit(bool(count.failed))


@dataclass(frozen=True)
class _Batch:
    """The pages of one run, and where they go."""

    pages: Sequence[str]
    lists: Sequence[str]
    is_recursive: bool
    output: str | None
    limits: Limits

    def found(self) -> Iterator[Found]:
        """Each file once, in order."""
        left_out = Path(self.output) if self.output else None
        return find_pages(names_of(self.pages, self.lists), self.is_recursive, left_out)

    def tasks(self) -> Iterator[Task]:
        """Each page once, in order."""
        for found in self.found():
            yield from tasks_of(found.name, found.place, self.limits)

    @property
    def is_many(self) -> bool:
        """Whether there are several pages, or may be several in one file."""
        first = list(islice(self.found(), 2))
        if len(first) != 1 or self.lists:
            return True
        name = first[0].name
        return (name != STDIN and is_archive(name)) or (self.is_recursive and Path(self.pages[0]).is_dir())


@dataclass
class _Count:
    """How a run goes."""

    done: int = 0
    failed: int = 0
    passed: int = 0
    start: float = field(default_factory=time.monotonic)

    def __str__(self) -> str:
        """All of it, and the speed."""
        speed = (self.done + self.failed) / max(time.monotonic() - self.start, 1e-3)
        return f"pages: {self.done} cleaned, {self.failed} failed, {self.passed} passed over; {speed:.0f} a second"


def _cleaned(batch: _Batch, sink: Sink, work: Work, workers: tuple[int, float]) -> _Count:
    """Clean all pages of the batch into the sink and name those that fail, at the end where a progress bar is shown."""
    count = _Count()
    held: list[tuple[str, str]] = []
    try:
        with progress(batch.found(), batch.is_many) as step:
            for result in run(_waiting(batch, sink, count, step), work, *workers):
                said = _written(result, sink)
                count.failed += bool(result.error or said.error)
                count.done += not said.error
                held += _complaints(said)
                if step is no_step:
                    _say(held)
                step(1)
            if not (count.done or count.failed or count.passed):
                raise PageError("there is no page in the folders or lists that were named")
            sink.close()
    finally:
        _say(held)
    return count


def _waiting(batch: _Batch, sink: Sink, count: _Count, step: Callable[[int], None]) -> Iterator[Task]:
    """The pages that an earlier run has not done."""
    for task in batch.tasks():
        if sink.has(task):
            count.passed += 1
            step(1)
        else:
            yield task


def _written(result: Result, sink: Sink) -> Result:
    """The result, and whether it could be written."""
    try:
        if not result.error:
            sink.write(result)
        return result
    except OutputError as error:
        return replace(result, error=str(error))


def _complaints(result: Result) -> list[tuple[str, str]]:
    said = [f"warning: {each}" for each in result.warnings] if not result.error else [result.error]
    return [(result.task.name, each) for each in said]


def _say(held: list[tuple[str, str]]) -> None:
    """Say what is held back, and forget it."""
    for page, reason in held[:_MAX_SHOWN]:
        complain(page, reason)
    if len(held) > _MAX_SHOWN:
        click.echo(f"cleaner: … and {len(held) - _MAX_SHOWN} more", err=True)
    held.clear()


def _sink(batch: _Batch, form: str, is_resumed: bool) -> Sink:
    """Where the results go; what cannot be is wrong usage."""
    output = batch.output
    if output is None:
        if is_resumed or form == "parquet":
            raise click.UsageError(f"{'--resume' if is_resumed else 'parquet'} needs a place to write to: -o")
        return Printed(is_parted=not form.startswith("json"))
    is_named = output.endswith(("/", os.sep)) or Path(output).is_dir()
    if form == "parquet":
        return Parts(Path(output), is_resumed)
    if form == "jsonl":
        return Lines(Path(output, _LINES) if is_named else Path(output), is_resumed)
    sink = Files(Path(output), SUFFIXES[form], is_named or batch.is_many, is_resumed)
    _check_targets(batch, sink, output)
    return sink


def _check_targets(batch: _Batch, sink: Files, output: str) -> None:
    """Refuse to write over a page that was named, or a folder over a file."""
    if sink.is_folder and Path(output).exists() and not Path(output).is_dir():
        raise click.UsageError(f"{output} is a file; several pages need a folder")
    pages = {real_path(page) for page in batch.pages}
    for found in find_pages(batch.pages):
        target = sink.path_of(Task(found.name, found.place))
        if real_path(target) in pages:
            raise click.UsageError(f"{target} is one of the pages; choose another place")
