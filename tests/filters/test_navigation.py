"""Menus without a marker: short links in a row, before any prose."""

from pages import PROSE, article_page

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
