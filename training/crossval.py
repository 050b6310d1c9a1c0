"""Cross-validation by site: what each sample is given comes from samples of other sites.

Not only the scores that are reported: the scores of tokens and words that the network learns from, and the scores that
the chooser learns from, would else be trusted more than they deserve on new sites.
"""

from collections.abc import Sequence

from cleaner.body.features import MARKER_COLUMNS, WORD_COLUMNS, markers_of
from cleaner.body.network import ContextNetwork
from cleaner.body.page import Array
from cleaner.body.text import words_of
from training.network import ROUNDS, Example, fit_network
from training.samples import FOLDS, Sample
from training.tokens import score_tokens, score_words

__all__ = ["cross_rows", "cross_scores", "examples_of"]


def cross_rows(samples: Sequence[Sample]) -> list[Array]:
    """The samples' features, with the scores of tokens and words that other folds give."""
    rows = [sample.rows.copy() for sample in samples]
    for fold in range(FOLDS):
        others = [sample for sample in samples if sample.fold != fold]
        tokens, vocabulary = score_tokens(others), score_words(others)
        for row, sample in zip(rows, samples, strict=True):
            if sample.fold == fold:
                row[:, MARKER_COLUMNS] = markers_of(sample.page, tokens)
                row[:, WORD_COLUMNS] = words_of(sample.said, vocabulary)
    return rows


def cross_scores(samples: Sequence[Sample], rows: Sequence[Array], seed: int, rounds: int = ROUNDS) -> list[Array]:
    """Each sample's scores by a network that has not seen its fold."""
    networks: list[ContextNetwork] = []
    examples = examples_of(samples, rows)
    for fold in range(FOLDS):
        others = [each for each, sample in zip(examples, samples, strict=True) if sample.fold != fold]
        networks.append(fit_network(others, seed, rounds))
    return [networks[each.fold].scores(row, each.page) for each, row in zip(samples, rows, strict=True)]


def examples_of(samples: Sequence[Sample], rows: Sequence[Array]) -> list[Example]:
    """What `fit_network` learns from."""
    return [Example(each.page, row, each.labels, each.weights) for each, row in zip(samples, rows, strict=True)]
