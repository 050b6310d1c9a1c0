"""The body filter's networks as PyTorch trains them; `cleaner.body.network` multiplies the same ones with NumPy.

The context network's loss is the cross-entropy of the blocks' labels and, a page at a time, 1 minus the F1 that the
scores themselves expect: what is measured in the end. Chosen by cross-validation: few epochs, drop-out, whole groups of
features hidden from a page at random (a site may have no telling names, a language no table), averaged weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from cleaner.body.features import MARKER_COLUMNS, NAMES, WORD_COLUMNS
from cleaner.body.network import CONTEXTS, ContextNetwork, Layer, Perceptron, Scaling, spans_of
from cleaner.body.page import Array, Page

__all__ = ["ROUNDS", "Example", "fit_chooser", "fit_network"]

_WIDE: Final = 96
_WIDTH: Final = 48
_SHORT: Final = 16
ROUNDS: Final = 2
_EPOCHS: Final = 10
_BATCH: Final = 4000
_MAX_BLOCKS: Final = 4000
"""Longer pages are left out: a few of them would outweigh all others."""
_RATE: Final = 3e-3
_DECAY: Final = 1e-2
_DROPOUT: Final = 0.3
_HIDDEN_FEATURES: Final = 0.05
_HIDDEN_GROUPS: Final = 0.2
_AVERAGE: Final = 0.99
_ALONE_WEIGHT: Final = 0.3
_F1_WEIGHT: Final = 0.5
_MIN_BODY_WORDS: Final = 5

_MAX_SHARE: Final = 1.5
"""Features that never are higher are shares and signs, not sizes."""
_PERCENTILE: Final = 99

_CHOOSER: Final = (32, 16)
_CHOOSER_EPOCHS: Final = 30
_CHOOSER_BATCH: Final = 256
_CHOOSER_RATE: Final = 1e-3
_CHOOSER_DECAY: Final = 1.0


@dataclass(frozen=True)
class Example:
    """One page to learn from."""

    page: Page
    rows: Array
    labels: Array
    weights: Array


def fit_network(examples: Sequence[Example], seed: int, rounds: int = ROUNDS) -> ContextNetwork:
    """A network that predicts the examples' labels (0–1) from their rows."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    rows = np.concatenate([each.rows for each in examples])
    network = _Network(_scaling_of(rows), rounds)
    del rows
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGE))
    used = [each for each in examples if len(each.labels) <= _MAX_BLOCKS]
    batches = [_batches(used, random) for _ in range(_EPOCHS)]
    steps = sum(map(len, batches))
    optimizer = torch.optim.AdamW(_groups(network, _DECAY), lr=_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=_RATE, total_steps=steps + 1, pct_start=0.15)
    for chosen in (batch for epoch in batches for batch in epoch):
        batch = _Batch(chosen)
        loss = _loss(*network(_masked(torch.from_numpy(network.scaling.apply(batch.rows)), batch), batch), batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        average.update_parameters(network)
        schedule.step()
    found: _Network = average.module
    return found.exported()


def fit_chooser(rows: Array, scores: Array, seed: int) -> Perceptron:
    """A network that foretells the `scores` (F1, 0–1) of candidates from their `rows`."""
    torch.manual_seed(seed)
    scaling = _scaling_of(rows)
    sizes = (rows.shape[1], *_CHOOSER, 1)
    layers = [nn.Linear(n, m) for n, m in pairwise(sizes)]
    network = nn.Sequential(*[part for layer in layers for part in (layer, nn.ReLU())][:-1])
    inputs = torch.from_numpy(scaling.apply(rows))
    goals = torch.from_numpy(scores.astype(np.float32))
    optimizer = torch.optim.Adam(network.parameters(), lr=_CHOOSER_RATE)
    for _ in range(_CHOOSER_EPOCHS):
        for chosen in torch.randperm(len(inputs)).split(_CHOOSER_BATCH):
            loss = functional.mse_loss(network(inputs[chosen])[:, 0], goals[chosen])
            penalty = sum((layer.weight**2).sum() for layer in layers) * _CHOOSER_DECAY / (2 * len(inputs))
            optimizer.zero_grad()
            (loss + penalty).backward()
            optimizer.step()
    return Perceptron(scaling, [_layer(layer) for layer in layers])


def _scaling_of(rows: Array) -> Scaling:
    """The scaling for features like those in `rows`; sizes count up to what one block in a hundred has more of."""
    highest = rows.max(axis=0)
    most = np.where(highest > _MAX_SHARE, np.percentile(rows, _PERCENTILE, axis=0), highest).astype(np.float32)
    rows = np.minimum(rows, most)
    return Scaling(rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3), most)


class _Network(nn.Module):
    """`ContextNetwork`, ready to learn."""

    def __init__(self, scaling: Scaling, rounds: int) -> None:
        super().__init__()
        self.scaling = scaling
        self.first, self.second = nn.Linear(len(scaling.means), _WIDE), nn.Linear(_WIDE, _WIDTH)
        self.alone, self.last = nn.Linear(_WIDTH, 1), nn.Linear(_WIDTH, 1)
        self.short = nn.ModuleList([nn.Linear(_WIDTH, _SHORT) for _ in range(rounds)])
        self.mix = nn.ModuleList([nn.Linear(_WIDTH + _SHORT * CONTEXTS, _WIDTH) for _ in range(rounds)])
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, inputs: Tensor, batch: "_Batch") -> tuple[Tensor, Tensor]:
        """The log-odds of body for each block, and those by the block's features alone."""
        values = functional.relu(self.second(self.drop(functional.relu(self.first(inputs)))))
        alone = self.alone(values)[:, 0]
        for short, mix in zip(self.short, self.mix, strict=True):
            gathered = batch.around(functional.relu(short(values)))
            values = values + self.drop(functional.relu(mix(torch.cat((values, gathered), 1))))
        return self.last(values)[:, 0], alone

    def exported(self) -> ContextNetwork:
        """The same network for NumPy."""
        layers = [_layer(self.first), _layer(self.second), _layer(self.alone)]
        alone = Perceptron(self.scaling, layers)
        rounds = [(_layer(short), _layer(mix)) for short, mix in zip(self.short, self.mix, strict=True)]
        return ContextNetwork(alone, rounds, _layer(self.last))


class _Batch:
    """Some pages laid end to end."""

    def __init__(self, examples: Sequence[Example]) -> None:
        sizes = [len(each.labels) for each in examples]
        starts = np.cumsum([0, *sizes[:-1]])
        self.count = len(examples)
        self.rows = np.concatenate([each.rows for each in examples])
        self.labels = torch.from_numpy(np.concatenate([each.labels for each in examples]))
        self.loss_weights = torch.from_numpy(np.concatenate([each.weights for each in examples]))
        self.words = torch.from_numpy(np.concatenate([each.page.words for each in examples]))
        self.weights = torch.from_numpy(np.concatenate([each.page.weights for each in examples]))[:, None]
        self.of_page = torch.from_numpy(np.repeat(np.arange(self.count), sizes))
        spans = [spans_of(each.page) + start for each, start in zip(examples, starts, strict=True)]
        self.spans = torch.from_numpy(np.concatenate(spans, axis=2))
        offsets = np.cumsum([0, *(int(each.page.twins.max()) + 1 for each in examples)])
        twins = [each.page.twins + offset for each, offset in zip(examples, offsets, strict=False)]
        self.twins, self.twin_count = torch.from_numpy(np.concatenate(twins)), int(offsets[-1])

    def around(self, values: Tensor) -> Tensor:
        """What `cleaner.body.network.Surroundings.around` gives, for all pages at once."""
        found = []
        for shift in (-2, -1, 1, 2):
            there = torch.roll(values, -shift, 0)
            same = torch.roll(self.of_page, -shift, 0) == self.of_page
            found.append(there * same[:, None])
        weighted = torch.cat((values * self.weights, self.weights), 1)
        running = torch.cat((weighted.new_zeros(1, weighted.shape[1]), weighted.cumsum(0)))
        found += [_mean(running[end] - running[first]) for first, end in self.spans]
        twins = weighted.new_zeros(self.twin_count, weighted.shape[1]).index_add(0, self.twins, weighted)
        found.append(_mean(twins[self.twins]))
        return torch.cat(found, 1)

    def sums(self, values: Tensor) -> Tensor:
        """The sum of `values` for each page."""
        return values.new_zeros(self.count).index_add(0, self.of_page, values)


def _mean(sums: Tensor) -> Tensor:
    return sums[:, :-1] / sums[:, -1:].clamp(min=1e-6)


def _loss(logits: Tensor, alone: Tensor, batch: _Batch) -> Tensor:
    cross = functional.binary_cross_entropy_with_logits
    each = cross(logits, batch.labels, reduction="none")
    each = each + _ALONE_WEIGHT * cross(alone, batch.labels, reduction="none")
    weights = batch.loss_weights
    words = batch.words * (weights > 0)
    likely, body = torch.sigmoid(logits) * words, batch.labels * words
    hit, size, sought = batch.sums(likely * batch.labels), batch.sums(likely), batch.sums(body)
    has_body = (sought > _MIN_BODY_WORDS).float()
    missed = ((1 - 2 * hit / (size + sought + 1)) * has_body).sum() / has_body.sum().clamp(min=1)
    return (each * weights).sum() / weights.sum() + _F1_WEIGHT * missed


def _masked(inputs: Tensor, batch: _Batch) -> Tensor:
    """`inputs` with single features of blocks, and groups of features of whole pages, at their mean."""
    inputs = inputs.clone()
    for columns in _GROUPS:
        shown = (torch.rand(batch.count) >= _HIDDEN_GROUPS).float()[batch.of_page]
        inputs[:, columns] *= shown[:, None]
    return inputs * (torch.rand_like(inputs) >= _HIDDEN_FEATURES)


_GROUPS: Final = (
    list(range(WORD_COLUMNS.start, WORD_COLUMNS.stop)),
    list(range(MARKER_COLUMNS.start, MARKER_COLUMNS.stop)),
    [at for at, name in enumerate(NAMES) if name.startswith("in marked") or "phrase" in name],
    [at for at, name in enumerate(NAMES) if name.startswith(("gone", "hint"))],
)


def _batches(examples: Sequence[Example], random: Any) -> list[list[Example]]:
    return list(_cut(examples[at] for at in random.permutation(len(examples)).tolist()))


def _cut(examples: Iterator[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for each in examples:
        batch.append(each)
        if sum(len(one.labels) for one in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weights decay, biases do not."""
    parameters = list(network.parameters())
    return [
        {"params": [each for each in parameters if each.ndim > 1], "weight_decay": decay},
        {"params": [each for each in parameters if each.ndim < 2], "weight_decay": 0.0},
    ]


def _layer(layer: nn.Linear) -> Layer:
    return layer.weight.detach().numpy().T.copy(), layer.bias.detach().numpy().copy()
