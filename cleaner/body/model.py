"""The body filter's weights: read once, multiplied by NumPy.

The file (`cleaner/data/body.npz`, made by `python -m training`) holds what a run of `training` learnt: the scores of
marker tokens, and for each of the two passes the means and scales of the features and the layers of a network. The
weights are stored as 16-bit floats. Where a feature is missing or new, the file is refused.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from cleaner.body.features import CONTEXT_NAMES, NAMES, Array, Page, context_of, features_of
from cleaner.errors import TableError

__all__ = ["Layers", "Model", "Network", "load_model"]

Layers = list[tuple[Array, Array]]
"""Weights (inputs by outputs) and biases, a pair a layer; all layers but the last are rectified."""

MAX_DEVIATION: Final = 6.0
"""A feature further from its mean, in standard deviations, counts as this far: no page can be stranger."""

_MAX_PRODUCT: Final = 4 * 65536
"""OpenBLAS multiplies with one thread up to this many products (its `GEMM_MULTITHREAD_THRESHOLD`)."""


@dataclass(frozen=True)
class Network:
    """A network with the means and scales of what goes in."""

    means: Array
    scales: Array
    layers: Layers

    def inputs(self, rows: Array) -> Array:
        """`rows` in standard deviations from the mean."""
        found: Array = np.clip((rows - self.means) / self.scales, -MAX_DEVIATION, MAX_DEVIATION)
        return found

    def logits(self, rows: Array) -> Array:
        """The log-odds of body for each of `rows`."""
        values = self.inputs(rows)
        for weights, bias in self.layers[:-1]:
            values = np.maximum(_product(values, weights) + bias, 0)
        weights, bias = self.layers[-1]
        found: Array = (_product(values, weights) + bias)[:, 0]
        return found

    def scores(self, rows: Array) -> Array:
        """The probability of body for each of `rows`, 0–1."""
        return sigmoid(self.logits(rows))

    def shares(self, rows: Array) -> Array:
        """What each feature adds to each row's log-odds: its input times its slope (Shrikumar et al. 2016)."""
        values = [self.inputs(rows)]
        for weights, bias in self.layers[:-1]:
            values.append(np.maximum(_product(values[-1], weights) + bias, 0))
        slopes = np.tile(self.layers[-1][0][:, 0], (len(rows), 1))
        for (weights, _), value in zip(reversed(self.layers[:-1]), reversed(values[1:]), strict=True):
            slopes = _product(slopes * (value > 0), weights.T)
        found: Array = slopes * values[0]
        return found


@dataclass(frozen=True)
class Model:
    """Everything that was learnt."""

    tokens: dict[str, float]
    """For each marker token the log-odds that text below it is body."""
    first: Network
    """Scores a block by its own features."""
    second: Network
    """Scores it again, with the first scores of what stands around it."""
    _known: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False)

    def rows(self, page: Page) -> Array:
        """The features of the kept blocks of `page`."""
        return features_of(page, self.tokens, self._known)

    def reasons(self, rows: Array) -> list[str]:
        """For each of `rows` the feature that speaks most against body."""
        return [NAMES[at] for at in self.first.shares(rows).argmin(axis=1).tolist()]

    def scores(self, page: Page, rows: Array) -> Array:
        """The probability of body for each kept block of `page`, 0–1, given its `rows`: the mean of both passes."""
        before = self.first.scores(rows)
        after = self.second.scores(np.concatenate((rows, context_of(page, before)), axis=1))
        found: Array = ((before + after) / 2).astype(np.float32)
        return found

    def save(self, path: Path) -> None:
        """Write the model to `path`."""
        arrays = {
            "names": np.array([*NAMES, *CONTEXT_NAMES]),
            "tokens": np.array(list(self.tokens)),
            "token_scores": np.array(list(self.tokens.values()), np.float16),
        }
        for name, network in (("first", self.first), ("second", self.second)):
            arrays |= {f"{name}_means": network.means, f"{name}_scales": network.scales}
            for at, (weights, bias) in enumerate(network.layers):
                arrays |= {f"{name}_{at}_weights": weights.astype(np.float16), f"{name}_{at}_bias": bias}
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The shipped model."""
    data = (files("cleaner") / "data" / "body.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        found = {name: arrays[name] for name in arrays.files}
    if found["names"].tolist() != [*NAMES, *CONTEXT_NAMES]:
        raise TableError("data/body.npz was made for other features: run `python -m training`")
    tokens = dict(zip(found["tokens"].tolist(), found["token_scores"].tolist(), strict=True))
    return Model(tokens, _network(found, "first"), _network(found, "second"))


def sigmoid(logits: Array) -> Array:
    """Log-odds as probabilities."""
    found: Array = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return found


def _product(rows: Array, weights: Array) -> Array:
    """`rows @ weights`, a few rows at a time: OpenBLAS starts threads for more, which cost more than they give."""
    count = max(1, _MAX_PRODUCT // weights.size)
    if len(rows) <= count:
        return rows @ weights
    return np.concatenate([rows[at : at + count] @ weights for at in range(0, len(rows), count)])


def _network(found: dict[str, Array], name: str) -> Network:
    layers: Layers = []
    while f"{name}_{len(layers)}_weights" in found:
        at = len(layers)
        layers.append((found[f"{name}_{at}_weights"].astype(np.float32), found[f"{name}_{at}_bias"]))
    return Network(found[f"{name}_means"], found[f"{name}_scales"], layers)
