"""The golden pages under `fixtures/`: what is kept, what is dropped and why."""

from collections import Counter
from pathlib import Path

import pytest
import tomli
from golden import CASES, FIXTURES, clean_case, dropped

from cleaner import DEFAULT


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path):
    article = clean_case(case)
    assert article.text + "\n" == (case / "kept.txt").read_text("utf-8")
    assert dropped(article) == (case / "dropped.txt").read_text("utf-8")


def test_every_case_is_whole():
    for case in FIXTURES.iterdir():
        names = {path.name for path in case.iterdir()}
        assert {"meta.toml", "kept.txt", "dropped.txt"} <= names, case.name
        assert len(names & {"page.html", "page.txt"}) == 1, case.name
        meta = tomli.loads((case / "meta.toml").read_text("utf-8"))
        assert meta["url"].startswith(("http://", "https://"))
        assert meta["about"]


def test_every_filter_has_a_hit_and_a_near_miss():
    kinds = Counter((case.name.split("--")[0], "near-miss" in case.name) for case in CASES)
    assert set(kinds) == {(name, near) for name in DEFAULT.names for near in (False, True)}


def test_every_filter_takes_something_in_its_hits():
    for name in DEFAULT.names:
        hits = [case for case in CASES if case.name.startswith(f"{name}--") and "near-miss" not in case.name]
        assert any(drop.filter == name for case in hits for drop in clean_case(case).drops), name
