"""Features of a block's text: its shape, its kind, and the words of a short one."""

import re
from collections.abc import Mapping, Sequence
from math import log1p
from typing import Final

import numpy as np

from cleaner.body.lines import is_dateline
from cleaner.body.page import Array, Page
from cleaner.document import Block
from cleaner.filters.signs import ends_sentence, repeated_texts
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

_CAPITAL: Final = re.compile(r"\b[A-ZÀ-ÞΑ-ΩА-ЯЁІЇЄҐ]")
_DIGIT: Final = re.compile(r"\d")
_HEAD_CHARS: Final = 200
_MAX_SAID_WORDS: Final = 25
_MAX_SAID_CHARS: Final = 400
_MAX_DATE_WORDS: Final = 14


def said_of(block: Block) -> list[str]:
    """The words of a short block, as phrases are compared; none of a longer one."""
    is_short = block.words <= _MAX_SAID_WORDS and len(block.text) < _MAX_SAID_CHARS
    return phrase_words(block.text) if is_short else []


def text_of(page: Page, said: Sequence[Sequence[str]]) -> Array:
    """The shape of each block's text; `said` as `said_of` gives it."""
    title = set(phrase_words(page.document.title))
    repeated = repeated_texts(page.document)
    rows = [_row(block, words, title, repeated) for block, words in zip(page.blocks, said, strict=True)]
    return np.array(rows, np.float32).reshape(len(rows), len(TEXT))


def words_of(said: Sequence[Sequence[str]], vocabulary: Mapping[str, float]) -> Array:
    """The mean, lowest and highest of the log-odds of body that `vocabulary` gives the words `said`."""
    rows = []
    for words in said:
        scores = [vocabulary[word] for word in words if word in vocabulary]
        rows.append((sum(scores) / len(scores), min(scores), max(scores)) if scores else (0.0, 0.0, 0.0))
    return np.array(rows, np.float32).reshape(len(rows), len(WORD))


def _row(block: Block, said: Sequence[str], title: set[str], repeated: frozenset[str]) -> tuple[float, ...]:
    text = block.text
    head = text[:_HEAD_CHARS]
    size = max(1, block.words)
    first, last = head[0], text[-1]
    own = set(said)
    shared = len(own & title)
    overlap = shared / len(own) if own else 0.0
    covered = shared / len(title) if title else 0.0
    return (
        log1p(block.words),
        len(text) / size / 10,
        block.link_share,
        log1p(len(block.hrefs)),
        ends_sentence(text),
        last == "?",
        last == ":",
        head.count(",") / min(size, 30) * 5,
        len(_DIGIT.findall(head)) / len(head),
        len(_CAPITAL.findall(head)) / min(size, 30),
        first.isdigit(),
        not first.isalnum(),
        "|" in head or "»" in head or "·" in head,
        first in "“„«\"'「—–-",
        block.words <= _MAX_DATE_WORDS and is_dateline(block),
        log1p(text.count("\n")),
        block.level / 3,
        text in repeated,
        overlap,
        min(overlap, covered),
        last == "…" or text.endswith("..."),
        first.islower(),
        "@" in head or "http" in head or "www." in head,
    )
