"""Menus, trails and page numbers without a marker."""

import time

import pytest
from pages import PROSE, article_page, dropped_by

from cleaner import DEFAULT

NAVIGATION = DEFAULT.only("navigation")
LINKS = [f'<a href="/{name}">{name}</a>' for name in ("Tides", "Piers", "Boats", "Winds", "Buoys", "Ropes")]
CELLS = "".join(f"<tr><td>{link}</td></tr>" for link in LINKS)


def test_short_links_before_the_text_are_a_menu():
    article = NAVIGATION.clean(f"<table>{CELLS}</table>" + article_page(""))
    assert [drop.text for drop in article.drops] == ["Tides", "Piers", "Boats", "Winds", "Buoys", "Ropes"]
    assert {drop.evidence for drop in article.drops} == {"context: 6 short links in a row before the text"}


def test_short_links_behind_prose_are_left_alone():
    assert not NAVIGATION.clean(article_page(f"<p>{PROSE[0]}</p><table>{CELLS}</table>")).drops


def test_few_links_are_no_menu():
    assert not NAVIGATION.clean(f"<p>{'</p><p>'.join(LINKS[:4])}</p>" + article_page("")).drops


def test_headlines_are_no_menu():
    lines = "".join(f'<p><a href="/{n}">The harbour in its year number {n}</a></p>' for n in range(8))
    assert not NAVIGATION.clean(lines + article_page("")).drops


def test_a_page_of_links_keeps_them():
    assert not NAVIGATION.clean(f"<title>Words</title><table>{CELLS}</table>").drops


@pytest.mark.parametrize(
    ("html", "taken"),
    [
        ('<p><a href="/">Home</a> › <a href="/c">Coast</a> › Harbour</p>', True),
        ('<p>You are here: <a href="/">Post</a> » <a href="/c">Coast</a> » <a href="/h">Harbour</a></p>', True),
        ('<p><a href="/1">1</a> <a href="/2">2</a> <a href="/3">3</a> »</p>', True),
        ("<p>Storm › Coast › Harbour</p>", False),
        (
            '<p>Click <a href="/f">File</a> > <a href="/o">Open</a> and choose the chart you saved.</p>',
            False,
        ),
        ('<p><a href="/1">1957</a>: the storm, and <a href="/2">1963</a>: the long ice.</p>', False),
        ('<h2><a href="/a">Lamps</a> > <a href="/b">Ropes</a> > Knots</h2>', False),
    ],
)
def test_trails_and_page_numbers(html, taken):
    assert bool(dropped_by("navigation", html)) == taken


def test_numbers_that_are_none_of_pages_are_told_at_once():
    start = time.process_time()
    line = f'<p><a href="/1">{"1" * 60}</a> <a href="/2">2</a> boats</p>'
    assert dropped_by("navigation", line) == []
    assert time.process_time() - start < 2
