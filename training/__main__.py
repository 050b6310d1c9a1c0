"""`python -m training --corpus DIR`: cross-validates by site, reports, and writes the weights of the body filter."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

try:
    import torch
except ModuleNotFoundError as error:
    raise SystemExit("training needs PyTorch: pip install '.[training]'") from error

from benchmarks.corpus import read_probes
from cleaner.body.model import Model
from training.choice import calibrate, calibration_error, cross_choose, fit_choice
from training.crossval import cross_rows, cross_scores, examples_of
from training.network import fit_network
from training.report import accuracy_lines, confidence_lines, f1s_of, probe_lines, text_of
from training.samples import read_samples
from training.tokens import score_tokens, score_words

DATA: Final = Path(__file__).parents[1] / "cleaner" / "data"
MODELS: Final = ("body", "plain")
"""The weights for pages, and those for plain texts."""


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--probes", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Also report on these.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=DATA, help="Where weights go.")
@click.option("--only", "names", type=click.Choice(MODELS), multiple=True, default=MODELS, help="Only these weights.")
@click.option("--seed", default=11, show_default=True)
@click.option("--jobs", default=2, show_default=True)
def main(corpus: Path, probes: Path | None, output: Path, names: tuple[str, ...], seed: int, jobs: int) -> None:
    """Train the body filter on the corpora in DIR; the same seed gives the same weights."""
    torch.set_num_threads(1)  # the batches are small, and sums in one order give the same weights
    for name in names:
        path = output / f"{name}.npz"
        train(name, corpus, seed, jobs, read_probes(probes) if probes and name == "body" else []).save(path)
        click.echo(f"{path.name}: {path.stat().st_size / 2**20:.2f} MB")


def train(name: str, corpus: Path, seed: int, jobs: int, probes: Sequence[dict[str, Any]] = ()) -> Model:
    """The model `name`, one of `MODELS`; what it reaches on sites it has not seen, and of `probes`, is printed."""
    samples, blank = read_samples(corpus, jobs, is_plain=name == "plain")
    click.echo(f"{name}: {len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    rows = cross_rows(samples)
    scores = cross_scores(samples, rows, seed)
    kept, foretold = cross_choose(samples, rows, scores, seed)
    texts = [text_of(*each) for each in zip(samples, scores, kept, strict=True)]
    reached = f1s_of(samples, texts)
    for line in accuracy_lines(name, samples, texts, blank):
        click.echo(line)
    for line in probe_lines(samples, texts, probes) if probes else ():
        click.echo(line)
    whole = [at for at, sample in enumerate(samples) if sample.gold.gold]  # of segments no F1 is known
    foretold, reached = foretold[whole], reached[whole]
    for line in confidence_lines(*calibration_error([samples[at] for at in whole], foretold, reached)):
        click.echo(line)
    return Model(
        score_tokens(samples),
        score_words(samples),
        fit_network(examples_of(samples, rows), seed),
        fit_choice(samples, rows, scores, seed),
        calibrate(foretold, reached),
    )


if __name__ == "__main__":
    main()
