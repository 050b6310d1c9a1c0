"""Features of a block's text: its shape, its kind, and the words of a short one."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from cleaner.body.lines import is_dateline
from cleaner.body.page import Array, Page, table_of
from cleaner.filters.signs import repeated_texts
from cleaner.tables import short_words
from cleaner.words import phrase_words

__all__ = ["TEXT", "WORD", "said_of", "text_of", "words_of"]

TEXT: Final = (
    *("words", "characters a word", "link share", "links", "sentence end", "question", "colon", "commas a word"),
    *("digits", "capitals a word", "starts with a digit", "starts with a sign", "bar", "quotation", "date"),
    *("lines", "level", "repeated", "title overlap", "same as title", "ellipsis", "starts low", "address"),
)
"""The columns of `text_of`."""
WORD: Final = ("mean word", "worst word", "best word")
"""The columns of `words_of`."""

_CAPITAL: Final = re.compile(r"[A-ZÀ-ÞΑ-ΩА-ЯЁІЇЄҐ](?<=\b.)")
"""A capital that begins a word; it is looked for first, which is faster than to look at the bounds of each word."""
_KANA: Final = re.compile("[\u3040-\u30ff]")
_DIGIT: Final = re.compile(r"\d")
_HEAD_CHARS: Final = 200
_MAX_SAID_WORDS: Final = 25
_MAX_SAID_CHARS: Final = 400
_QUOTES: Final = frozenset("“„«»\"'「—–-")
_UNKNOWN: Final = (0.0,) * len(WORD)


def said_of(page: Page) -> list[list[str]]:
    """The words of each short block, as phrases are compared; none of a longer one.

    None of Japanese either: its characters are words of Chinese, which is learned, and say other things there.
    """
    words = short_words(page.document)
    return [
        words[block.index]
        if block.words <= _MAX_SAID_WORDS and len(block.text) < _MAX_SAID_CHARS and not _KANA.search(block.text)
        else []
        for block in page.blocks
    ]


def text_of(page: Page, said: Sequence[Sequence[str]]) -> Array:
    """The shape of each block's text; `said` as `said_of` gives it."""
    texts = [block.text for block in page.blocks]
    heads = [text[:_HEAD_CHARS] for text in texts]
    first, last = [text[0] for text in texts], [text[-1] for text in texts]
    sizes = np.maximum(page.words, 1)
    heads_sizes = np.minimum(sizes, 30)
    digits = [len(_DIGIT.findall(head)) for head in heads]
    repeated = repeated_texts(page.document)
    overlap, same = _overlaps(said, set(phrase_words(page.document.title)))
    columns = (
        np.log1p(page.words),
        [len(text) for text in texts] / sizes / 10,
        page.links,
        np.log1p([len(block.hrefs) for block in page.blocks]),
        page.ends,
        [sign == "?" for sign in last],
        [sign == ":" for sign in last],
        [head.count(",") for head in heads] / heads_sizes * 5,
        digits / np.array([len(head) for head in heads]),
        [len(_CAPITAL.findall(head)) for head in heads] / heads_sizes,
        [sign.isdigit() for sign in first],
        [not sign.isalnum() for sign in first],
        ["|" in head or " » " in head or "·" in head for head in heads],
        [sign in _QUOTES for sign in first],
        [bool(count) and is_dateline(block) for count, block in zip(digits, page.blocks, strict=True)],
        np.log1p([text.count("\n") for text in texts]),
        np.array([block.level for block in page.blocks]) / 3,
        [text in repeated for text in texts],
        overlap,
        same,
        [text.endswith(("…", "...")) for text in texts],
        [sign.islower() for sign in first],
        ["@" in head or "http" in head or "www." in head for head in heads],
    )
    return table_of(len(texts), columns)


def words_of(said: Sequence[Sequence[str]], vocabulary: Mapping[str, float]) -> Array:
    """The mean, lowest and highest of the log-odds of body that `vocabulary` gives the words `said`."""
    rows, look_up = [], vocabulary.get
    for words in said:
        scores = [score for score in map(look_up, words) if score is not None]
        rows.append((sum(scores) / len(scores), min(scores), max(scores)) if scores else _UNKNOWN)
    return np.array(rows, np.float32).reshape(len(rows), len(WORD))


def _overlaps(said: Sequence[Sequence[str]], title: set[str]) -> tuple[list[float], list[float]]:
    """The share of each block's own words that are in the title, and that or the title's share in it, if less."""
    overlaps, same = [], []
    for words in said:
        shared = 0 if title.isdisjoint(words) else len(title.intersection(words))
        overlap = shared / len(set(words)) if shared else 0.0
        overlaps.append(overlap)
        same.append(min(overlap, shared / len(title)) if shared else 0.0)
    return overlaps, same
