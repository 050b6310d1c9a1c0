"""`SiteTemplate`: what several pages of one site have in common is the site's, not the article's.

A template is learned from a site's pages: the short blocks (menus, labels, buttons; never prose) that stand at the same
place, in the same words, on most of them. It is a filter like any other and is in no pipeline by itself. Before the
body filter it measures best:

    template = SiteTemplate.fit(parse(page) for page in pages)
    DEFAULT.before("body", template).clean(page)

It is made to lose nothing of a body. Pages that are the same article (copies, print versions, the parts of a long one)
count as one page. A text that stands at its place several times on a page counts nothing, since it labels the rows
of a list; nor do tables, code and quotes. What prose goes on behind, and the headings of what is not repeated, stay.

A place is the names of the elements around it without their numbers, classes and ids, which change from page to page.
Fitting takes time in proportion to the pages, and memory for no more than twice `MAX_PAGES`.
"""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from cleaner.atomic import write
from cleaner.document import Block, Document
from cleaner.drop import Drop
from cleaner.errors import TemplateError
from cleaner.words import phrase_words

__all__ = ["MAX_PAGES", "MIN_PAGES", "MIN_SHARE", "SiteTemplate", "fit_by_host", "host_of"]

MAX_PAGES: Final = 200
"""Of a site's pages so many say as much as all; which are taken does not depend on their order."""
MIN_PAGES: Final = 3
"""What stands on fewer pages …"""
MIN_SHARE: Final = 0.85
"""… or on a smaller share of them may be the article's."""

_VERSION: Final = 1
_VERSION_KEY: Final = "cleaner-site-template"
_KEY_DIGITS: Final = 16
_DATA: Final = ("row", "code", "quote")
_SHINGLE: Final = 4
_SAMPLES: Final = 6
_ALIKE: Final = 4
"""Pages with so many of `_SAMPLES` random runs of words in common are one article: likely if they share four fifths."""
_MAX_PAGE_DIGITS: Final = 2


@dataclass(frozen=True)
class SiteTemplate:
    """Short blocks that stand at the same place on most pages of a site."""

    name: ClassVar[str] = "site-template"
    after: ClassVar[tuple[str, ...]] = ()

    pages: int = 0
    """How many pages, the same article counted once, it was learned from."""
    blocks: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """For each block learned a checksum of its place and text, and on how many of the pages it is; sorted."""
    _counts: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the blocks."""
        object.__setattr__(self, "_counts", dict(self.blocks))

    @classmethod
    def fit(cls, documents: Iterable[Document], min_pages: int = MIN_PAGES) -> "SiteTemplate":
        """What the `documents`, whole pages of one site, have in common; the same in any order of them.

        A block is learned that is on `MIN_SHARE` of the pages and on `min_pages` of them; from fewer pages nothing is.
        """
        sample = _Sample()
        for document in documents:
            sample.add(document)
        return _fitted(sample, min_pages)

    @classmethod
    def load(cls, path: str | Path) -> "SiteTemplate":
        """The template saved at `path`; raises `TemplateError`, which names the file, where it is none."""
        try:
            table = json.loads(Path(path).read_text("utf-8"))
        except OSError as error:
            raise TemplateError(f"{path}: {error.strerror}") from None
        except (ValueError, RecursionError) as error:
            raise TemplateError(f"{path}: no JSON: {error}") from None
        return _read(table, str(path))

    def save(self, path: str | Path) -> None:
        """Write the template to `path` as JSON, without any text of the site; raises `OutputError`."""
        blocks = {f"{key:0{_KEY_DIGITS}x}": count for key, count in self.blocks}
        table = {_VERSION_KEY: _VERSION, "pages": self.pages, "blocks": blocks}
        write(Path(path), json.dumps(table, indent=1) + "\n")

    def find(self, document: Document) -> Iterator[Drop]:
        """The blocks that are known, but for those that belong to what is not repeated."""
        keys = document.once(_keys)
        known = {index: self._counts[key] for index, key in keys.items() if key in self._counts}
        ends = _prose_ends(document) if known else {}
        kept = document.kept
        for before, block, behind in zip((None, *kept), kept, (*kept[1:], None), strict=False):
            if block.index in known and not (
                _is_within(block, ends)
                or _is_between(before, behind)
                or (block.kind == "heading" and behind is not None and behind.index not in known)
            ):
                yield Drop(block, "context", f"on {known[block.index]} of {self.pages} pages")


def fit_by_host(documents: Iterable[Document], min_pages: int = 5) -> dict[str, SiteTemplate]:
    """By host, as `host_of` spells it, the template of each with `min_pages` different pages, sorted by host."""
    samples: dict[str, _Sample] = defaultdict(_Sample)
    for document in documents:
        host = host_of(document.url)
        if host:
            samples[host].add(document)
    return {host: _fitted(own, MIN_PAGES) for host, own in sorted(samples.items()) if len(own.pages) >= min_pages}


def host_of(url: str) -> str:
    """The host in `url`, lower case, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # an address that is none
        return ""


class _Page(NamedTuple):
    """What is remembered of a page."""

    identity: tuple[tuple[int, ...], ...]
    """Pages with one of these in common are the same article."""
    keys: "array[int]"


class _Sample:
    """At most `MAX_PAGES` of the pages added, those with the lowest checksums; the same page counts once."""

    def __init__(self) -> None:
        self._found: dict[int, _Page] = {}

    @property
    def pages(self) -> list[_Page]:
        return [page for _, page in sorted(self._found.items())][:MAX_PAGES]

    def add(self, document: Document) -> None:
        keys = array("Q", document.once(_keys).values())
        identity = _identity(document)
        checksum = _checksum(repr((identity, keys.tobytes())))
        self._found[checksum] = _Page(identity or ((checksum,),), keys)
        if len(self._found) >= 2 * MAX_PAGES:
            self._found = dict(sorted(self._found.items())[:MAX_PAGES])


def _fitted(sample: _Sample, min_pages: int) -> SiteTemplate:
    articles = _articles(sample.pages)
    least = max(2, min_pages, MIN_SHARE * len(articles))
    counts = Counter(key for keys in articles for key in keys)
    return SiteTemplate(len(articles), tuple(sorted((key, n) for key, n in counts.items() if n >= least)))


def _articles(pages: Iterable[_Page]) -> list[set[int]]:
    """The keys of each article, those of all its pages together."""
    articles: list[set[int]] = []
    known: dict[tuple[int, ...], int] = {}
    for page in pages:
        number = next((known[each] for each in page.identity if each in known), len(articles))
        if number == len(articles):
            articles.append(set())
        articles[number].update(page.keys)
        for each in page.identity:
            known.setdefault(each, number)
    return articles


def _identity(document: Document) -> tuple[tuple[int, ...], ...]:
    """Checksums of the page's title with its first headings, without page numbers, and of samples of its prose."""
    headings = [block.text for block in document.blocks if block.kind == "heading" and block.level <= 2][:2]
    named = [_stem(text) for text in (document.title, *headings)]
    found: list[tuple[int, ...]] = [(_checksum("\n".join(named)),)] if any(named) else []
    lowest = [0] * _SAMPLES
    for block in document.blocks:
        for run in _runs(block.text) if block.is_prose else ():
            number, place = divmod(crc32(run.encode("utf-8", "replace")), _SAMPLES)
            lowest[place] = min(lowest[place] or number, number)
    samples = [(place, number) for place, number in enumerate(lowest) if number]
    return (*found, *(sum(four, ()) for four in combinations(samples, _ALIKE)))


def _runs(text: str) -> Iterator[str]:
    words = phrase_words(text)
    for at in range(len(words) - _SHINGLE + 1):
        yield " ".join(words[at : at + _SHINGLE])


def _stem(title: str) -> str:
    """The words of `title` without page numbers and the words before them: "Page 2 of 5"."""
    words = phrase_words(title)
    is_number = [word.isdigit() and len(word) <= _MAX_PAGE_DIGITS for word in words]
    skipped = zip(is_number, [*is_number[1:], False], strict=True) if words else ()
    return " ".join(word for word, skip in zip(words, skipped, strict=True) if not any(skip))


def _keys(document: Document) -> dict[int, int]:
    """By block number the checksum of place and text of each short block that stands once at its place."""
    places: list[int] = []
    for container in document.containers:
        outer = places[container.parent.index] if container.parent is not None else 0
        places.append(crc32(f"/{container.tag}".encode("utf-8", "replace"), outer))
    keys = {
        block.index: _checksum(f"{places[block.container.index]} {block.text}")
        for block in document.blocks
        if not block.is_prose and block.kind not in _DATA
    }
    counts = Counter(keys.values())
    return {index: key for index, key in keys.items() if counts[key] == 1}


def _checksum(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _prose_ends(document: Document) -> dict[int, int]:
    """By container number the last kept prose that stands in it, or in a container straight in it."""
    ends = {}
    for block in document.kept:
        if block.is_prose:
            for container in (block.container, block.container.parent):
                if container is not None:
                    ends[container.index] = block.index
    return ends


def _is_within(block: Block, ends: Mapping[int, int]) -> bool:
    """Whether prose follows beside the block."""
    around = (block.container, block.container.parent)
    return any(ends.get(container.index, -1) > block.index for container in around if container is not None)


def _is_between(before: Block | None, behind: Block | None) -> bool:
    """Whether the block stands alone between two blocks of prose."""
    return before is not None and behind is not None and before.is_prose and behind.is_prose


def _read(table: Any, name: str) -> SiteTemplate:
    if not isinstance(table, dict) or _VERSION_KEY not in table:
        raise TemplateError(f"{name}: no site template: {_VERSION_KEY!r} is not in it")
    version, pages, blocks = table[_VERSION_KEY], table.get("pages"), table.get("blocks")
    if version != _VERSION:
        raise TemplateError(f"{name}: written in version {version!r} of the format; this cleaner reads {_VERSION}")
    if type(pages) is not int or pages < 0:
        raise TemplateError(f"{name}: pages: {pages!r} is no number of pages")
    if not isinstance(blocks, dict):
        raise TemplateError(f"{name}: blocks: not a table")
    return SiteTemplate(pages, tuple(sorted(_entry(name, key, count, pages) for key, count in blocks.items())))


def _entry(name: str, key: str, count: Any, pages: int) -> tuple[int, int]:
    if len(key) != _KEY_DIGITS or not set(key) <= set("0123456789abcdef"):
        raise TemplateError(f"{name}: blocks.{key}: not {_KEY_DIGITS} hexadecimal digits")
    if type(count) is not int or not 1 <= count <= pages:
        raise TemplateError(f"{name}: blocks.{key}: on {count!r} of {pages} pages")
    return int(key, 16), count
