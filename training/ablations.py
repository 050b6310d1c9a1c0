"""`python -m training.ablations --corpus DIR`: what each part of the body filter is worth, cross-validated by site."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import torch

from benchmarks.corpus import Page as Gold
from cleaner import Pipeline
from cleaner.body.features import MARKER_COLUMNS, NAMES
from cleaner.body.page import Array
from training.choice import cross_choose
from training.crossval import cross_rows, cross_scores
from training.network import ROUNDS
from training.report import accuracy_lines, text_of
from training.samples import Sample, read_samples

_THRESHOLD = 0.5


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--seed", default=11, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(corpus: Path, seed: int, jobs: int) -> None:
    """Report the accuracy with everything, and without each part in turn; no weights are written."""
    torch.set_num_threads(1)
    samples, blank = read_samples(corpus, jobs)
    rows = cross_rows(samples)
    scores = cross_scores(samples, rows, seed)
    kept, _ = cross_choose(samples, rows, scores, seed)
    _say("everything", samples, scores, kept, blank)
    _say("one threshold", samples, scores, [(each >= _THRESHOLD).astype(np.float32) for each in scores], blank)
    for label, used, rounds in (("no context", rows, 0), ("no markers", _without_markers(rows), ROUNDS)):
        scores = cross_scores(samples, used, seed, rounds)
        _say(label, samples, scores, cross_choose(samples, used, scores, seed)[0], blank)
    hand = [_hand_rules(sample) for sample in samples]
    _say("hand rules alone", samples, hand, hand, blank)
    samples, blank = read_samples(corpus, jobs, pipeline=Pipeline())
    rows = cross_rows(samples)
    scores = cross_scores(samples, rows, seed)
    _say("no named filters", samples, scores, cross_choose(samples, rows, scores, seed)[0], blank)


def _say(
    label: str, samples: Sequence[Sample], scores: Sequence[Array], kept: Sequence[Array], blank: Sequence[Gold]
) -> None:
    for line in _lines(label, samples, scores, kept, blank):
        click.echo(line)


def _lines(
    label: str, samples: Sequence[Sample], scores: Sequence[Array], kept: Sequence[Array], blank: Sequence[Gold]
) -> Iterator[str]:
    texts = [text_of(*each) for each in zip(samples, scores, kept, strict=True)]
    return accuracy_lines(label, samples, texts, blank)


def _without_markers(rows: Sequence[Array]) -> list[Array]:
    columns = [at for at, name in enumerate(NAMES) if name.startswith("in marked")]
    found = [row.copy() for row in rows]
    for row in found:
        row[:, MARKER_COLUMNS] = 0
        row[:, columns] = 0
    return found


def _hand_rules(sample: Sample) -> Array:
    """The best container and the article's lead, without the boxes in it that are worth nothing."""
    column = {name: sample.rows[:, at] for at, name in enumerate(NAMES)}
    found: Array = np.maximum(column["in the best container"], column["in the lead"])
    return found * (1 - column["in a worthless box"])


if __name__ == "__main__":
    main()
