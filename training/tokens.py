"""Marker tokens and words: for each the log-odds that what stands below it, or has it, is body."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import Final

import numpy as np

from cleaner.body.features import tokens_of
from training.samples import Sample

__all__ = ["score_tokens", "score_words"]

_MIN_TOKEN_SITES: Final = 5
"""A token of fewer sites is their own and says nothing of others."""
_MIN_WORD_SITES: Final = 8
_TOKEN_PRIOR: Final = 0.5
_WORD_PRIOR: Final = 1.0

_Shares = dict[str, tuple[float, float]]
"""For each key of a page its share among the body and among the rest."""


def score_tokens(samples: Sequence[Sample]) -> dict[str, float]:
    """Each token's score; a page counts for a token with the shares of its body and of its rest below it."""
    return _log_odds(((each.site, _below(each)) for each in samples), _MIN_TOKEN_SITES, _TOKEN_PRIOR)


def score_words(samples: Sequence[Sample]) -> dict[str, float]:
    """Each word's score; a page counts for a word by how many of its short blocks with it are body and are not."""
    return _log_odds(((each.site, _among(each)) for each in samples), _MIN_WORD_SITES, _WORD_PRIOR)


def _log_odds(pages: Iterable[tuple[str, _Shares]], min_sites: int, prior: float) -> dict[str, float]:
    body: dict[str, float] = defaultdict(float)
    rest: dict[str, float] = defaultdict(float)
    sites: dict[str, set[str]] = defaultdict(set)
    for site, shares in pages:
        for key, (inside, outside) in shares.items():
            body[key] += inside
            rest[key] += outside
            sites[key].add(site)
    chosen = sorted(key for key in sites if len(sites[key]) >= min_sites)
    return {key: log((body[key] + prior) / (rest[key] + prior)) for key in chosen}


def _below(sample: Sample) -> _Shares:
    """For each token of the page the shares of its body and of its rest that stand below containers of that name."""
    page = sample.page
    body, rest = page.sums(sample.weights * sample.labels), page.sums(sample.weights * (1 - sample.labels))
    found: _Shares = {}
    if sample.weights.sum() > 0:
        for at, names in enumerate(page.names):
            below, beside = float(body[at] / max(body[0], 1e-9)), float(rest[at] / max(rest[0], 1e-9))
            for token in tokens_of(names):
                before = found.get(token, (0.0, 0.0))
                found[token] = (max(before[0], below), min(1.0, before[1] + beside))
    return found


def _among(sample: Sample) -> _Shares:
    """For each word of the page's short blocks how often they are body and how often not, each cut at about once."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for at in np.flatnonzero(sample.weights).tolist():
        label = float(sample.labels[at])
        for word in set(sample.said[at]):
            counts[word][0] += label
            counts[word][1] += 1 - label
    return {word: (inside / (1 + inside), outside / (1 + outside)) for word, (inside, outside) in counts.items()}
