"""The body filter's networks, multiplied by NumPy.

`Perceptron` is a plain feed-forward network. `ContextNetwork` scores all blocks of a page at once: each block's
features become a short vector, and in a few rounds each vector is mixed with those of the blocks around it, with the
mean vectors of its containers, and with that of the blocks built like it. What a hand-made second pass would gather
(scores of neighbours, of containers) is learnt, end to end. The means follow Zaheer et al. 2017 (sets), over the
page's own tree instead of one set; cost is linear in the page.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from cleaner.body.page import Array, Page

__all__ = [
    "CONTEXTS",
    "ContextNetwork",
    "Layer",
    "Layers",
    "Perceptron",
    "Scaling",
    "Surroundings",
    "sigmoid",
    "spans_of",
]

Layer = tuple[Array, Array]
"""Weights (inputs by outputs) and biases."""
Layers = list[Layer]

MAX_DEVIATION: Final = 6.0
"""A feature further from its mean, in standard deviations, counts as this far: no page can be stranger."""
_SHIFTS: Final = (-2, -1, 1, 2)
_WINDOW: Final = 5
_CONTAINERS: Final = 4
CONTEXTS: Final = len(_SHIFTS) + _CONTAINERS + 3
"""How many vectors `Surroundings.around` gives for each block's one."""
_LEAST: Final = 1e-6
_MAX_PRODUCT: Final = 4 * 65536
"""OpenBLAS multiplies with one thread up to this many products (its `GEMM_MULTITHREAD_THRESHOLD`)."""


@dataclass(frozen=True)
class Scaling:
    """What features are made of before a network sees them."""

    means: Array
    scales: Array
    most: Array
    """More of a feature counts as this much: on a page longer than those learnt from, a network would only guess."""

    def apply(self, rows: Array) -> Array:
        """`rows` in standard deviations from the mean."""
        found: Array = np.minimum(rows, self.most)
        found -= self.means
        found /= self.scales
        return np.clip(found, -MAX_DEVIATION, MAX_DEVIATION, out=found)


@dataclass(frozen=True)
class Perceptron:
    """A feed-forward network; all layers but the last are rectified."""

    scaling: Scaling
    layers: Layers

    def hidden(self, rows: Array) -> list[Array]:
        """What each of `rows` is for the first layer, and behind each layer but the last."""
        values = [self.scaling.apply(rows)]
        for layer in self.layers[:-1]:
            values.append(rectified(values[-1], layer))
        return values

    def outputs(self, rows: Array) -> Array:
        """What comes out for each of `rows`, in rows."""
        return linear(self.hidden(rows)[-1], self.layers[-1])

    def shares(self, rows: Array) -> Array:
        """What each feature adds to each row's one output: its input times its slope (Shrikumar et al. 2016)."""
        values = self.hidden(rows)
        slopes = self.layers[-1][0][:, 0]
        for (weights, _), value in zip(reversed(self.layers[:-1]), reversed(values[1:]), strict=True):
            slopes = _product(slopes * (value > 0), weights.T)
        found: Array = slopes * values[0]
        return found


@dataclass(frozen=True)
class ContextNetwork:
    """A network that scores each block of a page among the others."""

    alone: Perceptron
    """Makes a block's vector of its features: its hidden layers are the context network's first, and its output is
    the log-odds of body that the block has by itself, which says what spoke against it."""
    rounds: list[tuple[Layer, Layer]]
    """For each round the layer that shortens the vectors before they are gathered, and the one that mixes them in."""
    last: Layer

    def scores(self, rows: Array, page: Page) -> Array:
        """The probability of body, 0–1, for each block of `page`, given its features."""
        values = self.alone.hidden(rows)[-1]
        surroundings = Surroundings(page)
        for short, mix in self.rounds:
            gathered = surroundings.around(rectified(values, short))
            values = values + rectified(np.concatenate((values, gathered), axis=1), mix)
        return sigmoid(linear(values, self.last)[:, 0])


class Surroundings:
    """What each block of a page stands among: laid out once, for all rounds."""

    def __init__(self, page: Page) -> None:
        """Find the ranges and the twins whose means each block is given, and what their blocks weigh together."""
        self._weights = page.weights[:, None]
        self._first, self._end = spans_of(page).transpose(1, 2, 0)
        self._span_weights = np.maximum(self._sums(self._weights), _LEAST)
        counts = np.bincount(page.twins)
        self._twins = page.twins
        self._order = np.argsort(page.twins, kind="stable")
        self._starts = np.cumsum(counts) - counts
        self._twin_weights = np.maximum(np.bincount(page.twins, page.weights), _LEAST)[:, None]

    def around(self, values: Array) -> Array:
        """For each block, given a vector each: those of its neighbours, and the means of all it stands among."""
        count, width = values.shape
        weighted = values * self._weights
        found = np.zeros((count, CONTEXTS, width), np.float32)
        for at, shift in enumerate(_SHIFTS):
            found[max(0, -shift) : max(0, count - shift), at] = values[max(0, shift) : max(0, count + shift)]
        found[:, len(_SHIFTS) : -1] = self._sums(weighted) / self._span_weights
        twins = np.add.reduceat(weighted[self._order], self._starts, axis=0, dtype=np.float64) / self._twin_weights
        found[:, -1] = twins[self._twins]
        return found.reshape(count, -1)

    def _sums(self, weighted: Array) -> Any:
        """For each block the sums of the `weighted` vectors in each of its ranges; running sums need 64 bits."""
        running = np.zeros((len(weighted) + 1, weighted.shape[1]), np.float64)
        np.cumsum(weighted, axis=0, dtype=np.float64, out=running[1:])
        return running.take(self._end, axis=0) - running.take(self._first, axis=0)


def spans_of(page: Page) -> Array:
    """The ranges of blocks whose mean each block of `page` is given: kinds of range by (first, end) by blocks.

    Its container and those further up, the whole page, and a window.
    """
    here = np.arange(len(page.own))
    found = [(page.first[level], page.end[level]) for level in page.levels[:_CONTAINERS]]
    found.append((np.zeros_like(here), np.full_like(here, len(here))))
    found.append((np.maximum(here - _WINDOW, 0), np.minimum(here + _WINDOW + 1, len(here))))
    return np.array(found)


def sigmoid(logits: Array) -> Array:
    """Log-odds as probabilities."""
    found: Array = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return found


def linear(rows: Array, layer: Layer) -> Array:
    """What a layer makes of `rows`."""
    weights, bias = layer
    found = _product(rows, weights)
    found += bias
    return found


def rectified(rows: Array, layer: Layer) -> Array:
    """The same, and nothing below 0."""
    found = linear(rows, layer)
    return np.maximum(found, 0, out=found)


def _product(rows: Array, weights: Array) -> Array:
    """`rows @ weights`, a few rows at a time: OpenBLAS starts threads for more, which cost more than they give."""
    count = max(1, _MAX_PRODUCT // weights.size)
    if len(rows) <= count:
        return rows @ weights
    found: Array = np.empty((len(rows), weights.shape[1]), np.float32)
    for at in range(0, len(rows), count):
        np.matmul(rows[at : at + count], weights, out=found[at : at + count])
    return found
