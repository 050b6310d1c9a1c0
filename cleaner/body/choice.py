"""The choice of a page's body: which of the scored blocks are kept, and how sure that is.

No one threshold fits: a page with one sure container must not lose its short lines, a listing is nothing but doubtful
lines. So each page has several candidates, the blocks above each of `THRESHOLDS`; a small network foretells the F1 of
each from what it would keep and from the page. Of those that are about as good as the best the most usual is taken:
what it foretells has errors of its own. What it foretells for that one, calibrated on sites it had not seen, is the
article's confidence.
"""

from typing import Final

import numpy as np

from cleaner.body.features import NAMES
from cleaner.body.page import Array, Page
from cleaner.body.place import WHOLE

__all__ = ["CHOICE", "THRESHOLDS", "candidates_of", "choice_rows", "chosen", "confidence_of", "nearest"]

THRESHOLDS: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
"""The scores above which a candidate keeps a block."""

_SHARE: Final = (
    *("in marked forum", "in marked body", "in <article>", "in <main>", "in <table>", "is item", "is heading"),
    *("is row", "date", "phrase of comments", "hint hidden", "hint display:none", "page has data"),
    *("page has a description", "digits"),
)
_BODY_SHARE: Final = (
    *("link share", "is item", "is heading", "in <article>", "in <main>", "twins", "words"),
    *("in the best container", "date"),
)
_SCORE: Final = (
    *("mean score", "share above 0.5", "share in doubt", "share hardly in doubt", "variance", "highest score"),
    *("words above 0.5", "doubt"),
)
_CANDIDATE: Final = (
    *("threshold", "log threshold", "share kept", "expected F1", "expected precision", "expected recall"),
    *("words kept", "runs", "link share kept", "share in the best container", "words just above"),
    *("words just below", "any kept"),
)
CHOICE: Final = (
    *WHOLE,
    *_SCORE,
    *(f"page: {name}" for name in _SHARE),
    *(f"body: {name}" for name in _BODY_SHARE),
    *_CANDIDATE,
)
"""The columns of `choice_rows`."""
_WHOLE_AT: Final = [NAMES.index(name) for name in WHOLE]
_SHARE_AT: Final = [NAMES.index(name) for name in _SHARE]
_BODY_SHARE_AT: Final = [NAMES.index(name) for name in _BODY_SHARE]
_BEST_AT: Final = NAMES.index("in the best container")
_LEAD_AT: Final = NAMES.index("in the lead")
_WORDS_AT: Final = NAMES.index("words")
_LINKS_AT: Final = NAMES.index("link share")
_MIN_LEAD_WORDS: Final = float(np.log1p(10))
_MIN_LEAD: Final = 0.2
"""The corpora disagree on leads; to lose one is worse than to leave one in."""
_NEAR: Final = 1.5

_BANDS: Final = np.array(((0.5, 0.1, 0.02), (np.inf, 0.5, 0.1)), np.float32)[:, :, None]
"""The bounds of the scores that are sure, in doubt and hardly in doubt."""
_LEVELS: Final = np.array(THRESHOLDS)
_LOG_LEVELS: Final = np.log(_LEVELS)
_LEAST_SCORES: Final = _LEVELS.astype(np.float32)

_USUAL: Final = np.abs(np.log(_LEVELS / 0.3))
"""How far each threshold is from the usual one."""
_MARGIN: Final = 0.02
"""Candidates whose foretold F1 is less than this below the highest are about as good."""


def nearest(foretold: Array) -> int:
    """The place of the candidate to take, given the foretold F1 of each."""
    return int(np.where(foretold >= foretold.max() - _MARGIN, _USUAL, np.inf).argmin())


def chosen(rows: Array, scores: Array, foretold: Array) -> Array:
    """Which blocks are body, as 0 and 1: those of the candidate to take, and the article's lead if it may be."""
    is_prose = (rows[:, _WORDS_AT] >= _MIN_LEAD_WORDS) & (rows[:, _LINKS_AT] < 0.5)
    lead = (rows[:, _LEAD_AT] > 0) & is_prose & (scores >= _MIN_LEAD)
    found: Array = np.maximum(candidates_of(scores)[nearest(foretold)], lead)
    return found


def candidates_of(scores: Array) -> Array:
    """For each of `THRESHOLDS` which blocks have a score as high, as 0 and 1."""
    return (scores >= _LEAST_SCORES[:, None]).astype(np.float32)


def choice_rows(page: Page, rows: Array, scores: Array) -> Array:
    """For each candidate what the F1 of keeping it is foretold from; `rows` are the blocks' features."""
    words = page.words
    most = max(1e-6, float(words.sum()))
    likely = words * scores
    body = max(1e-6, float(likely.sum()))
    doubt = np.minimum(scores, 1 - scores)
    sure, doubtful, unlikely = ((scores > _BANDS[0]) & (scores < _BANDS[1])) @ words
    whole = (
        *rows[0, _WHOLE_AT],
        body / most,
        sure / most,
        doubtful / most,
        unlikely / most,
        float(likely @ (1 - scores)) / most,
        float(scores.max()),
        np.log1p(sure),
        float(words @ doubt) / (body + 5),
        *(words @ rows / most)[_SHARE_AT],
        *(likely @ rows / body)[_BODY_SHARE_AT],
    )
    kept = candidates_of(scores)
    levels = _LEVELS
    size, hit = kept @ words, kept @ likely
    above = (scores < levels[:, None] * _NEAR) * kept
    below = (scores >= levels[:, None] / _NEAR) * (1 - kept)
    candidates = (
        levels,
        _LOG_LEVELS,
        size / most,
        2 * hit / (size + body),
        hit / np.maximum(size, 1e-6),
        hit / body,
        np.log1p(size),
        np.log1p((kept[:, 1:] != kept[:, :-1]).sum(axis=1)),
        kept @ (words * page.links) / np.maximum(size, 1e-6),
        kept @ (words * rows[:, _BEST_AT]) / np.maximum(size, 1e-6),
        above @ words / (size + 1),
        below @ words / (size + 1),
        kept.any(axis=1),
    )
    found = np.empty((len(levels), len(CHOICE)), np.float32)
    found[:, : len(whole)] = whole
    found[:, len(whole) :] = np.array(candidates, np.float32).T
    return found


def confidence_of(foretold: float, calibration: Array) -> float:
    """How likely the choice is the body and nothing else, 0–1, if its F1 is `foretold`.

    `calibration` has two rows: foretold values in ascending order, and the confidence at each; between them it is
    interpolated.
    """
    return float(np.interp(foretold, calibration[0], calibration[1]))
