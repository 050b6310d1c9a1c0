"""Accuracy against time, in a picture."""

import pytest

from benchmarks.growth import BATCH, Curve, Growth
from benchmarks.plot import draw, draw_growth, points_of

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


def test_each_kind_of_growth_has_its_curve(tmp_path):
    pytest.importorskip("matplotlib")
    sizes = (1000, 2000, 4000)
    linear, flat = Curve(sizes, (0.2, 0.3, 0.5), (0, 0.1), 0), Curve(sizes, (3e8,) * 3, (0, 3e8), 0)
    growths = {"links": Growth(linear, linear), BATCH: Growth(linear, flat)}
    for name in ("one.svg", "two.svg"):
        draw_growth(growths, tmp_path / name)
    picture = (tmp_path / "one.svg").read_bytes()
    assert picture == (tmp_path / "two.svg").read_bytes()
    assert picture.count(b"<!-- links -->") == 2
    draw_growth({"links": Growth(linear, flat)}, tmp_path / "part.svg")
    assert b"<!-- links -->" in (tmp_path / "part.svg").read_bytes()
