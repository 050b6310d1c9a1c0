"""No call can stop the run: not one that hangs, not one that kills its process."""

import os
import time

from benchmarks.limit import call_each


def results(function, items, jobs=1, seconds=20.0):
    return {place: (value, failure) for place, value, failure in call_each(function, items, jobs, seconds)}


def test_each_item_has_a_result():
    assert results(str.upper, ["a", "b", "c"], jobs=2) == {0: ("A", ""), 1: ("B", ""), 2: ("C", "")}
    assert results(str.upper, []) == {}


def test_a_call_that_raises_has_failed():
    assert results(int, ["1", "one"])[0] == (1, "")
    value, failure = results(int, ["1", "one"])[1]
    assert value is None
    assert failure.startswith("ValueError: invalid literal")


def test_a_call_that_takes_too_long_is_ended_and_the_others_are_made():
    found = results(time.sleep, [0, 60, 0], seconds=1.0)
    assert found == {0: (None, ""), 1: (None, "took more than 1 s"), 2: (None, "")}


def test_a_process_that_dies_costs_one_result():
    assert results(os._exit, [3]) == {0: (None, "its process died")}
    assert results(os._exit, [3, 3], jobs=2) == {0: (None, "its process died"), 1: (None, "its process died")}
