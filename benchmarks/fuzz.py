"""Real pages, damaged at random, and the laws that must hold for whatever comes of them.

Each page is made from its number and the seed alone, so that a failure can be made again. `find_failures` mutates pages
of the corpora; `run_atheris` lets atheris look for inputs that reach new code, from the golden pages on.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from time import process_time
from typing import Final

import cleaner
from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.limit import call_each
from benchmarks.memory import peak_bytes
from cleaner.article import Article
from cleaner.errors import CleanerError
from cleaner.pipeline import Pipeline

__all__ = ["MUTATIONS", "Failure", "broken_laws", "find_failures", "mutated", "run_atheris"]

MAX_SECONDS: Final = 2.0
"""Process time in which a page is cleaned, and each rendering made."""
MAX_MB: Final = 500
"""By how much memory may grow."""
TIMEOUT: Final = 300
"""Seconds by the clock, for what never ends."""

_TAG: Final = re.compile(rb"<[^<>]+>")
_ATTRIBUTE: Final = re.compile(rb"""\s[^\s=<>"']+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']*))?""")
_CHARSET: Final = re.compile(rb"(charset=[\"']?)[\w-]+", re.IGNORECASE)
_CHARSETS: Final = (
    "utf-8",
    "utf-16",
    "windows-1252",
    "windows-1251",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
    "koi8-r",
)
_RANGES: Final = (
    (0, 0x7F),
    (0x80, 0x24F),
    (0x300, 0x36F),
    (0x590, 0x6FF),
    (0xE00, 0x0EFF),
    (0x2000, 0x206F),
    (0x3040, 0x9FFF),
)

Mutation = Callable[[random.Random, bytes, bytes], bytes]
"""What makes of a page, and another page, a third."""


@dataclass(frozen=True)
class Failure:
    """A page for which a law does not hold."""

    number: int
    said: str
    page: bytes = b""


def _truncated(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    return page[: chance.randrange(len(page) + 1)]


def _spliced(chance: random.Random, page: bytes, other: bytes) -> bytes:
    return page[: chance.randrange(len(page) + 1)] + other[chance.randrange(len(other) + 1) :]


def _bits_flipped(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    data = bytearray(page)
    for _ in range(chance.randint(1, 100) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _tags_dropped(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    share = chance.choice((0.01, 0.1, 0.5))
    return _TAG.sub(lambda tag: b"" if chance.random() < share else tag.group(), page)


def _tags_doubled(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    share, times = chance.choice(((0.01, 100), (0.1, 2), (0.5, 2)))
    return _TAG.sub(lambda tag: tag.group() * times if chance.random() < share else tag.group(), page)


def _tags_swapped(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    tags = _TAG.findall(page)
    chance.shuffle(tags)
    share = chance.choice((0.01, 0.1, 1.0))
    return _TAG.sub(lambda tag: tags.pop() if chance.random() < share else tag.group(), page)


def _attributes_shuffled(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    found = [attribute for tag in _TAG.findall(page) for attribute in _ATTRIBUTE.findall(tag)]
    chance.shuffle(found)
    take = iter(found)
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(lambda own: next(take, own.group()), tag.group()), page)


def _charset_declared(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    name = chance.choice(_CHARSETS).encode()
    declared, count = _CHARSET.subn(rb"\g<1>" + name, page)
    return declared if count else b"<meta charset=" + name + b">" + page


def _encoded_anew(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    return page.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


def _characters_put_in(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    data = page
    for _ in range(chance.randint(1, 20)):
        first, last = chance.choice(_RANGES)
        text = "".join(chr(chance.randint(first, last)) for _ in range(chance.choice((1, 10, 1000))))
        at = chance.randrange(len(data) + 1)
        data = data[:at] + text.encode() + data[at:]
    return data


def _nested(chance: random.Random, page: bytes, other: bytes) -> bytes:  # noqa: ARG001
    at = chance.randrange(len(page) + 1)
    return page[:at] + page + page[at:]


MUTATIONS: Final[dict[str, Mutation]] = {
    "truncated": _truncated,
    "spliced with another": _spliced,
    "bits flipped": _bits_flipped,
    "tags dropped": _tags_dropped,
    "tags doubled": _tags_doubled,
    "tags swapped": _tags_swapped,
    "attributes shuffled": _attributes_shuffled,
    "wrong charset declared": _charset_declared,
    "encoded anew": _encoded_anew,
    "characters put in": _characters_put_in,
    "nested into itself": _nested,
}
"""All of them, by name."""


def mutated(pages: Sequence[Page], seed: int, number: int) -> tuple[bytes, str]:
    """The page `number` of the run with `seed`, and what it was made of."""
    chance = random.Random(f"{seed} {number}")
    page, other = chance.choice(pages), chance.choice(pages)
    names = chance.choices(list(MUTATIONS), k=chance.choice((1, 1, 2, 3)))
    data = page.html
    for name in names:
        data = MUTATIONS[name](chance, data, other.html)
    return data, f"{page.corpus} {page.id}: {', '.join(names)}"


def find_failures(folder: Path, count: int, seed: int, jobs: int = 1, first: int = 0) -> Iterator[Failure | None]:
    """For each page of the run with `seed`, from number `first` on, what it breaks; None where that is nothing."""
    numbers = range(first, first + count)
    _pages(folder)  # once, before the processes part
    for place, said, failure in call_each(partial(_tried, folder, seed), numbers, jobs, TIMEOUT):
        number = numbers[place]
        if said or failure:
            page, origin = mutated(_pages(folder), seed, number)
            yield Failure(number, f"{origin}: {failure or said}", page)
        else:
            yield None


def _tried(folder: Path, seed: int, number: int) -> str:
    return "; ".join(broken_laws(mutated(_pages(folder), seed, number)[0]))


@cache
def _pages(folder: Path) -> list[Page]:
    return [page for name in CORPORA for page in read_corpus(folder, name)]


def broken_laws(data: bytes) -> list[str]:
    """The laws that do not hold for the page in `data`."""
    before = peak_bytes()
    watch = _Watch()
    try:
        article = watch.timed("clean", lambda: cleaner.clean(data))
    except CleanerError:
        return watch.said
    said = [*_of_blocks(article), *_of_text(article), *_of_renderings(article, watch), *_of_repetition(article, data)]
    grown = (peak_bytes() - before) / 2**20
    return [*said, *watch.said, *([f"memory grew by {grown:.0f} MB"] if grown > MAX_MB else [])]


class _Watch:
    """Notes what takes too long."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def timed(self, step: str, function: Callable[[], Article]) -> Article:
        """What `function` returns."""
        start = process_time()
        try:
            return function()
        finally:
            seconds = process_time() - start
            if seconds > MAX_SECONDS:
                self.said.append(f"{step} took {seconds:.1f} s")


def _of_blocks(article: Article) -> Iterator[str]:
    blocks = article.document.blocks
    kept, dropped = [block.index for block in article.blocks], [drop.block.index for drop in article.drops]
    if [block.index for block in blocks] != list(range(len(blocks))):
        yield "blocks are not numbered in order"
    if sorted(kept + dropped) != list(range(len(blocks))):
        yield "what is kept and what is dropped are not all blocks"
    if kept != sorted(kept) or dropped != sorted(dropped):
        yield "what is kept or dropped is not in order"
    if not article.text and not article.warnings:
        yield "no text and no warning"
    if not 0 <= article.confidence <= 1:
        yield f"confidence is {article.confidence}"


def _of_text(article: Article) -> Iterator[str]:
    document = article.document
    everything = Pipeline().run(document.page or document)
    if everything.source == "page" and everything.drops:
        yield "an empty pipeline drops something"
    on_page = "".join("".join(document.tree.itertext()).split()) if document.tree is not None else ""
    for block in document.blocks:
        letters = "".join(block.text.split())
        if letters not in on_page and not _is_within(letters, on_page):
            yield f"text that is not on the page: {block.text[:80]!r}"
            return


def _is_within(letters: str, on_page: str) -> bool:
    """Whether `letters` stand in this order on the page; what is hidden within a word is left out of it."""
    rest = iter(on_page)
    return all(letter in rest for letter in letters)


def _of_renderings(article: Article, watch: _Watch) -> Iterator[str]:
    renderings: dict[str, Callable[[], object]] = {
        "html": lambda: article.to_html(has_images=True),
        "markdown": lambda: article.to_markdown(has_images=True),
        "JSON": lambda: json.dumps(article.to_dict()),
        "paths": lambda: [drop.block.path for drop in article.drops[:3]],
    }
    for name, render in renderings.items():
        try:
            watch.timed(name, render)  # type: ignore[arg-type]
        except Exception as error:  # whatever it is, it is one too many
            yield f"{name}: {type(error).__name__}: {error}"


def _of_repetition(article: Article, data: bytes) -> Iterator[str]:
    again = cleaner.clean(data)
    if again.text != article.text or list(map(_said_of, again.drops)) != list(map(_said_of, article.drops)):
        yield "another run has another result"
    once = cleaner.clean_text(article.text, article.document.language)
    twice = cleaner.clean_text(once.text, article.document.language)
    named = [drop for drop in twice.drops if drop.filter != "body"]  # what is learned may learn more from less
    if named:
        yield f"the clean text again: {named[0].evidence}: {named[0].text[:60]!r}"


def _said_of(drop: cleaner.Drop) -> tuple[int, str, str]:
    return drop.block.index, drop.filter, drop.evidence


def run_atheris(minutes: float, seeds: Path, target: Path) -> None:
    """Let atheris make inputs for `clean` and `clean_text` that reach new code, from the pages in `seeds` on.

    What it finds is put into `target`; an input that raises anything but a `CleanerError` or breaks a law ends the run
    with its trace. Never returns: atheris ends the process.
    """
    import atheris

    with atheris.instrument_imports(include=["cleaner"]):
        for name in [name for name in sys.modules if name.split(".")[0] == "cleaner"]:
            del sys.modules[name]
        import cleaner  # again, now with what counts the branches taken

        article = cleaner.clean(next(iter(sorted(seeds.glob("*/page.html")))).read_bytes())
        list(_of_renderings(article, _Watch()))  # what is imported where it is used, and loaded once
        cleaner.clean_text(article.text)

    corpus = target / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for page in sorted(seeds.glob("*/page.*")):
        (corpus / f"{page.parent.name}{page.suffix}").write_bytes(page.read_bytes())
    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={int(minutes * 60)}",
            f"-artifact_prefix={target}/",
            "-max_len=65536",
            f"-timeout={TIMEOUT // 5}",
            "-rss_limit_mb=4096",
            str(corpus),
        ],
        _fuzzed,
    )
    atheris.Fuzz()


def _fuzzed(data: bytes) -> None:
    import cleaner

    for clean in (lambda: cleaner.clean(data), lambda: cleaner.clean_text(data.decode("utf-8", "replace"))):
        try:
            article = clean()
        except cleaner.CleanerError:
            continue
        said = [*_of_blocks(article), *_of_renderings(article, _Watch())]
        if article.document.tree is not None:
            said += _of_text(article)
        if said:
            raise AssertionError("; ".join(said))
