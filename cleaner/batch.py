"""Many pages, in this process or in several: each is read, cleaned and rendered, and what goes wrong stays with it.

Worker processes are pebble's: a page that takes too long, or whose process dies, fails alone, and another process takes
the dead one's place. Results come in the order of the pages, and no more pages are under way than keep the workers
busy, so memory does not grow with their number.
"""

import json
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from cleaner.article import Article
from cleaner.document import Document
from cleaner.errors import CleanerError, PageError, place_of, reason_of
from cleaner.filenames import written
from cleaner.limits import LIMITS, Limits
from cleaner.pipeline import Pipeline
from cleaner.sources.files import Source, is_address, is_archive, read_source, read_sources

if TYPE_CHECKING:
    from cleaner.site_template import SiteTemplate

__all__ = ["FORMS", "Result", "Task", "Work", "fitted", "run", "tasks_of"]

FORMS: Final = ("text", "markdown", "html", "json", "jsonl", "parquet")
"""What a page can be rendered as."""
_WITH_METADATA: Final = FORMS[3:]
_WINDOW: Final = 32
"""So many pages for each worker are under way."""
_MAX_DEATHS: Final = 2
"""A page whose process dies so often is what kills it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to clean."""

    name: str
    place: PurePath
    """Where its result belongs in a folder of results."""
    source: Source | None = field(default=None, repr=False)
    """The page, where it is read already; else it is in the file `name`."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a page."""

    task: Task
    rendered: Any = None
    """Text, or a row for Parquet; None where it failed."""
    error: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """What is done with each page."""

    pipeline: Pipeline
    form: str
    url: str = ""
    is_fetched: bool = False
    """Whether addresses may be fetched."""
    has_images: bool = False
    """Whether images are shown, in HTML and Markdown."""
    templates: "Mapping[str, SiteTemplate]" = field(default_factory=dict)
    """What repeats on the pages of each host."""

    def __call__(self, task: Task) -> Result:
        """Read, clean and render a page; whatever goes wrong is in the result."""
        try:
            document = (task.source or self._read(task.name)).document(self.url, limits=self.pipeline.limits)
            article = self._pipeline_for(document).run(document)
            if article.why_empty:
                raise PageError(article.why_empty)
            said = article.metadata_warnings if self.form in _WITH_METADATA else ()
            return Result(task, self._rendered(task.name, article), warnings=(*article.warnings, *said))
        except Exception as error:  # one page must not end the run, whatever is wrong with it
            return Result(task, error=reason_of(error) + place_of(error))

    def _pipeline_for(self, document: Document) -> Pipeline:
        """The pipeline, with the host's template before the body filter."""
        if not self.templates:
            return self.pipeline
        from cleaner.site_template import host_of

        template = self.templates.get(host_of(document.url))
        if template is None:
            return self.pipeline
        if "body" in self.pipeline.names:
            return self.pipeline.before("body", template)
        return Pipeline(*self.pipeline.filters, template, rules=self.pipeline.rules, limits=self.pipeline.limits)

    def _rendered(self, name: str, article: Article) -> Any:
        if self.form == "parquet":
            return row_of(name, article)
        if self.form in ("json", "jsonl"):
            return written(json.dumps({"page": name, **article.to_dict()}, ensure_ascii=False)) + "\n"
        if self.form == "text":
            return f"{article.text}\n"
        return (article.to_html if self.form == "html" else article.to_markdown)(self.has_images)

    def _read(self, name: str) -> Source:
        if self.is_fetched and is_address(name):
            from cleaner.sources.web import fetch

            return fetch(name, limits=self.pipeline.limits)
        return read_source(name, self.pipeline.limits)


def tasks_of(name: str, place: PurePath, limits: Limits = LIMITS) -> Iterator[Task]:
    """The pages in the file `name`: one, which the worker reads, or those of an archive, which are read here.

    An archive that cannot be read, or holds no page, gives one task, which fails with the reason.
    """
    if not is_archive(name):
        yield Task(name, place)
        return
    number = 0
    try:
        for number, source in enumerate(read_sources(name, limits), 1):
            is_lone = source.name == name
            own = place if is_lone else place.with_name(f"{place.name}-{number:05d}")
            yield Task(source.name, own, source)
        if not number:
            raise PageError("holds no page")
    except CleanerError as error:
        yield Task(name, place, Source(name, b"", fault=str(error)))


def fitted(tasks: Iterable[Task], limits: Limits = LIMITS) -> "dict[str, SiteTemplate]":
    """What repeats on the pages of each host that has enough of them; pages that cannot be read are passed over."""
    from cleaner.site_template import fit_by_host

    def documents() -> Iterator[Document]:
        for task in tasks:
            with suppress(CleanerError):
                yield (task.source or read_source(task.name, limits)).document(limits=limits)

    return fit_by_host(documents())


def run(tasks: Iterable[Task], work: Work, workers: int = 0, seconds: float = 60.0) -> Iterator[Result]:
    """What `work` makes of each task, in their order; in so many processes, or for 0 in this one.

    In processes a page may take `seconds`.
    """
    if not workers:
        yield from map(work, tasks)
        return
    from pebble import ProcessPool

    with ProcessPool(workers, initializer=_begin, initargs=(work,)) as pool:
        try:
            yield from _in_order(tasks, lambda task: pool.schedule(_do, (task,), timeout=seconds), workers, seconds)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


_work: Work | None = None


def _begin(work: Work) -> None:
    """Make a process ready: interrupts are the parent's to handle, which ends it when it has to."""
    global _work  # noqa: PLW0603 -- what a worker process works with
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _work = work


def _do(task: Task) -> Result:
    assert _work is not None
    return replace(_work(task), task=replace(task, source=None))  # the parent has the page


def _in_order(tasks: Iterable[Task], schedule: Callable[[Task], Any], workers: int, seconds: float) -> Iterator[Result]:
    waiting: deque[tuple[Task, Any]] = deque()
    for task in tasks:
        waiting.append((task, schedule(task)))
        if len(waiting) >= workers * _WINDOW:
            yield _result_of(*waiting.popleft(), schedule, seconds)
    while waiting:
        yield _result_of(*waiting.popleft(), schedule, seconds)


def _result_of(task: Task, future: Any, schedule: Callable[[Task], Any], seconds: float) -> Result:
    from concurrent.futures import TimeoutError as LateError

    from pebble import ProcessExpired

    for death in range(1, _MAX_DEATHS + 1):
        try:
            result: Result = future.result()
            return replace(result, task=task)
        except LateError:
            return Result(task, error=f"took longer than {seconds:g} s")
        except ProcessExpired as error:
            reason = f"the process that cleaned it died ({error.exitcode})"
            future = schedule(task) if death < _MAX_DEATHS else None
    return Result(task, error=reason)


def row_of(name: str, article: Article) -> dict[str, Any]:
    """A page as a row of a table."""
    document, metadata = article.document, article.metadata
    return {
        "page": name,
        "url": document.url,
        "language": document.language,
        "title": metadata.get("title", document.title),
        "author": metadata.get("author", ""),
        "date": metadata.get("date", ""),
        "text": article.text,
        "confidence": article.confidence,
        "source": article.source,
        "drops": [{"filter": drop.filter, "evidence": drop.evidence, "text": drop.text} for drop in article.drops],
        "warnings": [*article.warnings, *article.metadata_warnings],
    }
