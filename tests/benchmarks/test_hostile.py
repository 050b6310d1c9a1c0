"""Hostile pages, small: each has a result, a warning or a clear error, in little time."""

import time

import pytest

from benchmarks.hostile import Cost, Trial, hostile_table, try_file
from benchmarks.hostile_pages import HOSTILE

PAGES = {page.name: page for page in HOSTILE}
QUADRATIC = {
    "attributes with tags": 0.1,
    "attributes with angles": 0.1,
    "bad UTF-8 and left angles": 0.3,
    "bad UTF-8 and scripts": 1.0,
    "combining marks": 0.05,
    "controls in one paragraph": 0.05,
    "links, empty": 0.07,
    "long tag names": 1.0,
    "MHTML in MHTML": 1.0,
    "MHTML parameters": 0.3,
    "authors in broken JSON-LD": 0.2,
    "MHTML heads": 0.1,
    "nested <b>": 1.0,
    "rows with images": 0.1,
    "unclosed <div>": 0.3,
}
"""Pages that once took quadratic time, and a share at which they then took many seconds."""


def cost_of(page, share, tmp_path):
    path = tmp_path / f"page{page.suffix}"
    path.write_bytes(page.page(share))
    return try_file(path)


@pytest.mark.parametrize("page", HOSTILE, ids=lambda page: page.name)
def test_every_page_has_an_outcome(page, tmp_path):
    cost = cost_of(page, 0.001, tmp_path)
    assert cost.crash == ""
    assert cost.outcome
    assert max(cost.seconds.values()) < 2


@pytest.mark.parametrize(("name", "share"), QUADRATIC.items())
def test_what_took_quadratic_time_takes_little(name, share, tmp_path):
    start = time.process_time()
    assert cost_of(PAGES[name], share, tmp_path).crash == ""
    assert time.process_time() - start < 5


def test_the_table_names_what_breaks_the_promise():
    cost = Cost({"clean": 0.5, "markdown": 1.0}, 10.0, "7 characters")
    before = Trial("nested <b>", 2**20, 1, cost, 0.5, "")
    assert before.broken(None) == []
    after = Trial(
        "nested <b>", 2**21, 1, Cost({"clean": 2.5, "markdown": 1.0}, 600.0, "7 characters"), 3.5, "Traceback"
    )
    reasons = after.broken(before)
    assert reasons == [
        "Traceback",
        "clean took 2.5 s",
        "the command took 3.5 s",
        "memory grew by 600 MB",
        "clean grew from 0.50 to 2.50 s",
    ]
    broken = []
    lines = list(hostile_table(iter([(before, []), (after, reasons)]), broken))
    assert lines[2] == "| nested `<b>` | 1.0 | 0.50 | markdown 1.00 | 0.50 | 10 | 7 characters |"
    assert lines[3].endswith(f"**{'; '.join(reasons)}**")
    assert broken == [f"nested <b>, 2.0 MB: {reason}" for reason in reasons]
