"""Times as shares of trafilatura's."""

import pytest
from corpora import page_of, write_corpora
from pages import article_page

from benchmarks.speed import BODY, PARSING, article_pages, time_pages
from benchmarks.tools import OURS, PEER, TOOLS, Tool

PAGES = [page_of(article_page("<p>Rain fell.")), page_of(article_page("<p>No boat."), language="de")]


def test_cleaner_and_its_parts_beside_trafilatura():
    found = time_pages(PAGES, [OURS])
    assert list(found) == [PEER, OURS, PARSING, BODY]
    assert (found[PEER].total, found[PEER].median) == (1, 1)
    assert all(timing.milliseconds > 0 for timing in found.values())
    assert found[PARSING].milliseconds < found[OURS].milliseconds


def test_a_tool_that_fails_is_timed_all_the_same(monkeypatch):
    monkeypatch.setitem(TOOLS, "peer", Tool(lambda _: 1 / 0, "json", ()))
    assert list(time_pages(PAGES[:1], ["peer"])) == [PEER, "peer"]


@pytest.mark.parametrize(("count", "names"), [(2, ["wcxb-dev", "traf-dev"]), (8, None), (99, None)])
def test_articles_come_evenly_from_all_corpora(tmp_path, count, names):
    pages = article_pages(write_corpora(tmp_path), count)
    assert [page.corpus for page in pages] == names if names else len(pages) == 8
