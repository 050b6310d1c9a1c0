"""Training: a network learns what two features say together, and the same seed gives the same weights."""

import numpy as np

from training.network import fit


def test_a_network_learns_and_repeats_itself():
    random = np.random.default_rng(3)
    rows = random.normal(size=(4000, 3)).astype(np.float32)
    labels = ((rows[:, 0] > 0) ^ (rows[:, 1] > 0)).astype(np.float32)
    weights = np.ones(len(rows), np.float32)
    first, second = fit(rows, labels, weights, 7), fit(rows, labels, weights, 7)
    scores = first.scores(rows)
    assert np.mean((scores > 0.5) == (labels > 0.5)) > 0.9
    assert (second.scores(rows) == scores).all()
