"""Threads, hash seeds and the order of pages change nothing; speeds are shares of one worker's."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from command import ROOT
from corpora import write_corpora
from golden import CASES

from benchmarks.__main__ import main
from benchmarks.threads import differing, digest, pages_of, process_speeds, thread_speeds

PAGES = [str(case.page) for case in CASES if case.page.suffix == ".html"][::18]
PROGRAM = """
import sys
from benchmarks.threads import differing, digest
sys.setswitchinterval(1e-5)
pages = [open(name, "rb").read() for name in sys.argv[1:]]
print(differing(pages, 8))
for page in pages:
    print(digest(page))
"""


def test_threads_hash_seeds_and_order_change_nothing():
    command = [sys.executable, "-c", PROGRAM, *PAGES[::-1]]
    env = {"PYTHONHASHSEED": "random", "PYTHONPATH": str(ROOT)}
    found = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.split("\n")
    assert found[0] == "[]"
    assert found[-2:0:-1] == [digest(Path(name).read_bytes()) for name in PAGES]


def test_a_page_that_threads_read_otherwise_is_found(monkeypatch):
    said = iter(range(9))
    monkeypatch.setattr("benchmarks.threads.digest", lambda page: str(next(said)) if page == b"b" else "")
    assert differing([b"a", b"b", b"c"], 2) == [1]


def test_all_that_an_article_holds_is_in_its_digest():
    pages = [b"<p>Rain fell.</p>", b"<p>Rain <b>fell</b>.</p>", b"<p>Rain fell.</p><nav>Home</nav>", b"%PDF-1.7"]
    assert len({digest(page) for page in pages}) == 4


def test_speeds_are_shares_of_the_first(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.threads._ROUNDS", 1)
    pages = [page.html for page in pages_of(write_corpora(tmp_path))]
    for speeds in (thread_speeds(pages, (1, 2)), process_speeds(pages, (1, 2))):
        one, two = speeds
        assert (one.workers, one.share, two.workers) == (1, 1, 2)
        assert two.pages > 0


def test_the_command_says_how_fast_and_what_is_too_slow(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.threads._ROUNDS", 1)
    monkeypatch.setattr("benchmarks.__main__.MIN_PROCESSES", 1000)
    found = CliRunner().invoke(main, ["threads", "--corpus", str(write_corpora(tmp_path)), "--step", "2"])
    assert "of which eight threads give something else than one: 0" in found.output
    assert found.exit_code == 1
    assert "2 processes: too slow" in found.output
