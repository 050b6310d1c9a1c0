"""Phrases and markers: loads the tables in `cleaner/data`, checks them, and matches a page against all at once.

The tables used are that of the page's language, as it declares it, and the English one. A page that declares none, one
without a table, or English though its letters are not, is matched against all; where their phrases disagree about the
language, py3langid decides.

A phrase table is one TOML file a language, with a table for each filter and in it five lists, one a mode:

- `opens`: the whole block is the phrase, and a section of boilerplate begins with it ("Other topics");
- `equals`: the whole block is the phrase ("Share this");
- `beside`: the same, for words that say little alone ("Facebook"): the block is a control or a link, or one with a
  phrase of the same filter stands next to it;
- `starts`: a short block begins with it; one that ends in ":" must be followed by a colon, a dash or nothing but a link
  ("Read also: …"), one that ends in a question mark by a question mark;
- `contains`: a short block has it anywhere.

The marker table is `markers.toml`: for each filter `names` (whole ids and classes, with the affixes listed in it
trimmed), `words` (a word of an id or class), `tags` and `roles`; and in its table `documented` those that were not seen
on the corpora.

Text and phrase are compared word by word (`cleaner.words.phrase_words`); every block's words are looked up once in
one index of all filters' phrases, so the cost does not depend on how many phrases there are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

import tomli

from cleaner.document import Block, Container, Document
from cleaner.errors import TableError
from cleaner.language import ENGLISH, NOT_LATIN, declared, detected, possible
from cleaner.memo import remembered
from cleaner.words import phrase_words, text_after

__all__ = [
    "Hit",
    "Mark",
    "Markers",
    "Phrases",
    "hits",
    "language_phrases",
    "languages",
    "load_markers",
    "load_phrases",
    "marks",
    "short_words",
]

WHOLE: Final = ("opens", "equals", "beside")
"""The modes of phrases that are a whole block."""
MODES: Final = (*WHOLE, "starts", "contains")
_SPEECH: Final = ("„", "“", "«", '"', "「", "『", "—", "– ")
FILTERS: Final = frozenset(
    "hidden navigation consent advertisement comments promo correction subscribe share legal author-bio".split()
)
MARKED: Final = FILTERS | {"body", "meta", "forum", "panel"}
"""What `markers.toml` has tables for: the filters, the body's container, its byline and date, forum pages, and
panels of tabs and accordions."""
_AFFIXES: Final = "affixes"
_DOCUMENTED: Final = "documented"
_MARKER_MODES: Final = ("names", "words", "tags", "roles")
MAX_WORDS: Final = 40
"""A longer block is prose; phrases in it are words of its author."""
_MAX_CHARS: Final = 400
_KEY_WORDS: Final = 2
"""Phrases that may begin a block are looked up by so many of their words, or all if fewer."""
_MAX_TILED: Final = 15
_MIN_TILE_CHARS: Final = 3
_LINKED: Final = 0.8
_PRICE: Final = re.compile("[%$€£¥₹₽°]")
"""With such a sign a number is no count of comments or shares."""
_QUESTION: Final = re.compile(r"[?;؟]")
_WANTED: Final = {":": re.compile(r"[:»›>|》▶►/→]|[–—-]\s"), **dict.fromkeys("?;؟？", _QUESTION)}
"""What must follow a phrase that ends in such a sign."""
_REFERENCE: Final = re.compile(r":\s*\S+\s\d{1,3}[.)]?")
"""What a cross-reference ("See also: table 2.") leads to."""


class Hit(NamedTuple):
    """A phrase found in a block."""

    filter: str
    mode: str
    phrase: str
    language: str = ""
    """The table it is from."""


class Mark(NamedTuple):
    """A container whose name, role or tag says what it is."""

    container: Container
    sign: Literal["marker", "semantics"]
    detail: str


class Phrases:
    """The phrases of some languages, ready to match.

    Tens of thousands of entries: they are kept as strings in dictionaries of strings, which the garbage collector never
    looks at. Words are joined by spaces, an entry's fields by tabs, the entries of one key by line breaks.
    """

    def __init__(self, entries: Iterable[Hit]) -> None:
        """Index `entries` by their words."""
        whole: dict[str, list[str]] = defaultdict(list)
        first: dict[str, list[str]] = defaultdict(list)
        inside: dict[str, list[str]] = defaultdict(list)
        self._begin: dict[str, None] = {}
        self._ends: dict[str, None] = {}
        self._lengths: dict[str, int] = defaultdict(int)  # a bit for each length of what begins with the word
        for hit in entries:
            words = phrase_words(hit.phrase)
            if hit.mode in WHOLE:
                words = [word for word in words if not word.isdigit()] or words
                whole[" ".join(words)].append("\t".join(hit))
                self._lengths[words[0]] |= 1 << len(words)
                self._ends[words[-1]] = None
                continue
            entry = "\t".join((" ".join(words), *hit))
            first[" ".join(words[:_KEY_WORDS])].append(entry)
            self._begin[words[0]] = None
            if hit.mode == "contains":
                inside[max(words, key=len)].append(entry)  # a long word is a rare one
        self._whole, self._first, self._inside = map(_joined, (whole, first, inside))

    def match(self, text: str, words: Sequence[str] | None = None, linked: int = 0) -> tuple[Hit, ...]:
        """All phrases that `text`, a short block, has; the whole-block modes first.

        `words` are its `phrase_words`, where they are known; `linked` of its characters are in links.
        """
        said = words = phrase_words(text) if words is None else words
        if not words:
            return ()
        is_price = False
        if any(map(str.isdigit, words)):
            said = [word for word in words if not word.isdigit()]
            is_price = _PRICE.search(text) is not None
        found = self._wholly(" ".join(said)) if said and said[0] in self._lengths and not is_price else []
        if words[0] in self._begin:
            found += self._at_start(words, text, linked)
        if not self._inside.keys().isdisjoint(words):
            found += self._behind(words)
        if not found and not is_price and linked >= _LINKED * len(text):
            return tuple(self._tiles(said))
        return tuple(found)

    def _wholly(self, said: str) -> list[Hit]:
        """The phrases that are all that is `said`."""
        return [_hit_of(entry) for entry in self._whole.get(said, "").splitlines()]

    def _at_start(self, words: Sequence[str], text: str, linked: int) -> Iterator[Hit]:
        """The phrases that `words`, those of `text`, begin with."""
        for length in range(1, min(_KEY_WORDS, len(words)) + 1):
            entries = self._first.get(" ".join(words[:length]))
            for phrase, fields in _entries_of(entries) if entries else ():
                count = phrase.count(" ") + 1
                if " ".join(words[:count]) == phrase and _fits(hit := _hit_of(fields), count, text, linked):
                    yield hit

    def _behind(self, words: Sequence[str]) -> list[Hit]:
        """The phrases that may stand anywhere, and stand behind the first of `words`, in their order."""
        said = f"{' '.join(words)} "
        keys = dict.fromkeys([word for word in words if word in self._inside])
        entries = [entry for key in keys for entry in _entries_of(self._inside[key])]
        found = [(place, fields) for phrase, fields in entries if (place := said.find(f" {phrase} ")) >= 0]
        return [_hit_of(fields) for _, fields in sorted(found)]

    def _tiles(self, words: Sequence[str]) -> list[Hit]:
        """The one hit of a row of links ("Reply Report"): whole phrases of one filter, two or more."""
        if not 1 < len(words) <= _MAX_TILED or words[0] not in self._lengths or words[-1] not in self._ends:
            return []
        found: list[Hit] = []
        at = 0
        while at < len(words):
            lengths = self._lengths.get(words[at], 0)
            ends = (at + length for length in range(lengths.bit_length(), 0, -1) if lengths >> length & 1)
            end = next((end for end in ends if " ".join(words[at:end]) in self._whole), 0)
            if not end or (end == at + 1 and len(words[at]) < _MIN_TILE_CHARS and words[at].isascii()):
                return []
            found.append(self._wholly(" ".join(words[at:end]))[0])
            at = end
        if len({hit.filter for hit in found}) > 1:
            return []
        return [Hit(found[0].filter, "equals", " + ".join(hit.phrase for hit in found), found[0].language)]


def _joined(entries: dict[str, list[str]]) -> dict[str, str]:
    return {key: "\n".join(found) for key, found in entries.items()}


def _entries_of(joined: str) -> Iterator[tuple[str, str]]:
    """The entries of one key: the words of each, and the fields of the hit that it is."""
    for entry in joined.splitlines():
        words, _, fields = entry.partition("\t")
        yield words, fields


def _hit_of(fields: str) -> Hit:
    return Hit(*fields.split("\t"))


def _fits(hit: Hit, length: int, text: str, linked: int) -> bool:
    """Whether a phrase of so many words that begins `text` may do so: what its last sign asks for must follow."""
    wanted = None if hit.mode == "contains" else _WANTED.get(hit.phrase[-1])
    if wanted is None:
        return True
    rest = text_after(text, length)
    if not linked and hit.filter == "promo" and _REFERENCE.fullmatch(rest):
        return False
    is_link = hit.phrase.endswith(":") and 0 < 0.9 * len(rest) <= linked <= len(rest)
    return is_link or wanted.match(rest) is not None


class Markers:
    """The marker table, ready to match."""

    def __init__(self, table: dict[str, dict[str, Any]]) -> None:
        """Index the table's entries by what they match."""
        affixes = table.get(_AFFIXES, {})
        self._prefixes = frozenset(affixes.get("prefixes", ()))
        self._suffixes = frozenset(affixes.get("suffixes", ()))
        self._by: dict[str, dict[str, str]] = {mode: {} for mode in _MARKER_MODES}
        for kind, mode, entries in _marker_lists(table):
            if kind != _AFFIXES:
                self._by[mode].update(dict.fromkeys(entries, kind))
        self._of_name = remembered(self._look_up)
        self._roles, self._tags = self._by["roles"], self._by["tags"]

    def match(self, container: Container) -> list[tuple[str, Mark]]:
        """The marks, each with its filter, that the container's own names, role and tag are."""
        found: list[tuple[str, Mark]] = []
        for name in container.names:
            kind = self._of_name(name)
            if kind:
                found.append((kind, Mark(container, "marker", name)))
        if container.role in self._roles:
            found.append((self._roles[container.role], Mark(container, "semantics", f"role {container.role}")))
        if container.tag in self._tags:
            found.append((self._tags[container.tag], Mark(container, "semantics", f"<{container.tag}>")))
        return found

    def _look_up(self, name: str) -> str:
        """The kind of `name`; of it without the number at its end, where that is none."""
        bare = name.rstrip("0123456789-")
        return self._kind_of(name) or (self._kind_of(bare) if bare != name else "")

    def _kind_of(self, name: str) -> str:
        names, words = self._by["names"], self._by["words"]
        if name in names:
            return names[name]
        parts = name.split("-")
        for part in parts:
            if part in words:
                return words[part]
        first, end = 0, len(parts)
        while first < end - 1 and parts[first] in self._prefixes:
            first += 1
        for start in range(first, -1, -1):
            stop = end
            while stop > start:
                kind = names.get("-".join(parts[start:stop]))
                if kind:
                    return kind
                if parts[stop - 1] not in self._suffixes and not parts[stop - 1].isdigit():
                    break
                stop -= 1
        return ""


def hits(document: Document) -> dict[int, tuple[Hit, ...]]:
    """For each short block, by its number, the phrases found in it; worked out once a page."""
    return document.once(_find_hits)


def marks(document: Document) -> dict[str, list[Mark]]:
    """For each filter the marks of its kind, in page order; worked out once a page."""
    return document.once(_find_marks)


def short_words(document: Document) -> dict[int, list[str]]:
    """For each short block, by its number, its words as phrases are compared; worked out once a page."""
    return document.once(_find_short_words)


def _find_hits(document: Document) -> dict[int, tuple[Hit, ...]]:
    language = declared(document, languages())
    phrases = load_phrases(*([language] if language else possible(document, languages())))
    found: dict[int, tuple[Hit, ...]] = {}
    for index, words in short_words(document).items():
        block = document.blocks[index]
        if block.kind != "code":
            matched = phrases.match(block.text, words, block.link_chars)
            if matched and _is_said(block):
                matched = tuple(hit for hit in matched if hit.mode not in WHOLE)
            if matched:
                found[index] = matched
    return found if language else _settled(document, found)


def _is_said(block: Block) -> bool:
    """Whether what stands in the block alone is no label: one cell of a row, or what somebody says in a dialogue."""
    return "\t" in block.text or (block.text.startswith(_SPEECH) and not block.text.endswith(("–", "—")))


def _settled(document: Document, found: dict[int, tuple[Hit, ...]]) -> dict[int, tuple[Hit, ...]]:
    """What was `found` with all tables, in one language and English: "del" means "share" in one, "of the" in another.

    The language is the one whose table, with the English one, has a phrase in every block with a phrase, one of them of
    two words or more or in letters of its own; else the one that the page is written in. Where that has no table,
    English is left.
    """
    foreign = [matched for matched in found.values() if all(hit.language != ENGLISH for hit in matched)]
    if not foreign:
        return found
    shared = frozenset.intersection(*(frozenset(hit.language for hit in matched) for matched in foreign))
    sure = {hit.language for matched in foreign for hit in matched if len(phrase_words(hit.phrase)) > 1} | NOT_LATIN
    if shared & sure:
        return found
    chosen = {detected(document), ENGLISH}
    kept = {index: tuple(hit for hit in matched if hit.language in chosen) for index, matched in found.items()}
    return {index: matched for index, matched in kept.items() if matched}


def _find_short_words(document: Document) -> dict[int, list[str]]:
    return {
        block.index: phrase_words(block.text)
        for block in document.blocks
        if block.words <= MAX_WORDS and len(block.text) <= _MAX_CHARS
    }


def _find_marks(document: Document) -> dict[str, list[Mark]]:
    markers = load_markers()
    found: dict[str, list[Mark]] = defaultdict(list)
    for container in document.containers:
        first, end = document.spans[container.index]
        if end > first:
            for kind, mark in markers.match(container):
                found[kind].append(mark)
    return found


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a phrase table, sorted."""
    folder = files("cleaner") / "data" / "phrases"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@lru_cache(maxsize=16)
def load_phrases(*chosen: str) -> Phrases:
    """The phrases of the languages `chosen`, which have tables, and of English."""
    return Phrases(hit for name in sorted({*chosen, ENGLISH}) for hit in language_phrases(name))


@lru_cache(maxsize=1)
def load_markers() -> Markers:
    """The marker table."""
    table = _read("markers.toml")
    for kind, mode, entries in _marker_lists(table):
        if kind != _AFFIXES and kind not in MARKED:
            raise TableError(f"markers.toml: unknown filter {kind!r}")
        allowed = ("prefixes", "suffixes") if kind == _AFFIXES else _MARKER_MODES
        _check("markers.toml", f"{kind}.{mode}", mode in allowed, entries)
    return Markers(table)


def _marker_lists(table: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """The marker table's lists, each with its kind and mode, those in the tables `documented` as well."""
    for kind, modes in table.items():
        for mode, entries in modes.items():
            if mode == _DOCUMENTED:
                yield from ((kind, inner, own) for inner, own in entries.items())
            else:
                yield kind, mode, entries


def phrases_of(name: str, table: dict[str, dict[str, Any]]) -> list[Hit]:
    """The phrases of the table of the language `name`; raises `TableError`, which names the file, where it is wrong."""
    file = f"phrases/{name}.toml"
    found = []
    for filter_name, modes in table.items():
        if filter_name not in FILTERS:
            raise TableError(f"{file}: unknown filter {filter_name!r}")
        for mode, phrases in modes.items():
            _check(file, f"{filter_name}.{mode}", mode in MODES, phrases)
            empty = next((phrase for phrase in phrases if not any(map(str.isalnum, phrase))), None)
            if empty is not None:
                raise TableError(f"{file}: {empty!r} in {filter_name}.{mode} has no word")
            found += [Hit(filter_name, mode, phrase, name) for phrase in phrases]
    return found


def language_phrases(language: str) -> list[Hit]:
    """The phrases of the one table of `language`."""
    return phrases_of(language, _read(f"phrases/{language}.toml"))


def _check(name: str, where: str, known: bool, entries: Any) -> None:
    if not known:
        raise TableError(f"{name}: unknown mode in {where}")
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise TableError(f"{name}: {where} is not a list of strings")
    for before, entry in pairwise(entries):
        if before >= entry:
            raise TableError(f"{name}: {where} is not sorted and unique at {entry!r}")


def _read(name: str) -> dict[str, dict[str, Any]]:
    try:
        return tomli.loads((files("cleaner") / "data" / name).read_text("utf-8"))
    except tomli.TOMLDecodeError as error:
        raise TableError(f"{name}: {error}") from error
