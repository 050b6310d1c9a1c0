"""The tools, those that are installed, on a tiny page."""

from functools import partial

import pytest
from corpora import MENU, page_of
from pages import PROSE, article_page

from benchmarks.outputs import outputs_of
from benchmarks.tools import OURS, PEER, TOOLS, Tool, installed, packages_of, version_of


def test_cleaner_and_trafilatura_are_always_there():
    assert {OURS, PEER, "trafilatura, fast"} <= set(installed()) <= set(TOOLS)


@pytest.mark.parametrize("tool", installed())
def test_each_tool_finds_the_prose(tool, tmp_path):
    long = f"<p>{' '.join(PROSE)}</p>"  # for jusText, which asks for 200 characters
    page = page_of(article_page(MENU + long), url="https://example.org/ferries", language="en")
    (output,) = outputs_of(tool, [page], 1, tmp_path / "outputs.sqlite")
    assert output.failure == ""
    assert PROSE[0] in " ".join(output.text.split())


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "German"), ("no", "Norwegian_Bokmal"), ("el", "Greek"), ("zh", ""), ("xx", ""), ("not one", "")],
)
def test_jusText_is_told_the_language(language, name):  # noqa: N802 (its name)
    from benchmarks.tools import _stoplist_of

    pytest.importorskip("babel")
    pytest.importorskip("justext")
    assert _stoplist_of(language) == name


def test_no_page_is_no_text():
    assert TOOLS[OURS].extract(page_of("%PDF-1.7")) == ""


def test_the_version_tells_the_way_of_calling():
    assert version_of(PEER).startswith(f"{packages_of(PEER)}, call ")
    assert version_of(PEER) == version_of(PEER)
    versions = {version_of(tool) for tool in TOOLS if tool.startswith(PEER)}
    assert len(versions) == 5


def test_a_package_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setitem(TOOLS, "peer", Tool(partial(str), "peer", ("no-such-package-here",)))
    assert packages_of("peer") == "no-such-package-here absent"
    assert "peer" not in installed()
