"""The body that a page carries in its data (`articleBody`, a framework's state), for pages that show none of it.

The strings of the data are grouped by where they stand: what is below one key that holds bodies (`content`, `html`,
`paragraphs` …) belongs together, and so do the same keys of the objects in one list (the posts of a thread), but what
an object with a title and an address of its own holds (another article) stands apart. The group with most prose is
the body, where something says that it is this page's: it is JSON-LD, or the page's title stands beside it, or it
holds the page's description or the beginning that the page shows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import Any, Final

from cleaner.document import Document, Source
from cleaner.json_walk import Path, objects, role, strings, title_of, walk
from cleaner.limits import MAX_LIMIT
from cleaner.parser import has_markup, parse
from cleaner.scripts import data_of, script_values
from cleaner.words import count_words, fold, phrase_words

__all__ = ["payload_document"]

MIN_WORDS: Final = 100
"""Less prose than this is no body."""
MIN_TIMES: Final = 3
"""Nor is less than so many times the words, prose or not, that are kept of what the page shows."""
MIN_SHOWN: Final = 60
"""Of a page that shows so many words of prose the body must hold some: then they are its beginning."""
_LINKED_WEIGHT: Final = 2
"""JSON-LD says what its strings are: it beats other data with no more than twice its prose."""
_LEAD_WORDS: Final = 6
"""So many words, from the beginning of a block or a description, are found again in the body that they are of."""
_WARNINGS: Final[dict[Source, str]] = {
    "json-ld": "the body was taken from the page's JSON-LD",
    "payload": "the body was taken from the page's data for scripts",
}

_POST_TYPES: Final = frozenset(("DiscussionForumPosting", "Question", "SocialMediaPosting"))
_ANSWER_KEYS: Final = ("acceptedAnswer", "suggestedAnswer", "comment")
_PART_KEYS: Final = frozenset(("blogPost", "citation", "hasPart", "itemListElement", "mentions"))
"""Keys of JSON-LD under which other pages stand."""

_TAG: Final = re.compile(r"<[^<>]*>")
_CODE: Final = re.compile(r"[{}<>;=|\\_$]|https?:|%[sd]")
_MAX_CODE_SHARE: Final = 0.02
_MIN_LETTER_SHARE: Final = 0.6
_MIN_PROSE_WORDS: Final = 10
_MAX_TITLE_CHARS: Final = 400
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_INLINE_START: Final = re.compile(r"[\s,.;:!?)\]’”]")

Words = list[str]


@dataclass(frozen=True)
class _Leaf:
    """A string in the data."""

    text: str
    pattern: Path
    """The keys that lead to it; `*` for places in lists and for keys that are numbers or ids."""
    parent: Path
    """The keys that lead to the list or object two levels above it, as they are."""


@dataclass
class _Body:
    """Strings that belong together."""

    source: Source
    title: str = ""
    leaves: list[_Leaf] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The strings with prose, and those that stand where such do, none twice; pieces of one paragraph joined."""
        prose = {leaf.pattern for leaf in self.leaves if _prose_words(leaf.text)}
        found: dict[str, None] = {}
        joined, parent = "", None
        for leaf in self.leaves:
            if leaf.pattern not in prose:
                continue
            if leaf.parent == parent and (joined[-1:].isspace() or _INLINE_START.match(leaf.text)):
                joined += leaf.text
                continue
            found[joined] = None
            joined, parent = leaf.text, leaf.parent
        found[joined] = None
        return [text for text in found if text.strip()]

    def rank(self, title: Words, leads: Sequence[Words]) -> tuple[int, int]:
        """How surely it is the page's body, 0 for not at all, and how much prose it has, in words."""
        texts = self.texts()
        words = sum(map(_prose_words, texts))
        if words < MIN_WORDS:
            return 0, 0
        is_linked = self.source == "json-ld"
        words *= _LINKED_WEIGHT if is_linked else 1
        if _is_same_title(phrase_words(unescape(self.title)), title):
            return 2, words
        return int(is_linked or _hold(texts, leads)), words


def payload_document(document: Document) -> Document | None:
    """The body in the data of the page, as a document of its own; None where there is none.

    `document` is the page as the filters leave it: what is kept tells whether the page shows the body itself. What the
    page says of itself (title, language, URL) holds for the body too.
    """
    bodies: list[_Body] = []
    for is_linked, value in script_values(document.once(data_of)[0]):
        bodies += _linked(value) if is_linked else _grouped(value)
    shown = [_lead_of(block.text) for block in document.kept if block.is_prose]
    must_hold = document.prose_words >= MIN_SHOWN
    leads = [_lead_of(document.description), *(shown if must_hold else ())]
    title = phrase_words(document.title[:_MAX_TITLE_CHARS])
    ranks = [body.rank(title, leads) for body in bodies]
    best = max(ranks, default=(0, 0))
    if not best[0]:
        return None
    body = bodies[ranks.index(best)]
    texts = body.texts()
    found = parse(_page_of(texts), limits=replace(document.limits, page_bytes=MAX_LIMIT))  # a page of our own
    enough = MIN_TIMES * sum(block.words for block in document.kept)
    if found.prose_words < max(MIN_WORDS, enough) or (must_hold and not _hold(texts, shown)):
        return None
    return replace(
        found,
        language=document.language,
        title=document.title,
        url=document.url,
        warnings=(*document.warnings, *found.warnings, _WARNINGS[body.source]),
        limits=document.limits,
        source=body.source,
        page=replace(document, gone=frozenset()),
    )


def _linked(value: Any) -> Iterator[_Body]:
    """The bodies that JSON-LD declares."""
    for each, path, _ in walk(value):
        if not isinstance(each, dict) or not _PART_KEYS.isdisjoint(path):
            continue
        if "articleBody" in each:
            texts = strings(each["articleBody"])
        elif "liveBlogUpdate" in each:
            texts = [text for update in objects(each["liveBlogUpdate"]) for text in strings(update.get("articleBody"))]
        elif "text" in each and not _POST_TYPES.isdisjoint(strings(each.get("@type"))):
            texts = [text for post in _thread(each) for text in strings(post.get("text"))]
        else:
            continue
        yield _Body("json-ld", title_of(each), [_Leaf(text, (), (str(at),)) for at, text in enumerate(texts)])


def _thread(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The post and the answers to it, in order."""
    waiting = [post]
    while waiting:
        each = waiting.pop()
        yield each
        answers = [answer for key in _ANSWER_KEYS for answer in objects(each.get(key))]
        waiting += reversed(answers)


def _grouped(value: Any) -> Iterable[_Body]:
    """The bodies in data of any kind."""
    bodies: dict[Path, _Body] = {}
    for text, path, place in walk(value):
        top = next((at for at in range(place.page_depth, len(path)) if role(path[at]) == "body"), None)
        if top is None or not isinstance(text, str) or not text.strip():
            continue
        pattern = tuple("*" if role(key) == "any" else key for key in path)
        group = path[: place.page_depth] + pattern[place.page_depth : top + 1]
        body = bodies.setdefault(group, _Body("payload", place.titles[top]))
        body.leaves.append(_Leaf(text, pattern, path[:-2]))
    return bodies.values()


def _is_same_title(title: Words, page_title: Words) -> bool:
    """Whether one of the titles holds the other, of three words or more, or they are the same."""
    if min(len(title), len(page_title)) < 3:
        return bool(title) and title == page_title
    return _holds(page_title, title) or _holds(title, page_title)


def _lead_of(text: str) -> Words:
    return phrase_words(text)[:_LEAD_WORDS]


def _holds(words: Words, run: Words) -> bool:
    return f" {' '.join(run)} " in f" {' '.join(words)} "


def _hold(texts: Sequence[str], leads: Sequence[Words]) -> bool:
    """Whether one of `leads`, none too short, is in one of `texts`."""
    found = [lead for lead in leads if len(lead) == _LEAD_WORDS]
    words = [phrase_words(_plain(text)) for text in texts] if found else []
    return any(_holds(each, lead) for lead in found for each in words)


def _prose_words(text: str) -> int:
    """How many words of natural language `text` has; 0 for a few words, code, tables and addresses."""
    plain = fold(_plain(text))
    words = count_words(plain)
    if words < _MIN_PROSE_WORDS or len(_CODE.findall(plain)) > _MAX_CODE_SHARE * len(plain):
        return 0
    return words if sum(map(str.isalpha, plain)) >= _MIN_LETTER_SHARE * len(plain) else 0


def _plain(text: str) -> str:
    """`text` without tags and entities, be the tags escaped or not."""
    return unescape(_TAG.sub(" ", text if "<" in text else unescape(text)))


def _page_of(texts: Sequence[str]) -> str:
    """A page with `texts`, markup or plain, one after the other."""
    return f"<html><body><article>{''.join(map(_markup_of, texts))}</article></body></html>"


def _markup_of(text: str) -> str:
    if not has_markup(text):
        text = unescape(text)
    if has_markup(text):
        return f"<div>{text}</div>"
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return "".join(f"<p>{escape(each, quote=False).replace(chr(10), '<br>')}</p>" for each in paragraphs)
