"""The golden pages under `fixtures/`; what they hold is checked by the pytest plugin."""

from collections import Counter

from golden import CASES

from cleaner import DEFAULT
from cleaner.regression.golden import Golden


def test_every_case_says_what_it_shows():
    for case in CASES:
        assert case.meta.url.startswith(("http://", "https://")), case.name
        assert case.meta.about, case.name


def test_every_filter_has_a_hit_and_a_near_miss():
    kinds = Counter((case.name.split("--")[0], "near-miss" in case.name) for case in CASES)
    assert set(kinds) == {(name, near) for name in DEFAULT.names for near in (False, True)}


def test_every_filter_takes_something_in_its_hits():
    for name in DEFAULT.names:
        hits = [case for case in CASES if case.name.startswith(f"{name}--") and "near-miss" not in case.name]
        assert any(line.filter == name for case in hits for line in Golden.load(case.folder).dropped), name
