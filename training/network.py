"""A small feed-forward network, trained with Adam in NumPy alone: training needs nothing that run time has not."""

from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from cleaner.body.features import Array
from cleaner.body.model import Layers, Network, sigmoid

__all__ = ["fit"]

_HIDDEN: Final = (128, 64)
_EPOCHS: Final = 12
_BATCH: Final = 2048
_RATE: Final = 2e-3
_DECAY: Final = 1e-3
_DROPOUT: Final = 0.3
"""Chosen by cross-validation: less drop-out learns the sites by heart."""


def fit(rows: Array, labels: Array, weights: Array, seed: int) -> Network:
    """A network that predicts the `labels` (0–1) of `rows`, by cross-entropy weighted with `weights`."""
    untrained = Network(rows.mean(axis=0), rows.std(axis=0) + 1e-3, [])
    used = weights > 0
    layers = _train(untrained.inputs(rows[used]), labels[used], weights[used] / weights[used].mean(), seed)
    return replace(untrained, layers=layers)


def _train(rows: Array, labels: Array, weights: Array, seed: int) -> Layers:
    random = np.random.default_rng(seed)
    sizes = [rows.shape[1], *_HIDDEN, 1]
    flat = [
        part
        for n, m in pairwise(sizes)
        for part in (random.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32), np.zeros(m, np.float32))
    ]
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in flat]
    steps, step = _EPOCHS * (len(rows) // _BATCH + 1), 0
    for _ in range(_EPOCHS):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            batch = order[start : start + _BATCH]
            slopes = _slopes(flat, rows[batch], labels[batch], weights[batch], random)
            step += 1
            speed = _RATE * 0.5 * (1 + np.cos(np.pi * step / steps)) + 1e-5
            for part, slope, moment in zip(flat, slopes, moments, strict=True):
                _move(part, slope, moment, step, speed)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _move(part: Array, slope: Array, moment: tuple[Array, Array], step: int, speed: float) -> None:
    """One step of Adam with decoupled weight decay (Loshchilov & Hutter 2019), in place."""
    first, second = moment
    np.add(first, 0.1 * (slope - first), out=first)
    np.add(second, 0.001 * (slope * slope - second), out=second)
    change = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    decay = _DECAY if part.ndim == 2 else 0.0
    np.subtract(part, speed * (change + decay * part), out=part, casting="same_kind")


def _slopes(flat: list[Array], rows: Array, labels: Array, weights: Array, random: Any) -> list[Array]:
    values, masks = [rows], []
    layers = list(zip(flat[::2], flat[1::2], strict=True))
    for part, bias in layers[:-1]:
        out = np.maximum(values[-1] @ part + bias, 0)
        mask = (random.random(out.shape, np.float32) >= _DROPOUT).astype(np.float32) / (1 - _DROPOUT)
        values.append(out * mask)
        masks.append(mask)
    part, bias = layers[-1]
    probability = sigmoid((values[-1] @ part + bias)[:, 0])
    slope = ((probability - labels) * weights / max(1e-9, float(weights.sum())))[:, None].astype(np.float32)
    slopes: list[Array] = []
    for at in range(len(layers) - 1, -1, -1):
        slopes = [values[at].T @ slope, slope.sum(axis=0), *slopes]
        if at:
            slope = (slope @ layers[at][0].T) * masks[at - 1] * (values[at] > 0)
    return slopes
