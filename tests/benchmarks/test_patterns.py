"""Regular expressions under attack: those of the package take linear time, and the attacks would show it if not."""

import re

import pytest

from benchmarks.patterns import MAX_POWER, Pattern, attack, patterns_of

SIZES = (500, 2000)
PATTERNS = patterns_of()


@pytest.mark.parametrize(
    "slow",
    [
        r"\s+>\s+",
        r"<[^>]*>",
        r"<(b)>.*?</\1>",
        r"^\s*(`{3,})",
        r"a\s*b?\s*$",
        r'"[^"\\]*(?:\\.[^"\\]*)*"',
        r"(?:\d{1,4}[ ,]*){2,}x",
        rb"(?:a|aa)+$",
    ],
)
def test_what_takes_more_than_linear_time_is_found(slow):
    assert attack(Pattern("slow", re.compile(slow, re.MULTILINE)), SIZES).power > MAX_POWER


def test_an_anchored_pattern_is_attacked_as_it_is_used():
    lines = re.compile(r"\s+>")
    assert attack(Pattern("a", lines, ("match",)), SIZES).power <= MAX_POWER
    assert attack(Pattern("a", lines, ("findall",)), SIZES).power > MAX_POWER


def test_patterns_are_found_in_modules_tables_and_functions():
    places = [pattern.place for pattern in PATTERNS]
    assert {"cleaner.encoding._MARKUP", "cleaner.tables._WANTED", "cleaner.words._WORD"} <= set(places)
    assert any(re.fullmatch(r"cleaner\.parser:\d+", place) for place in places)
    assert len(places) > 70


def test_no_pattern_of_the_package_takes_more_than_linear_time():
    worst = {pattern.place: attack(pattern, SIZES) for pattern in PATTERNS}
    assert {place: found.parts for place, found in worst.items() if found.power > MAX_POWER} == {}
