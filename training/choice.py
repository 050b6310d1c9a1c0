"""The chooser and the confidence: fitted on scores that the network gave pages of sites it had not seen."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from cleaner.body.choice import candidates_of, choice_rows, chosen, confidence_of, nearest
from cleaner.body.network import Perceptron
from cleaner.body.page import Array
from training.network import fit_chooser
from training.samples import FOLDS, Sample

__all__ = ["CORRECT", "calibrate", "calibration_error", "cross_choose", "fit_choice"]

CORRECT: Final = 0.9
"""From this F1 on the kept blocks count as "the body and nothing else"."""
_BINS: Final = 20


def fit_choice(samples: Sequence[Sample], rows: Sequence[Array], scores: Sequence[Array], seed: int) -> Perceptron:
    """The chooser that foretells the F1 of the samples' candidates best; pages of a few segments teach it nothing."""
    with_gold = [at for at, sample in enumerate(samples) if sample.gold.gold]
    samples, rows, scores = ([each[at] for at in with_gold] for each in (samples, rows, scores))
    inputs = [choice_rows(each.page, row, score) for each, row, score in zip(samples, rows, scores, strict=True)]
    goals = [_f1s(each, score) for each, score in zip(samples, scores, strict=True)]
    return fit_chooser(np.concatenate(inputs), np.concatenate(goals), seed)


def cross_choose(
    samples: Sequence[Sample], rows: Sequence[Array], scores: Sequence[Array], seed: int
) -> tuple[list[Array], Array]:
    """Each sample's choice by a chooser that has not seen its fold, and the F1 that it foretells."""
    kept: list[Array] = [np.empty(0, np.float32)] * len(samples)
    foretold = np.zeros(len(samples), np.float32)
    for fold in range(FOLDS):
        seen = [at for at, sample in enumerate(samples) if sample.fold != fold]
        chooser = fit_choice([samples[n] for n in seen], [rows[n] for n in seen], [scores[n] for n in seen], seed)
        for at, sample in enumerate(samples):
            if sample.fold == fold:
                found = chooser.outputs(choice_rows(sample.page, rows[at], scores[at]))[:, 0]
                kept[at] = chosen(rows[at], scores[at], found)
                foretold[at] = found[nearest(found)]
    return kept, foretold


def calibrate(foretold: Array, reached: Array) -> Array:
    """The confidence at each of some foretold F1s: the share of pages that reach `CORRECT`, made to rise.

    Pages are gathered in bins by their foretold F1; bins whose shares fall are pooled (isotonic regression by pooling
    adjacent violators, Ayer et al. 1955).
    """
    order = np.argsort(foretold, kind="stable")
    pools: list[tuple[float, float, int]] = []
    for part in np.array_split(order, min(_BINS, len(order))):
        pool = (float(foretold[part].mean()), float((reached[part] >= CORRECT).mean()), len(part))
        while pools and pools[-1][1] >= pool[1]:
            pool = _pooled(pools.pop(), pool)
        pools.append(pool)
    return np.array([(said, right) for said, right, _ in pools], np.float32).T


def _pooled(one: tuple[float, float, int], other: tuple[float, float, int]) -> tuple[float, float, int]:
    count = one[2] + other[2]
    return (one[0] * one[2] + other[0] * other[2]) / count, (one[1] * one[2] + other[1] * other[2]) / count, count


def calibration_error(
    samples: Sequence[Sample], foretold: Array, reached: Array, bins: int = 10
) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error on sites held aside, and for each bin its mean confidence, share right and pages."""
    confidence = np.zeros(len(samples))
    folds = np.array([sample.fold for sample in samples])
    for fold in range(FOLDS):
        aside = folds == fold
        if aside.any():
            curve = calibrate(foretold[~aside], reached[~aside])
            confidence[aside] = [confidence_of(float(each), curve) for each in foretold[aside]]
    order = np.argsort(confidence, kind="stable")
    table = [
        (float(confidence[part].mean()), float((reached[part] >= CORRECT).mean()), len(part))
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return sum(abs(said - right) * pages for said, right, pages in table) / len(samples), table


def _f1s(sample: Sample, scores: Array) -> Array:
    """The F1 of each candidate by the labels, in words; blocks that have no label count nothing."""
    words = sample.page.words * (sample.weights > 0)
    kept, body = candidates_of(scores), words * sample.labels
    found: Array = 2 * kept @ body / np.maximum(kept @ words + body.sum(), 1e-6)
    return found
