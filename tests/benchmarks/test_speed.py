"""Processor times beside trafilatura's."""

import pytest
from corpora import page_of, write_corpora
from pages import article_page

from benchmarks.speed import BODY, PARSING, article_pages, time_pages
from benchmarks.tools import OURS, PARSERS, PEER, TOOLS, Parser, Tool, parsers

PAGES = [page_of(article_page("<p>Rain fell.")), page_of(article_page("<p>No boat."), language="de")]


def test_cleaner_and_its_parts_beside_trafilatura_and_parsers():
    found = time_pages(PAGES, PAGES[:1], [OURS])
    assert list(found) == [PEER, OURS, PARSING, BODY, *parsers()]
    assert "parsing alone: lxml" in found
    assert (found[PEER].ratio_of_means, found[PEER].median_ratio) == (1, 1)
    assert all(timing.median > 0 and timing.mean > 0 for timing in found.values())
    assert found[PARSING].mean < found[OURS].mean


def test_a_tool_that_fails_is_timed_all_the_same(monkeypatch):
    monkeypatch.setitem(TOOLS, "peer", Tool(lambda _: 1 / 0, "json", ()))
    assert list(time_pages(PAGES[:1], [], ["peer"]))[:2] == [PEER, "peer"]


@pytest.mark.parametrize("name", parsers())
def test_each_parser_takes_what_it_is_given(name):
    each = PARSERS[name]
    assert each.parse(each.prepare(PAGES[0])) is not None


def test_a_parser_that_is_not_there_is_left_out(monkeypatch):
    monkeypatch.setitem(PARSERS, "absent", Parser(str, str, "no_such_module_here"))
    assert "absent" not in parsers()


@pytest.mark.parametrize(
    ("count", "names", "behind"),
    [(2, ["wcxb-dev", "traf-dev"], ["newspaper", "traf-dev"]), (8, None, []), (99, None, [])],
)
def test_articles_come_evenly_from_all_corpora(tmp_path, count, names, behind):
    pages, others = article_pages(write_corpora(tmp_path), count)
    assert [page.corpus for page in pages] == names if names else len(pages) == 8
    assert len(others) == len(behind)
    assert not {page.id for page in pages} & {page.id for page in others} or not others
