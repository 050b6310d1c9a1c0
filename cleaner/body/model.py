"""The body filter's weights: read once, multiplied by NumPy.

A file in `cleaner/data` (`body.npz` for pages, `plain.npz` for plain texts; made by `python -m training`) holds what a
run of `training` learnt: the log-odds of marker tokens and of words, the network that scores blocks, and the one that
foretells the F1 of a choice. Weights are stored as 16-bit floats. Where a feature is missing or new, the file is
refused.
"""

from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from cleaner.body.choice import CHOICE, choice_rows, chosen
from cleaner.body.features import NAMES, features_of
from cleaner.body.network import ContextNetwork, Layer, Layers, Perceptron, Scaling
from cleaner.body.page import Array, Page
from cleaner.document import Document
from cleaner.errors import TableError

__all__ = ["Choice", "Model", "load_model", "model_for"]

_COLUMNS = [*NAMES, *CHOICE]


@dataclass(frozen=True)
class Choice:
    """What a model makes of a page."""

    rows: Array
    """The blocks' features."""
    scores: Array
    """The blocks' probabilities of body, 0–1."""
    foretold: Array
    """For each candidate its F1 as foretold."""

    @property
    def kept(self) -> Array:
        """Which blocks are body, as 0 and 1."""
        return chosen(self.rows, self.scores, self.foretold)


@dataclass(frozen=True)
class Model:
    """Everything that was learnt."""

    tokens: dict[str, float]
    """For each marker token the log-odds that text below it is body."""
    vocabulary: dict[str, float]
    """For each word of short blocks the log-odds that they are body."""
    network: ContextNetwork
    chooser: Perceptron
    """Foretells the F1 of a candidate."""
    calibration: Array
    """The confidence at each of some foretold F1s, as `confidence_of` reads it."""
    _known: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False)

    def choose(self, page: Page) -> Choice:
        """Score the blocks of `page`, and choose its body."""
        rows = features_of(page, self.tokens, self.vocabulary, self._known)
        scores = self.network.scores(rows, page)
        foretold = self.chooser.outputs(choice_rows(page, rows, scores))[:, 0]
        return Choice(rows, scores, foretold)

    def reasons(self, rows: Array) -> list[str]:
        """For each of `rows` the feature that speaks most against body."""
        return [NAMES[at] for at in self.network.alone.shares(rows).argmin(axis=1).tolist()]

    def save(self, path: Path) -> None:
        """Write the model to `path`."""
        arrays = {"columns": np.array(_COLUMNS), "calibration": self.calibration}
        for name, table in (("tokens", self.tokens), ("vocabulary", self.vocabulary)):
            arrays |= {name: np.array(list(table)), f"{name}_scores": np.array(list(table.values()), np.float16)}
        rounds = [layer for pair in self.network.rounds for layer in pair]
        for name, layers in (
            ("alone", self.network.alone.layers),
            ("rounds", rounds),
            ("last", [self.network.last]),
            ("chooser", self.chooser.layers),
        ):
            for at, (weights, bias) in enumerate(layers):
                arrays |= {f"{name}_{at}_weights": weights.astype(np.float16), f"{name}_{at}_bias": bias}
        for name, network in (("alone", self.network.alone), ("chooser", self.chooser)):
            arrays |= {f"{name}_{each.name}": getattr(network.scaling, each.name) for each in fields(Scaling)}
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def model_for(document: Document) -> Model:
    """The shipped model for `document`."""
    return load_model("plain" if document.is_plain else "body")


@lru_cache(maxsize=2)
def load_model(name: str = "body") -> Model:
    """The shipped model for pages (`body`) or for plain texts (`plain`)."""
    data = (files("cleaner") / "data" / f"{name}.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        found = {key: arrays[key] for key in arrays.files}
    if "columns" not in found or found["columns"].tolist() != _COLUMNS:
        raise TableError(f"data/{name}.npz was made for other features: run `python -m training`")
    rounds = _layers(found, "rounds")
    network = ContextNetwork(
        _perceptron(found, "alone"), list(zip(rounds[::2], rounds[1::2], strict=True)), _layers(found, "last")[0]
    )
    return Model(
        _table(found, "tokens"),
        _table(found, "vocabulary"),
        network,
        _perceptron(found, "chooser"),
        found["calibration"],
    )


def _table(found: dict[str, Array], name: str) -> dict[str, float]:
    return dict(zip(found[name].tolist(), found[f"{name}_scores"].tolist(), strict=True))


def _perceptron(found: dict[str, Array], name: str) -> Perceptron:
    scaling = Scaling(*(found[f"{name}_{each.name}"] for each in fields(Scaling)))
    return Perceptron(scaling, _layers(found, name))


def _layers(found: dict[str, Array], name: str) -> Layers:
    layers: list[Layer] = []
    while f"{name}_{len(layers)}_weights" in found:
        at = len(layers)
        layers.append((found[f"{name}_{at}_weights"].astype(np.float32), found[f"{name}_{at}_bias"]))
    return layers
