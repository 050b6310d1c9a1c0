"""The choice: which candidate is taken, what its F1 is foretold from, and how sure it is."""

from itertools import pairwise

import numpy as np
import pytest
from golden import PAGES, body_page
from models import CALIBRATION
from pages import PROSE, article_page

import cleaner
from cleaner.body.choice import CHOICE, THRESHOLDS, candidates_of, choice_rows, chosen, confidence_of, nearest
from cleaner.body.features import NAMES, features_of
from cleaner.body.page import Page

USUAL = THRESHOLDS.index(0.3)


def foretold(others, **given):
    """A foretold F1 for each threshold: those `given` as `t0_3=…`, else `others`."""
    named = {float(name[1:].replace("_", ".")): value for name, value in given.items()}
    assert set(named) <= set(THRESHOLDS)
    return np.array([named.get(threshold, others) for threshold in THRESHOLDS], np.float32)


def columns(page, scores):
    rows = choice_rows(page, features_of(page, {}, {}), np.array(scores, np.float32))
    return dict(zip(CHOICE, rows.T.tolist(), strict=True))


def test_a_candidate_keeps_what_scores_as_high_as_its_threshold():
    found = candidates_of(np.array([0.05, 0.1, 0.35, 0.9], np.float32))
    assert found.sum(axis=1).tolist() == [3, 2, 2, 2, 2, 1, 1, 1]
    assert found[0].tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("said", "threshold"),
    [
        (foretold(0.8), 0.3),
        (foretold(0.8, t0_1=0.81), 0.3),
        (foretold(0.8, t0_1=0.85), 0.1),
        (foretold(0.8, t0_6=0.85), 0.6),
        (foretold(0.8, t0_6=0.85, t0_5=0.84), 0.5),
        (foretold(0.8, t0_6=0.85, t0_5=0.82), 0.6),
        (foretold(0.8, t0_6=0.9, t0_25=0.89), 0.25),
        (foretold(0.8, t0_3=0.7, t0_1=0.805), 0.25),
    ],
)
def test_of_the_candidates_about_as_good_as_the_best_the_most_usual_is_taken(said, threshold):
    assert THRESHOLDS[nearest(said)] == threshold


def test_what_is_chosen_is_the_candidate_to_take():
    scores = np.array([0.9, 0.28, 0.12, 0.02], np.float32)
    rows = np.zeros((4, len(NAMES)), np.float32)
    assert chosen(rows, scores, foretold(0.8)).tolist() == [1, 0, 0, 0]
    assert chosen(rows, scores, foretold(0.8, t0_25=0.9)).tolist() == [1, 1, 0, 0]
    assert chosen(rows, scores, foretold(0.8, t0_1=0.9)).tolist() == [1, 1, 1, 0]


def test_the_lead_is_chosen_with_less():
    scores = np.array([0.25, 0.25, 0.15, 0.25, 0.9], np.float32)
    rows = np.zeros((5, len(NAMES)), np.float32)
    rows[:, NAMES.index("words")] = np.log1p([20, 20, 20, 5, 20])
    rows[[0, 2, 3], NAMES.index("in the lead")] = 1
    assert chosen(rows, scores, foretold(0.6)).tolist() == [1, 0, 0, 0, 1]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_there_is_a_finite_row_for_each_candidate(path):
    page = body_page(path)
    scores = np.random.default_rng(5).uniform(size=len(page.blocks)).astype(np.float32)
    rows = choice_rows(page, features_of(page, {}, {}), scores)
    assert rows.shape == (len(THRESHOLDS), len(CHOICE))
    assert np.isfinite(rows).all()


@pytest.mark.parametrize("scores", [(0, 0), (1, 1), (1e-9, 0)])
def test_sure_scores_have_finite_rows_too(scores):
    page = Page(cleaner.parse("<p>Rain.</p><p>Snow.</p>"))
    assert np.isfinite(list(columns(page, scores).values())).all()


def test_no_two_columns_have_one_name():
    assert len(set(CHOICE)) == len(CHOICE)


def test_what_is_told_of_a_candidate():
    page = Page(cleaner.parse("<p>one two three four</p><p>five six</p><p><a href='/x'>seven</a></p><p>eight</p>"))
    scores = np.array([0.9, 0.1875, 0.45, 0.01])
    found = columns(page, scores)
    assert found["threshold"] == pytest.approx(THRESHOLDS)
    kept = [[score >= threshold for score in scores] for threshold in THRESHOLDS]
    words = np.array([4, 2, 1, 1])
    body = words @ scores
    for at, here in enumerate(kept):
        size, hit = words @ here, (words * scores) @ here
        assert found["share kept"][at] == pytest.approx(size / 8)
        assert found["words kept"][at] == pytest.approx(np.log1p(size))
        assert found["expected precision"][at] == pytest.approx(hit / size)
        assert found["expected recall"][at] == pytest.approx(hit / body)
        assert found["expected F1"][at] == pytest.approx(2 * hit / (size + body))
        assert found["link share kept"][at] == pytest.approx((words * (0, 0, 1, 0)) @ here / size)
        assert found["runs"][at] == pytest.approx(np.log1p(sum(one != other for one, other in pairwise(here))))
    assert found["any kept"] == [1] * len(THRESHOLDS)


def test_what_is_told_of_the_page_is_the_same_for_all_candidates():
    page = Page(cleaner.parse(article_page("<ul><li>Monday</li></ul>")))
    found = columns(page, [0.02, 0.9, 0.9, 0.4, 0.9])
    for name in ("page words", "highest score", "mean score", "share in doubt", "page: is item", "body: is item"):
        assert len(set(found[name])) == 1
    words = [block.words for block in page.blocks]
    assert found["page words"][0] == pytest.approx(np.log1p(sum(words)))
    assert found["highest score"][0] == pytest.approx(0.9)
    assert found["share above 0.5"][0] == pytest.approx((words[1] + words[2] + words[4]) / sum(words))
    assert found["share in doubt"][0] == pytest.approx(words[3] / sum(words))
    assert found["page: is item"][0] == pytest.approx(words[3] / sum(words))


def test_nothing_kept_is_told():
    page = Page(cleaner.parse(f"<p>{PROSE[0]}</p>"))
    found = columns(page, [0.22])
    assert found["any kept"] == [1, 1, 1, 0, 0, 0, 0, 0]
    assert found["words kept"][3] == 0


def test_confidence_rises_with_what_is_foretold():
    found = [confidence_of(float(value), CALIBRATION) for value in np.linspace(-0.5, 1.5, 401)]
    assert found == sorted(found)
    assert found[0] >= 0
    assert found[-1] <= 1


def test_between_known_values_the_confidence_is_interpolated():
    assert confidence_of(0.8, CALIBRATION) == pytest.approx(0.6)
    assert confidence_of(0.9, CALIBRATION) == pytest.approx(0.75)
    assert confidence_of(0.2, CALIBRATION) == pytest.approx(0.1)
