"""A walk over data such as JSON holds: every object and string with the keys that lead there and what these mean.

Iterative, no deeper than `MAX_DEPTH`, and linear in the size of the data.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from cleaner.memo import remembered
from cleaner.scripts import loaded
from cleaner.words import name_tokens

__all__ = ["Path", "Place", "objects", "role", "strings", "title_of", "walk"]

MAX_DEPTH: Final = 64
"""Data that lie deeper are not looked at."""
_BODY_KEYS: Final = frozenset(
    "blocks body children content contents cooked elements html markdown nodes paragraph paragraphs rendered selftext"
    " story text".split()
)
_OTHER_KEYS: Final = frozenset(
    "ad ads alt author authors banner bio caption captions comment comments config configuration consent cookie"
    " cookies copyright credit css description dictionary disclaimer error errors excerpt experiments features flags"
    " footer gdpr header i18n intl labels latest legal locale locales menu messages modal nav navigation newsletter"
    " popular privacy profile promo recirc recommendations recommended related replies reply review reviews script"
    " scripts seo settings share sidebar strings style styles subtitle summary teaser teasers terms translation"
    " translations trending user users".split()
)
"""Tokens of keys under which no body stands: tables of strings, other articles, what readers wrote."""
_TITLE_KEYS: Final = ("headline", "headlines", "title")
_PAGE_KEYS: Final = frozenset("created date href link permalink published slug updated uri url".split())
"""Tokens of keys that an object with a title has where it is a page of its own."""
_MIN_NESTED_CHARS: Final = 10
_MAX_TITLE_CHARS: Final = 400

Path = tuple[str, ...]
Role = Literal["body", "other", "any", ""]


class Place(NamedTuple):
    """What holds where a value stands."""

    titles: Path = ()
    """For each key of the path the title of the innermost object with one, at that key."""
    page_depth: int = 0
    """How many keys lead to the innermost object that is a page of its own."""


def walk(value: Any) -> Iterator[tuple[Any, Path, Place]]:
    """Objects and strings in page order, with the keys that lead there."""
    waiting: list[tuple[Any, Path, Place]] = [(value, (), Place())]
    while waiting:
        each, path, place = waiting.pop()
        if isinstance(each, str) and len(each) > _MIN_NESTED_CHARS and each[0] in "{[":
            each = loaded(each) or each
        if isinstance(each, (dict, str)):
            yield each, path, place
        if len(path) >= MAX_DEPTH:
            continue
        title = place.titles[-1] if place.titles else ""
        if isinstance(each, dict):
            own = title_of(each)
            depth = len(path) if own and any(map(_is_page_key, each)) else place.page_depth
            here = Place((*place.titles, own or title), depth)
            waiting += [(v, (*path, k), here) for k, v in reversed(each.items()) if v and role(k) != "other"]
        elif isinstance(each, list):
            here = Place((*place.titles, title), place.page_depth)
            waiting += [(v, (*path, str(at)), here) for at, v in reversed(list(enumerate(each))) if v]


@remembered
def _tokens(key: str) -> tuple[str, ...]:
    return tuple(part for name in name_tokens(key) for part in name.split("-"))


@remembered
def role(key: str) -> Role:
    """`body` for a key that holds bodies, `other` for one that never does, `any` for a number or an id, or nothing."""
    tokens = _tokens(key)
    if not _OTHER_KEYS.isdisjoint(tokens):
        return "other"
    if tokens and tokens[-1] in _BODY_KEYS:
        return "body"
    return "any" if any(map(str.isdigit, key)) else ""


@remembered
def _is_page_key(key: str) -> bool:
    return not _PAGE_KEYS.isdisjoint(_tokens(key))


def strings(value: Any) -> list[str]:
    """The strings in `value`, be it one or a list."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in `value`, be it one or a list."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def title_of(value: dict[str, Any]) -> str:
    """The title that an object has, be it in an object of its own (`{"rendered": …}`)."""
    found = (value[key] for key in _TITLE_KEYS if value.get(key))
    texts = (next(iter(each.values()), "") if isinstance(each, dict) else each for each in found)
    return next((text[:_MAX_TITLE_CHARS] for text in texts if isinstance(text, str)), "")
