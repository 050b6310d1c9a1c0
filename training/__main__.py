"""`python -m training --corpus DIR`: cross-validates by site, reports, and writes the weights of the body filter.

Every score that the chooser learns from, and every score of a token or a word that the network learns from, comes
from pages of other sites; else they would be trusted more than they deserve on new ones.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import numpy as np
import torch

from benchmarks.corpus import Page as Gold
from cleaner import Pipeline
from cleaner.body.features import MARKER_COLUMNS, NAMES, WORD_COLUMNS, markers_of
from cleaner.body.model import Model
from cleaner.body.network import ContextNetwork
from cleaner.body.page import Array
from cleaner.body.text import words_of
from training.choice import calibrate, calibration_error, cross_choose, fit_choice
from training.network import Example, fit_network
from training.report import accuracy_lines, confidence_lines, text_of
from training.samples import FOLDS, Sample, read_samples
from training.tokens import score_tokens, score_words

DATA: Final = Path(__file__).parents[1] / "cleaner" / "data"


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=DATA, help="Where weights go.")
@click.option("--only", type=click.Choice(["body", "plain"]), help="Only the weights for pages, or for plain texts.")
@click.option("--ablations", is_flag=True, help="Instead report what each part is worth; no weights are written.")
@click.option("--seed", default=7, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(corpus: Path, output: Path, only: str | None, ablations: bool, seed: int, jobs: int) -> None:
    """Train the body filter on the corpora in DIR; the same seed gives the same weights."""
    torch.set_num_threads(1)  # the batches are small, and sums in one order give the same weights
    if ablations:
        for line in _ablations(corpus, seed, jobs):
            click.echo(line)
        return
    for name in [only] if only else ["body", "plain"]:
        samples, blank = read_samples(corpus, jobs, is_plain=name == "plain")
        click.echo(f"{name}: {len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
        rows = _cross_rows(samples)
        scores = _cross_scores(samples, rows, seed)
        kept, foretold, reached = cross_choose(samples, rows, scores, seed)
        texts = [text_of(*each) for each in zip(samples, scores, kept, strict=True)]
        for line in (
            *_accuracy(name, samples, texts, blank),
            *confidence_lines(*calibration_error(samples, foretold, reached)),
        ):
            click.echo(line)
        model = Model(
            score_tokens(samples),
            score_words(samples),
            fit_network(_examples(samples, rows), seed),
            fit_choice(samples, rows, scores, seed),
            calibrate(*_with_gold(samples, foretold, reached)),
        )
        path = output / f"{name}.npz"
        model.save(path)
        click.echo(f"{path.name}: {path.stat().st_size / 2**20:.2f} MB")


def _with_gold(samples: Sequence[Sample], *figures: Array) -> list[Array]:
    has_gold = np.array([bool(sample.gold.gold) for sample in samples])
    return [figure[has_gold] for figure in figures]


def _accuracy(label: str, samples: Sequence[Sample], texts: Sequence[str], blank: Sequence[Gold]) -> Iterator[str]:
    return accuracy_lines(label, [*(sample.gold for sample in samples), *blank], [*texts, *("" for _ in blank)])


def _cross_rows(samples: Sequence[Sample]) -> list[Array]:
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


def _cross_scores(samples: Sequence[Sample], rows: Sequence[Array], seed: int, **options: int) -> list[Array]:
    """Each sample's scores by a network that has not seen its fold."""
    networks: list[ContextNetwork] = []
    for fold in range(FOLDS):
        examples = [each for each, sample in zip(_examples(samples, rows), samples, strict=True) if sample.fold != fold]
        networks.append(fit_network(examples, seed, **options))
    return [networks[each.fold].scores(row, each.page) for each, row in zip(samples, rows, strict=True)]


def _examples(samples: Sequence[Sample], rows: Sequence[Array]) -> list[Example]:
    return [Example(each.page, row, each.labels, each.weights) for each, row in zip(samples, rows, strict=True)]


def _ablations(corpus: Path, seed: int, jobs: int) -> Iterator[str]:
    """The report without each part; `hand rules` keeps the best container, without its worthless boxes."""
    samples, blank = read_samples(corpus, jobs)
    rows = _cross_rows(samples)
    without_markers = [row.copy() for row in rows]
    for row in without_markers:
        row[:, MARKER_COLUMNS] = 0
        row[:, [at for at, name in enumerate(NAMES) if name.startswith("in marked")]] = 0
    for label, used, rounds in (("all", rows, 2), ("no context", rows, 0), ("no markers", without_markers, 2)):
        scores = _cross_scores(samples, used, seed, rounds=rounds)
        kept, _, _ = cross_choose(samples, used, scores, seed)
        yield from _accuracy(
            label, samples, [text_of(*each) for each in zip(samples, scores, kept, strict=True)], blank
        )
        if label == "all":
            halves = [(score >= 0.5).astype(np.float32) for score in scores]
            texts = [text_of(*each) for each in zip(samples, scores, halves, strict=True)]
            yield from _accuracy("one threshold", samples, texts, blank)
    hand = [_hand_rules(sample) for sample in samples]
    yield from _accuracy(
        "hand rules", samples, [text_of(each, kept, kept) for each, kept in zip(samples, hand, strict=True)], blank
    )
    samples, blank = read_samples(corpus, jobs, pipeline=Pipeline())
    rows = _cross_rows(samples)
    scores = _cross_scores(samples, rows, seed)
    kept, _, _ = cross_choose(samples, rows, scores, seed)
    texts = [text_of(*each) for each in zip(samples, scores, kept, strict=True)]
    yield from _accuracy("no named filters", samples, texts, blank)


def _hand_rules(sample: Sample) -> Array:
    column = {name: sample.rows[:, at] for at, name in enumerate(NAMES)}
    body = np.maximum(column["in the best container"], column["in the lead"])
    found: Array = body * (1 - column["in a worthless box"])
    return found


if __name__ == "__main__":
    main()
