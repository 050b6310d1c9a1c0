"""Hostile pages, small: each has the result, the warning or the clear error that it deserves."""

import re
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
    "rows with images": 0.08,
    "unclosed <div>": 0.3,
}
"""Pages that once took quadratic time, and a share at which they then took many seconds."""
MAX_SECONDS = 5
"""Of the processor, whoever else uses it; none takes a third of them."""

NO_RECORD = "PageError: the record is damaged: it has no HTTP status"
SAID = {
    **dict.fromkeys(("nested <table><tr><td>", "items deep down"), "elements nested deeper than 256 were read as"),
    **dict.fromkeys(("articles in JSON-LD", "threads in JSON-LD"), "the body was taken from the page's JSON-LD"),
    **dict.fromkeys(("deep script data", "bodies in data"), "the page holds no text"),
    **dict.fromkeys(("one heading", "plain lines"), "no body found: "),
    **dict.fromkeys(("MHTML in MHTML", "MHTML heads"), "PageError: is no MHTML with a page in it"),
    **dict.fromkeys((f"WARC, Content-Length {length}" for length in ("10", "-1", "9" * 20, "x")), NO_RECORD),
    "WARC, Content-Length 999999": "PageError: the archive ends in it",
    "NUL and control characters": "PageError: not a page but binary data",
    "bad UTF-8": "encoding guessed: ",
}
"""Pages that break off, hold no text, or are read otherwise than they say: how that is said."""
PROSE, PROSE_CHARS = b"<p>The storm that reached the coast", 192
"""How the paragraph before most of what is hostile begins, and its length."""


def cost_of(page, share, tmp_path):
    path = tmp_path / f"page{page.suffix}"
    path.write_bytes(page.page(share))
    return try_file(path)


@pytest.mark.parametrize("page", HOSTILE, ids=lambda page: page.name)
def test_every_page_keeps_its_text_or_says_why_not(page, tmp_path):
    cost = cost_of(page, 0.001, tmp_path)
    assert cost.crash == ""
    if page.name in SAID:
        assert cost.outcome.startswith(SAID[page.name])
    else:
        kept = re.fullmatch(r"([\d,]+) characters", cost.outcome)
        assert kept
        assert int(kept[1].replace(",", "")) >= (PROSE_CHARS if PROSE in page.page(0.001) else 1)


@pytest.mark.parametrize(("name", "share"), QUADRATIC.items())
def test_what_took_quadratic_time_takes_little(name, share, tmp_path):
    start = time.process_time()
    assert cost_of(PAGES[name], share, tmp_path).crash == ""
    assert time.process_time() - start < MAX_SECONDS


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
