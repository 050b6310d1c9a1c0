"""Networks and models with random weights, for tests of what the learned ones are read and multiplied by."""

from itertools import pairwise

import numpy as np

from cleaner.body.choice import CHOICE
from cleaner.body.features import NAMES
from cleaner.body.model import Model
from cleaner.body.network import CONTEXTS, ContextNetwork, Perceptron, Scaling

CALIBRATION = np.array([(0.5, 0.8, 1.0), (0.1, 0.6, 0.9)], np.float32)
"""The confidence is 0.1 up to a foretold F1 of 0.5, and rises to 0.9."""


def layer(random, inputs, outputs):
    weights = random.normal(scale=inputs**-0.5, size=(inputs, outputs)).astype(np.float32)
    return weights, random.normal(size=outputs).astype(np.float32)


def perceptron(random, *sizes):
    """A perceptron whose layers have these sizes, inputs first."""
    means = random.normal(size=sizes[0]).astype(np.float32)
    scales = random.uniform(0.5, 2, size=sizes[0]).astype(np.float32)
    return Perceptron(
        Scaling(means, scales, np.full(sizes[0], 9, np.float32)), [layer(random, *pair) for pair in pairwise(sizes)]
    )


def context_network(random, inputs, width=6, short=3, rounds=2):
    around = width + short * CONTEXTS
    return ContextNetwork(
        perceptron(random, inputs, 8, width, 1),
        [(layer(random, width, short), layer(random, around, width)) for _ in range(rounds)],
        layer(random, width, 1),
    )


def model(seed=3):
    random = np.random.default_rng(seed)
    return Model(
        {"story": 1.5, "sidebar": -2.0},
        {"share": -2.5, "monday": 0.5},
        context_network(random, len(NAMES)),
        perceptron(random, len(CHOICE), 4, 1),
        CALIBRATION,
    )
