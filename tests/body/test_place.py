"""Features of a block's place: on the page, behind its title, in its containers, among blocks built like it."""

import numpy as np
import pytest
from pages import PROSE, article_page

import cleaner
from cleaner.body.page import Page
from cleaner.body.place import PLACE, WHOLE, place_of, whole_of
from cleaner.body.text import said_of, text_of

LINKS = "".join(f'<li><a href="/{n}">A headline about the harbour, number {n}</a></li>' for n in range(8))


def columns(document):
    page = Page(document)
    rows = place_of(page, text_of(page, said_of(page)))
    assert rows.shape == (len(page.blocks), len(PLACE))
    return dict(zip(PLACE, rows.T.tolist(), strict=True))


def places(html):
    return columns(cleaner.parse(html))


def whole(html):
    rows = whole_of(Page(cleaner.parse(html)))
    assert (rows == rows[0]).all()
    return dict(zip(WHOLE, rows[0].tolist(), strict=True))


def test_where_a_block_stands_on_the_page():
    found = places("<p>Rain fell.</p><h1>Ferries</h1><p>Snow fell too.</p><p>Wind</p>")
    assert found["place"] == [0, 0.25, 0.5, 0.75]
    assert found["words before"] == pytest.approx([0, 2 / 7, 3 / 7, 6 / 7])
    assert found["before the first heading"] == [1, 0, 0, 0]
    assert found["blocks since the first heading"] == pytest.approx(np.log1p([0, 0, 1, 2]).tolist())


def test_without_a_heading_no_block_is_before_it():
    assert places("<p>Rain fell.</p><p>Snow fell.</p>")["before the first heading"] == [0, 0]


def test_depth_and_lists():
    found = places("<p>Rain.</p><ul><li>One<ul><li>Two</li></ul></li></ul>")
    assert found["lists"] == [0, 1, 2]
    shallow, deeper, deepest = found["depth"]
    assert shallow < deeper < deepest


def test_the_best_container():
    found = places(article_page("", f"<ul>{LINKS}</ul>"))
    assert found["in the best container"] == [1] * 4 + [0] * 8
    assert found["place in the best container"] == [0, 0.25, 0.5, 0.75] + [-1] * 8
    assert found["blocks from the best container"] == pytest.approx([0] * 4 + np.log1p(range(1, 9)).tolist())
    assert found["share of page shared with the best container"][0] < 1
    assert found["share of page shared with the best container"][-1] == 1


def test_a_worthless_box_in_the_best_container():
    found = places(article_page(f"<div><ul>{LINKS}</ul></div>"))
    assert found["in a worthless box"] == [0] * 3 + [1] * 8 + [0]
    assert max(found["worst box value"][3:11]) < 0 < min(found["box value"][:3])


def test_the_lead():
    body = "".join(f"<p>{text}</p>" for text in PROSE[1:])
    found = places(f"<p>Menu</p><h1>Ferries</h1><p>{PROSE[0]}</p><div>{body * 3}</div>")
    assert found["in the lead"] == [0, 0, 1] + [0] * 6


def test_behind_the_title():
    html = (
        "<title>Ferries stay in port for days</title><p>Rain</p><h2>Ferries stay in port for days</h2>"
        "<p>4 March 2024</p><h3>Monday</h3><p>Wind</p>"
    )
    found = places(html)
    assert found["before the title"] == [1, 1, 0, 0, 0]
    assert found["blocks since the title"] == pytest.approx(np.log1p([0, 0, 1, 2, 3]).tolist())
    assert found["headings since the title"] == pytest.approx(np.log1p([0, 0, 0, 1, 1]).tolist())
    assert found["dates since the title"] == pytest.approx(np.log1p([0, 0, 1, 1, 1]).tolist())


def test_the_container_shared_with_the_title():
    html = (
        "<title>Ferries stay in port for days</title><body><main><h1>Ferries stay in port for days</h1>"
        "<p>Wind and rain</p></main><div><p>One</p></div>"
    )
    assert places(html)["share of page shared with the title"] == pytest.approx([0.6, 0.9, 1])


def test_articles_are_counted_once_each():
    html = "<p>0</p><article><p>1</p><article><p>1</p></article></article><article><p>2</p></article>"
    assert places(html)["articles before"] == pytest.approx(np.log1p([0, 1, 1, 2]).tolist())


def test_twins():
    found = places("<p>One two</p><p>Three</p><ul><li><a href='/x'>Four</a></li></ul>")
    assert found["twins"] == pytest.approx(np.log1p([2, 2, 1]).tolist())
    assert found["words of twins"] == pytest.approx(np.log1p([1.5, 1.5, 1]).tolist())
    assert found["links of twins"] == [0, 0, 1]


def test_what_is_dropped_has_no_place():
    document = cleaner.parse("<p>Menu</p><p>Rain fell.</p><p>Snow fell.</p>")
    found = columns(document.dropping(document.blocks[:1]))
    assert found["place"] == [0, 0.5]
    assert found["words before"] == [0, 0.5]


def test_the_whole_page():
    found = whole("<article><p>One two</p></article><article><p><a href='/x'>Six</a></p></article>")
    assert found["page words"] == pytest.approx(np.log1p(3))
    assert found["page blocks"] == pytest.approx(np.log1p(2))
    assert found["page link share"] == pytest.approx(1 / 3)
    assert found["page prose share"] == 0
    assert found["articles"] == pytest.approx(np.log1p(2))
    assert whole(article_page(""))["page prose share"] > 0.9
