"""Accuracy against time, in a picture."""

import pytest

from benchmarks.plot import draw, points_of

POINTS = [("cleaner", 0.2, 0.93), ("trafilatura", 1.0, 0.87), ("other", 1.01, 0.87), ("html-text", 0.05, 0.58)]


def row(name, figure, metric="word F1"):
    return {"set": name, "metric": metric, "scores": {"cleaner": {"F1": figure}, "absent": {"F1": figure}}}


def test_points_are_means_of_the_corpora():
    rows = [row("wcxb-dev", 0.8), row("wcxb-dev: forum", 0.1), row("newspaper", 0.9), row("newspaper", 0.1, "exact")]
    assert points_of({"rows": rows}, {"cleaner": {"median_ratio": 0.2}}) == [("cleaner", 0.2, pytest.approx(0.85))]
    assert points_of({"rows": rows}, {"cleaner": {"median_ratio": 0.2}}, 0.7) == [("cleaner", 0.2, 0.7)]


def test_the_picture_is_the_same_each_time(tmp_path):
    pytest.importorskip("matplotlib")
    draw(POINTS, tmp_path / "one.svg")
    draw(POINTS, tmp_path / "two.svg")
    picture = (tmp_path / "one.svg").read_bytes()
    assert picture == (tmp_path / "two.svg").read_bytes()
    assert picture.count(b"<!-- trafilatura -->") == 1
    assert b"dc:date" not in picture
