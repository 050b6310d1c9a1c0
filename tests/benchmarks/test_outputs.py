"""Peers run once a page and version, `cleaner` each time."""

from operator import attrgetter

import pytest
from corpora import page_of

from benchmarks.outputs import outputs_of
from benchmarks.tools import OURS, TOOLS, Tool

PAGES = [page_of("<p>Rain fell.", "gold one", name="1"), page_of("<p>No boat.", "gold two", name="2")]


def texts(tool, pages, path):
    return [output.text for output in outputs_of(tool, pages, 1, path)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outputs.sqlite"


@pytest.fixture
def version(monkeypatch):
    """A peer that gives the gold, and its version, to be changed."""
    version = ["1"]
    monkeypatch.setitem(TOOLS, "peer", Tool(attrgetter("gold"), "json", ()))
    monkeypatch.setattr("benchmarks.outputs.version_of", lambda _: version[0])
    return version


def test_a_peer_runs_on_new_pages_only(monkeypatch, path, version):
    assert texts("peer", PAGES[:1], path) == ["gold one"]
    monkeypatch.setitem(TOOLS, "peer", Tool(attrgetter("id"), "json", ()))
    assert texts("peer", PAGES, path) == ["gold one", "2"]
    version[0] = "2"
    assert texts("peer", PAGES, path) == ["1", "2"]


def test_a_peer_that_fails_has_no_text(monkeypatch, path, version):
    monkeypatch.setitem(TOOLS, "peer", Tool(attrgetter("missing"), "json", ()))
    (output,) = outputs_of("peer", PAGES[:1], 1, path)
    assert (output.text, output.seconds) == ("", 0.0)
    assert output.failure.startswith("AttributeError")
    monkeypatch.setitem(TOOLS, "peer", Tool(attrgetter("gold"), "json", ()))
    assert outputs_of("peer", PAGES[:1], 1, path) == [output]


def test_cleaner_is_not_kept(monkeypatch, path):
    assert texts(OURS, PAGES[:1], path) == ["Rain fell."]
    monkeypatch.setitem(TOOLS, OURS, Tool(attrgetter("gold"), "cleaner", ()))
    assert texts(OURS, PAGES[:1], path) == ["gold one"]
    assert not path.exists()


def test_cleaner_may_not_fail(monkeypatch, path):
    monkeypatch.setitem(TOOLS, OURS, Tool(attrgetter("missing"), "cleaner", ()))
    with pytest.raises(RuntimeError, match="cleaner failed on 2 pages; 1: AttributeError"):
        outputs_of(OURS, PAGES, 1, path)
