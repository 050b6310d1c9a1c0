"""Words: how text is folded, cut into words and counted, in scripts with and without spaces."""

import re
import unicodedata
from itertools import islice
from typing import Final

from cleaner.memo import remembered

__all__ = ["count_words", "fold", "has_no_spaces", "name_tokens", "phrase_words", "squash", "text_after"]

# Scripts that put no space between words: each character counts and matches as a word of its own.
_LETTERS_ONLY = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # with the kana
_NO_SPACE = _LETTERS_ONLY + _IDEOGRAPHS
_LETTER = re.compile(f"[{_LETTERS_ONLY}]")
_NO_SPACE_CHARACTER = re.compile(f"[{_NO_SPACE}]")
_INDIC = "\u0900-\u0963\u0966-\u0df3"  # with the vowel signs, which are no letters to `\\w`
_ASCII = {sign: sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128))}
_ASCII_WORDS: Final = str.maketrans(_ASCII)
"""Makes of ASCII its words as phrases are compared, white space between them."""
_WORD = re.compile(f"[{_NO_SPACE}]|(?:[{_INDIC}]|[^\\W_{_NO_SPACE}])+")
_NOT_ASCII_WORD = re.compile("[^\x00-\xbf\u2010-\u205e\u20ac]")
"""What may be of a word in other letters, behind NFKC: not the signs of Latin-1, typographic ones, or the euro."""
_ACCENTED = re.compile("[\u00c0-\u06ff\u0900-\u097f\u1e00-\u1fff]")
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u0670\u093c\u200d]+")
_MARKS_RUN = re.compile(r"([^\w\s\x00-\x7f]{32})[^\w\s\x00-\x7f]+")
"""Marks and signs without a word among them: putting many marks into Unicode's order takes quadratic time."""
_LETTERS: Final = str.maketrans("\u0131\u06cc\u0649\u06a9", "i\u064a\u064a\u0643")
_IDEOGRAPH_WEIGHT = 0.6
"""How many words of a spaced script one character says as much as: about 1.7 Chinese characters a word …"""
_LETTER_WEIGHT = 0.25
"""… and about four Thai letters, of which the signs for vowels and tones are characters too."""

NO_SLUG: Final = re.compile(r"[^\w.-]+")
"""What is in no file's name."""
MAX_SLUG: Final = 120

_PLAIN_NAME = re.compile("[a-z]+(?:-[a-z]+)*")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile(r"[-_:/\\.]+")
_HASH = re.compile(r"[-_](?=[A-Za-z]*\d+[A-Za-z])[A-Za-z0-9]{5,}$")


def fold(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def shortened(text: str, chars: int) -> str:
    """`text`, cut off with an ellipsis where it has more than `chars` characters."""
    return text if len(text) <= chars else f"{text[: chars - 1]}…"


def slug(text: str) -> str:
    """`text` as a file may be called everywhere: letters, digits, `_`, `.` and `-`, no more than `MAX_SLUG` of them."""
    return NO_SLUG.sub("-", text).strip("-.")[:MAX_SLUG]


def squash(text: str) -> str:
    """`text` case folded and without any white space, since tools part words at inline tags differently."""
    return "".join(text.casefold().split())


def count_words(text: str) -> int:
    """How many words `text` has; in scripts without spaces a character counts as 0.6 of a word, a letter as 0.25."""
    if text.isascii() or not _NO_SPACE_CHARACTER.search(text):
        return len(text.split())
    rest, characters = _NO_SPACE_CHARACTER.subn(" ", text)
    letters = len(_LETTER.findall(text))
    return len(rest.split()) + round(_IDEOGRAPH_WEIGHT * (characters - letters) + _LETTER_WEIGHT * letters)


def has_no_spaces(text: str) -> bool:
    """Whether `text` has a character of a script that puts no space between words."""
    return _NO_SPACE_CHARACTER.search(text) is not None


def phrase_words(text: str) -> list[str]:
    """The words of `text` as phrases are compared: NFKC, case folded, no accents or signs, one a no-space character.

    Accents go since capitals are often written without them (ΣΧΟΛΙΑ), the Turkish i without a dot since nobody can
    know whose I is lower cased; Persian letters are the Arabic ones that look like them.

    >>> phrase_words("Don’t miss:  相关阅读 (3)")
    ['don', 't', 'miss', '相', '关', '阅', '读', '3']
    """
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    normal = _normal(text)
    if not _NOT_ASCII_WORD.search(normal):
        return normal.encode("ascii", "replace").decode("ascii").translate(_ASCII_WORDS).split()
    return _WORD.findall(normal)


def text_after(text: str, words: int) -> str:
    """What follows the first `words` of the `phrase_words` of `text`, as they are compared, without leading space."""
    normal = _normal(text)
    ends = (match.end() for match in _WORD.finditer(normal))
    return normal[next(islice(ends, words - 1, None), len(normal)) :].lstrip()


def _normal(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", _MARKS_RUN.sub(r"\1", text)).casefold()
    if not _ACCENTED.search(folded):
        return folded
    parted = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", _MARKS.sub("", parted)).translate(_LETTERS)


def name_tokens(names: str) -> tuple[str, ...]:
    """The class or id `names` (parted by white space), each in one spelling: hyphens, lower case, no build hash.

    >>> name_tokens("commentsList c-comments__list Promo_box__3xY9z")
    ('comments-list', 'c-comments-list', 'promo-box')
    """
    return tuple([token for token in map(_token_of, names.split()) if token])


@remembered
def _token_of(name: str) -> str:
    """One spelling of one name; sites combine the same names in ever new ways."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    name = _HASH.sub("", name)
    if not name.islower():
        name = _CAMEL.sub("-", name).lower()
    return _SEPARATORS.sub("-", name).strip("-")
