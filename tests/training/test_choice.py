"""Chooser and confidence: what is foretold comes near what is reached, and a confidence means what it says."""

from dataclasses import replace

import numpy as np
import pytest
from samples import sample_of, sites

pytest.importorskip("torch")

from cleaner.body.choice import THRESHOLDS, choice_rows, confidence_of
from training.choice import CORRECT, calibrate, calibration_error, cross_choose, fit_choice
from training.samples import FOLDS

RIGHT, WRONG = 1.0, 0.5


@pytest.fixture(scope="module")
def one_thread():
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def samples():
    """Pages of many sites."""
    return [sample_of(site=site) for site in sites(30)]


def scores_of(samples, noise):
    """The labels, each with noise of its page's own strength; the more of it, the lower the F1 that is reached."""
    random = np.random.default_rng(11)
    found = []
    for sample in samples:
        moved = sample.labels * 0.9 + 0.05 + random.normal(scale=noise * random.uniform(), size=len(sample.labels))
        found.append(np.clip(moved, 0, 1).astype(np.float32))
    return found


def outcomes(probabilities):
    """F1s of which, however they are cut into runs, the share that is right is near the `probabilities`."""
    sums = np.floor(np.cumsum(probabilities) + 0.5)
    return np.where(np.diff(sums, prepend=0) > 0, RIGHT, WRONG).astype(np.float32)


def held_aside(samples, foretold, reached_of):
    """A sample for each of the `foretold`, by turns from each fold; `reached_of` a fold gives what is reached."""
    by_fold = {sample.fold: sample for sample in samples}
    folds = np.arange(len(foretold)) % FOLDS
    reached = np.zeros(len(foretold), np.float32)
    for fold in range(FOLDS):
        reached[folds == fold] = reached_of(fold, foretold[folds == fold])
    return [by_fold[fold] for fold in folds.tolist()], foretold, reached


def test_calibration_is_a_rising_curve():
    random = np.random.default_rng(3)
    foretold = random.uniform(0.3, 1, 700).astype(np.float32)
    said, right = calibrate(foretold, (foretold + random.normal(scale=0.2, size=700)).astype(np.float32))
    assert (np.diff(said) > 0).all()
    assert (np.diff(right) > 0).all()
    assert right.min() >= 0
    assert right.max() <= 1
    assert right[0] < 0.2
    assert right[-1] > 0.6


def test_shares_that_fall_are_pooled():
    foretold = np.linspace(0, 1, 200, dtype=np.float32)
    falling = np.where(foretold < 0.5, RIGHT, WRONG).astype(np.float32)
    ((said, right),) = calibrate(foretold, falling).T.tolist()
    assert said == pytest.approx(0.5, abs=1e-3)
    assert right == pytest.approx(0.5)


@pytest.mark.parametrize("count", [1, 2, 7, 19, 20, 21])
def test_a_few_pages_are_calibrated_too(count):
    curve = calibrate(np.linspace(0.5, 1, count, dtype=np.float32), np.linspace(0.8, 1, count, dtype=np.float32))
    assert np.isfinite(curve).all()
    assert 0 <= confidence_of(0.9, curve) <= 1


def test_calibration_cures_a_foretelling_that_is_too_sure():
    foretold = np.random.default_rng(3).uniform(0.85, 1, 4000).astype(np.float32)
    order = np.argsort(foretold)
    right = np.clip((foretold - 0.8) * 3, 0, 1)  # a foretold 0.9 is right 3 times in 10
    reached = np.zeros_like(foretold)
    reached[order] = outcomes(right[order])
    curve = calibrate(foretold, reached)
    said = np.array([confidence_of(float(each), curve) for each in foretold])
    assert abs(foretold.mean() - (reached >= CORRECT).mean()) > 0.4
    assert said.mean() == pytest.approx((reached >= CORRECT).mean(), abs=0.01)
    assert np.abs(said - right).max() < 0.06


def test_the_error_of_a_perfectly_calibrated_foretelling_is_about_0(samples):
    foretold = np.linspace(0.5, 1, 4000, dtype=np.float32)
    error, table = calibration_error(*held_aside(samples, foretold, lambda _, said: outcomes(2 * said - 1)))
    assert error < 0.01
    assert sum(pages for _, _, pages in table) == 4000
    assert [said for said, _, _ in table] == sorted(said for said, _, _ in table)


def test_a_fold_that_others_say_nothing_of_shows_in_the_error(samples):
    foretold = np.linspace(0.5, 1, 4000, dtype=np.float32)

    def reached(fold, said):
        return outcomes(2 * said - 1) if fold else np.full(len(said), WRONG)

    error, _ = calibration_error(*held_aside(samples, foretold, reached))
    assert error > 0.05


@pytest.mark.usefixtures("one_thread")
def test_each_page_s_body_is_chosen_by_a_chooser_that_has_not_seen_its_site(samples, monkeypatch):
    from training import choice

    seen = []

    def spy(some, rows, scores, seed):
        seen.append({sample.fold for sample in some})
        return fit_choice(some, rows, scores, seed)

    monkeypatch.setattr(choice, "fit_choice", spy)
    rows, scores = [sample.rows for sample in samples], scores_of(samples, 0.3)
    kept, foretold = cross_choose(samples, rows, scores, 7)
    assert seen == [set(range(FOLDS)) - {fold} for fold in range(FOLDS)]
    assert [each.shape for each in kept] == [sample.labels.shape for sample in samples]
    assert foretold.shape == (len(samples),)
    assert np.isfinite(foretold).all()


@pytest.mark.usefixtures("one_thread")
def test_scores_that_are_the_labels_choose_the_labels(samples):
    scores = [sample.labels for sample in samples]
    kept, _ = cross_choose(samples, [sample.rows for sample in samples], scores, 7)
    for sample, chosen in zip(samples, kept, strict=True):
        assert chosen.tolist() == sample.labels.tolist()


@pytest.mark.usefixtures("one_thread")
def test_the_chooser_learns_from_pages_with_gold_text_alone(samples):
    bare = [replace(sample, gold=replace(sample.gold, gold="")) for sample in samples[:5]]
    rows, scores = [sample.rows for sample in samples], scores_of(samples, 0.3)
    both = fit_choice([*samples, *bare], [*rows, *rows[:5]], [*scores, *scores_of(bare, 0.9)], 7)
    one = fit_choice(samples, rows, scores, 7)
    inputs = choice_rows(samples[0].page, rows[0], scores[0])
    assert one.outputs(inputs).shape == (len(THRESHOLDS), 1)
    assert (both.outputs(inputs) == one.outputs(inputs)).all()
