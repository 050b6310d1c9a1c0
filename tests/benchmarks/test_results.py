"""The results and their file."""

import json

import pytest

from benchmarks.cache import Output
from benchmarks.results import Accuracy, Row, Run, Timing, write_json

ROWS = [
    Row("newspaper", "shingle F1", 2, {"a": (0.5, 1.0, 2 / 3)}),
    Row("newspaper", "exact matches", 2, {"a": (0.25,)}),
]


def test_a_run_counts_pages_without_text_and_failures():
    run = Run.of("peer 1.0", ["x", "y", "z"], [Output("rain", 1.0), Output(" \n", 0.5), Output("", 0.0, "hung")])
    assert run == Run("peer 1.0", 3, 1.5, 1.0, 2, ("z: hung",))


def test_a_timing_is_beside_the_peer_page_by_page_and_on_all():
    timing = Timing.of([0.001, 0.002, 0.009], [0.002, 0.020, 0.010])
    assert timing == Timing(2.0, pytest.approx(4.0), pytest.approx(12 / 32), 0.5)


def test_everything_is_in_the_file(tmp_path):
    target = tmp_path / "accuracy.json"
    write_json(target, Accuracy(ROWS, {"a": Run("peer 1.0", 2, 1.5, 1.0, 0, ())}).to_dict())
    found = json.loads(target.read_text("utf-8"))
    assert found["tools"]["a"]["packages"] == "peer 1.0"
    assert found["rows"][0]["scores"] == {"a": {"precision": 0.5, "recall": 1.0, "F1": 0.66667}}
    assert found["rows"][1]["scores"] == {"a": {"share": 0.25}}
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "accuracy.json"
    write_json(target, {"a": 1})
    with pytest.raises(TypeError):
        write_json(target, {"a": object()})
    assert json.loads(target.read_text("utf-8")) == {"a": 1}
