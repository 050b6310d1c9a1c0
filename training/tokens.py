"""Marker tokens: for each id or class, and each word of one, the log-odds that what stands below it is body."""

from collections import defaultdict
from collections.abc import Sequence
from math import log

import numpy as np

from cleaner.body.features import tokens_of
from training.samples import Sample

__all__ = ["score_tokens"]

_MIN_SITES = 5
"""A token of fewer sites is their own and says nothing of others."""
_PRIOR = 0.5


def score_tokens(samples: Sequence[Sample]) -> dict[str, float]:
    """Each token's score; a page counts for a token with the shares of its body and of its rest below it."""
    body: dict[str, float] = defaultdict(float)
    rest: dict[str, float] = defaultdict(float)
    sites: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        if sample.weights.sum() > 0:
            for token, (below, beside) in _shares(sample).items():
                body[token] += below
                rest[token] += beside
                sites[token].add(sample.site)
    chosen = sorted(token for token in sites if len(sites[token]) >= _MIN_SITES)
    return {token: log((body[token] + _PRIOR) / (rest[token] + _PRIOR)) for token in chosen}


def _shares(sample: Sample) -> dict[str, tuple[float, float]]:
    """For each token of the page the shares of its body and of its rest that stand below containers of that name."""
    page = sample.page
    body, rest = page.sums(sample.weights * sample.labels), page.sums(sample.weights * (1 - sample.labels))
    found: dict[str, tuple[float, float]] = {}
    for at in np.flatnonzero(page.end > page.first).tolist():
        below, beside = body[at] / max(body[0], 1e-9), rest[at] / max(rest[0], 1e-9)
        for token in tokens_of(page.names[at]):
            before = found.get(token, (0.0, 0.0))
            found[token] = (max(before[0], below), min(1.0, before[1] + beside))
    return found
