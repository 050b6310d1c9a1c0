"""`python -m training --corpus DIR`: cross-validates by site, reports, and writes the weights of the body filter.

Every score that a second pass learns from, and every token score that a first pass learns from, comes from a model
that has not seen the page's site; else the networks would trust them more than they deserve on new sites.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from benchmarks.corpus import Page
from benchmarks.metrics import METRICS, score
from cleaner.body import Body
from cleaner.body.features import MARKER_COLUMNS, Array, context_of, markers_of
from cleaner.body.model import Model, Network
from training.network import fit
from training.samples import FOLDS, Sample, read_samples
from training.tokens import score_tokens

WEIGHTS = Path(__file__).parents[1] / "cleaner" / "data" / "body.npz"


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--output", type=click.Path(path_type=Path), default=WEIGHTS, help="Where the weights go.")
@click.option("--seed", default=7)
@click.option("--jobs", default=2)
def main(corpus: Path, output: Path, seed: int, jobs: int) -> None:
    """Train the body filter on the corpora in DIR; the same seed gives the same weights."""
    samples, blank = read_samples(corpus, jobs)
    click.echo(f"{len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    rows = [np.empty(0, np.float32)] * len(samples)
    for fold in range(FOLDS):
        tokens = score_tokens([sample for sample in samples if sample.fold != fold])
        for at, sample in enumerate(samples):
            if sample.fold == fold:
                rows[at] = _with_tokens(sample, tokens)
    first, before = _cross_fit(samples, rows, seed)
    wide = [
        np.concatenate((each, context_of(sample.page, scores)), axis=1)
        for each, sample, scores in zip(rows, samples, before, strict=True)
    ]
    second, after = _cross_fit(samples, wide, seed + 1)
    for label, scores in (("first pass", before), ("both passes", _means(before, after))):
        texts = [_text_of(sample, each) for sample, each in zip(samples, scores, strict=True)]
        _report(label, [*(sample.gold for sample in samples), *blank], [*texts, *("" for _ in blank)])
    Model(score_tokens(samples), first, second).save(output)
    click.echo(f"{output}: {output.stat().st_size / 2**20:.2f} MB")


def _with_tokens(sample: Sample, tokens: dict[str, float]) -> Array:
    rows = sample.rows.copy()
    rows[:, MARKER_COLUMNS] = markers_of(sample.page, tokens)
    return rows


def _cross_fit(samples: Sequence[Sample], rows: Sequence[Array], seed: int) -> tuple[Network, list[Array]]:
    """A network fitted to all samples, and each sample's scores by one that has not seen its fold."""
    scores = [np.empty(0, np.float32)] * len(samples)
    for fold in range(FOLDS):
        network = _fit(samples, rows, [sample.fold != fold for sample in samples], seed)
        for at, sample in enumerate(samples):
            if sample.fold == fold:
                scores[at] = network.scores(rows[at])
    return _fit(samples, rows, [True] * len(samples), seed), scores


def _fit(samples: Sequence[Sample], rows: Sequence[Array], used: Sequence[bool], seed: int) -> Network:
    chosen = [at for at, is_used in enumerate(used) if is_used]
    labels = np.concatenate([samples[at].labels for at in chosen])
    weights = np.concatenate([samples[at].weights for at in chosen])
    return fit(np.concatenate([rows[at] for at in chosen]), labels, weights, seed)


def _means(first: Sequence[Array], second: Sequence[Array]) -> list[Array]:
    return [(ours + theirs) / 2 for ours, theirs in zip(first, second, strict=True)]


def _report(label: str, pages: Sequence[Page], texts: Sequence[str]) -> None:
    """Print precision, recall and F1 on pages of sites that the networks had not seen."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        for group in page.groups:
            groups[group].append(at)
    click.echo(f"{label:<28}{'metric':<14}{'pages':>6}{'precision':>11}{'recall':>8}{'F1':>8}")
    for name, members in sorted(groups.items()):
        precision, recall, f1 = score([pages[at] for at in members], [texts[at] for at in members])
        metric = METRICS[name.split(":")[0]][0]
        click.echo(f"{name:<28}{metric:<14}{len(members):>6}{precision:>11.4f}{recall:>8.4f}{f1:>8.4f}")


def _text_of(sample: Sample, scores: Array) -> str:
    kept = Body().choose(scores, sample.page.words, sample.kinds)
    return "\n\n".join(
        text
        for place, (text, is_kept) in enumerate(zip(sample.texts, kept, strict=True))
        if is_kept and place not in sample.lines
    )


if __name__ == "__main__":
    main()
