"""Threads and processes: whether they give what one gives, and how many pages a second.

Threads share the tables, the weights and what is cached of both, so each page's every rendering is compared. Python
runs one thread at a time: several cannot be faster, but they must not be slower either. Processes are those of
`cleaner clean --jobs`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import cleaner
from benchmarks.corpus import CORPORA, Page, read_corpus
from cleaner.batch import Task, Work, run

__all__ = [
    "MIN_PROCESSES",
    "MIN_THREADS",
    "Speed",
    "differing",
    "digest",
    "pages_of",
    "process_speeds",
    "thread_speeds",
]

MIN_THREADS = 0.9
"""So much of one thread's speed several must have."""
MIN_PROCESSES = 1.8
"""So many times one process's speed two must have."""
_ROUNDS = 3


@dataclass(frozen=True)
class Speed:
    """How fast so many workers are."""

    workers: int
    pages: float
    """A second."""
    share: float
    """Of the speed of one."""


def pages_of(folder: Path, step: int = 1) -> list[Page]:
    """Every `step`-th page of all corpora in `folder`."""
    return [page for name in CORPORA for page in read_corpus(folder, name, step)]


def digest(html: bytes) -> str:
    """A checksum of all that cleaning `html` gives: text, Markdown, HTML, blocks, drops, metadata …; or the error."""
    try:
        article = cleaner.clean(html)
        given = [article.text, article.to_markdown(True), article.to_html(True), json.dumps(article.to_dict())]
    except cleaner.CleanerError as error:
        given = [str(error)]
    return sha256("\0".join(given).encode("utf-8", "surrogatepass")).hexdigest()


def differing(pages: Sequence[bytes], workers: int = 8, seed: int = 0) -> list[int]:
    """The numbers of the pages of which so many threads, in another order, give something else than one thread."""
    order = Random(seed).sample(range(len(pages)), len(pages))
    with ThreadPoolExecutor(workers) as pool:  # first, while nothing is cached
        found = dict(zip(order, pool.map(digest, [pages[number] for number in order]), strict=True))
    return [number for number, page in enumerate(pages) if digest(page) != found[number]]


def thread_speeds(pages: Sequence[bytes], counts: Iterable[int] = (1, 2, 4, 8)) -> Iterator[Speed]:
    """How fast so many threads clean `pages`; all in turn, so that what else the machine does falls on all."""
    return _speeds(counts, lambda workers: _in_threads(pages, workers), len(pages))


def process_speeds(pages: Sequence[bytes], counts: Iterable[int] = (1, 2)) -> Iterator[Speed]:
    """How fast so many processes clean `pages`, which they read from files."""
    with TemporaryDirectory() as folder:
        tasks = []
        for number, page in enumerate(pages):
            path = Path(folder, f"{number}.html")
            path.write_bytes(page)
            tasks.append(Task(str(path), PurePath(path.stem)))
        yield from _speeds(counts, lambda workers: _in_processes(tasks, workers), len(pages))


def _speeds(counts: Iterable[int], timed: Callable[[int], float], pages: int) -> Iterator[Speed]:
    rounds = [{workers: timed(workers) for workers in counts} for _ in range(_ROUNDS)]
    first = next(iter(rounds[0]))
    for workers in rounds[0]:
        share = median(each[first] / each[workers] for each in rounds)
        yield Speed(workers, pages / min(each[workers] for each in rounds), share)


def _in_threads(pages: Sequence[bytes], workers: int) -> float:
    start = perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(_text_of, pages):
            pass
    return perf_counter() - start


def _text_of(html: bytes) -> str:
    try:
        return cleaner.clean(html).text
    except cleaner.CleanerError:
        return ""


def _in_processes(tasks: Sequence[Task], workers: int) -> float:
    start = perf_counter()
    for _ in run(tasks, Work(cleaner.DEFAULT, "text"), workers):
        pass
    return perf_counter() - start
