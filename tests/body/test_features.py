"""Features: a row a kept block, a column a name, whatever the page."""

import json

import numpy as np
import pytest
from golden import PAGES, body_page
from pages import PROSE, article_page

import cleaner
from cleaner.body.features import MARKER_COLUMNS, NAMES, WORD_COLUMNS, features_of, markers_of, tokens_of
from cleaner.body.page import Page
from cleaner.body.text import WORD, said_of, words_of

MARKED = '<div class="story"><p>In it.</p><div id="left-sidebar"><p>Beside it.</p></div></div><p>Behind it.</p>'
TOKENS = {"sidebar": -2.0, "story": 1.5}


def columns(page):
    page = page if isinstance(page, Page) else Page(cleaner.parse(page))
    return dict(zip(NAMES, features_of(page, {}, {}).T.tolist(), strict=True))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_there_is_a_finite_row_for_each_kept_block(path):
    page = body_page(path)
    rows = features_of(page, {"content": 1.0}, {"the": 0.1})
    assert rows.shape == (len(page.document.kept), len(NAMES))
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()


@pytest.mark.parametrize("html", ["<p>Rain.", "<h1>Rain</h1>", "<ul><li>¶", article_page("<pre>x = 1</pre>")])
def test_small_pages_have_finite_rows_too(html):
    rows = features_of(Page(cleaner.parse(html)), {}, {})
    assert np.isfinite(rows).all()


def test_no_two_columns_have_one_name():
    assert len(set(NAMES)) == len(NAMES)


def test_kinds_and_tags():
    found = columns("<p>Is it raining?</p><ul><li>Yes, 12 mm.</ul><aside><h2>Snow</h2></aside>")
    assert found["question"] == [1, 0, 0]
    assert found["is paragraph"] == [1, 0, 0]
    assert found["is item"] == found["in <ul>"] == [0, 1, 0]
    assert found["is heading"] == found["in <aside>"] == [0, 0, 1]


def test_hints():
    found = columns("<p>Rain.</p><div hidden><p>Snow.</p></div>")
    assert found["hint hidden"] == [0, 1]


def test_markers_are_handed_down():
    page = Page(cleaner.parse(MARKED))
    own, near, worst, best = markers_of(page, TOKENS).T.tolist()
    assert worst == [0, -2, 0]
    assert best == [1.5, 1.5, 0]
    assert own == [0, 0, 0]
    assert near[1] < 0 < near[0]


def test_markers_and_words_stand_in_their_columns():
    page = Page(cleaner.parse(MARKED))
    vocabulary = {"beside": -1.0, "it": 0.5}
    rows = features_of(page, TOKENS, vocabulary)
    assert (rows[:, MARKER_COLUMNS] == markers_of(page, TOKENS)).all()
    assert (rows[:, WORD_COLUMNS] == words_of(said_of(page), vocabulary)).all()
    assert NAMES[WORD_COLUMNS] == WORD
    assert NAMES[MARKER_COLUMNS][0] == "own tokens"
    without = features_of(page, {}, {})
    assert not without[:, WORD_COLUMNS].any()
    assert not without[:, MARKER_COLUMNS].any()


def test_remembered_names_change_nothing():
    known = {}
    for html in (MARKED, article_page('<div class="sidebar story"><p>Beside it.</p></div>'), MARKED):
        page = Page(cleaner.parse(html))
        assert markers_of(page, TOKENS, known).tolist() == markers_of(page, TOKENS).tolist()
    assert ("left-sidebar",) in known


def test_neither_long_names_nor_very_many_are_remembered(monkeypatch):
    monkeypatch.setattr("cleaner.body.features._MAX_KNOWN", 4)
    inside = "".join(f"<div class={'x' * at}><p>Rain fell.</p></div>" for at in range(190, 210))
    known = {}
    markers_of(Page(cleaner.parse(inside)), {}, known)
    assert 0 < len(known) <= 4
    assert max(len(name) for names in known for name in names) == 200


def test_tokens_are_names_and_their_words():
    assert tokens_of(("post-body", "col-2")) == {"post-body", "post", "body", "col-2", "col"}


def test_marked_containers_are_handed_down():
    found = columns('<div id="disqus_thread"><div><p>At last.</p></div></div><p>Rain fell.</p>')
    assert found["in marked comments"] == [1, 0]
    assert found["in marked promo"] == [0, 0]


def test_phrases_reach_down_the_page():
    found = columns(article_page("<p>Read also</p>"))
    assert found["phrase of promo"] == [0, 0, 0, 1, 0]
    above, own, behind = found["below a phrase of promo"][2:]
    assert above < 1e-6
    assert own < 1e-6
    assert behind == 1
    assert found["phrases around"] == pytest.approx([1 / 11] * 5)


@pytest.mark.parametrize("html", ["<p>Read also</p>", "<p>Rain fell.</p>", article_page("")])
def test_no_block_above_has_a_phrase(html):
    assert max(columns(html)["below a phrase of promo"]) < 1e-6


def test_what_is_gone_around():
    document = cleaner.parse("".join(f"<p>{n}</p>" for n in range(5)))
    found = columns(Page(document.dropping(document.blocks[1:3])))
    assert found["gone before"] == [0, 1, 0]
    assert found["gone behind"] == [1, 0, 0]
    assert found["gone around"] == pytest.approx([0.2] * 3)
    assert columns(Page(document))["gone around"] == [0] * 5


def test_sums_of_containers():
    found = columns("<div><p>One two</p><p><a href='/x'>Six</a></p></div><p>Nine</p>")
    assert found["own container: words"] == pytest.approx(np.log1p([2, 1, 1]).tolist())
    assert found["own container: blocks"] == pytest.approx(np.log1p([1, 1, 1]).tolist())
    assert found["own container: link share"] == [0, 1, 0]
    assert found["first container: words"] == pytest.approx(np.log1p([3, 3, 4]).tolist())
    assert found["first container: share of page"] == pytest.approx([0.75, 0.75, 1])
    assert found["fourth container: share of page"] == [1, 1, 1]


def test_what_the_data_say_is_body():
    said = json.dumps({"articleBody": f"{PROSE[0]} <b>{PROSE[1]}</b>"})
    script = f'<script type="application/ld+json">{said}</script>'
    found = columns(script + article_page(""))
    assert found["in the page's data"] == [0, 1, 1, 0]
    assert found["page has data"] == [1] * 4
    assert columns(article_page(""))["page has data"] == [0] * 4


@pytest.mark.parametrize("value", ['"too short"', '"' + "rain " * 60 + '\\ud8"', "null"])
def test_data_without_a_body(value):
    script = f'<script type="application/ld+json">{{"articleBody": {value}}}</script>'
    assert columns(script + article_page(""))["page has data"] == [0] * 4


def test_the_description():
    page = article_page("").replace("<title>", f'<meta name="description" content="{PROSE[1]}"><title>')
    found = columns(page)
    assert found["in the description"] == [0, 0, 1, 0]
    assert found["page has a description"] == [1] * 4
