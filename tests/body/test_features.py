"""Features: a row a kept block, a column a name, whatever the page."""

import numpy as np
import pytest
from golden import CASES
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT
from cleaner.body.features import (
    CONTEXT_NAMES,
    MARKER_COLUMNS,
    NAMES,
    Page,
    context_of,
    features_of,
    markers_of,
    tokens_of,
)

PAGES = [case / "page.html" for case in CASES if (case / "page.html").exists()]


def column(rows, name):
    return rows[:, NAMES.index(name)].tolist()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_there_is_a_finite_row_for_each_kept_block(path):
    document = DEFAULT.without("body").clean(path.read_bytes()).document
    page = Page(document)
    rows = features_of(page, {"content": 1.0})
    context = context_of(page, rows[:, 0])
    assert rows.shape == (len(document.kept), len(NAMES))
    assert context.shape == (len(document.kept), len(CONTEXT_NAMES))
    assert np.isfinite(rows).all()
    assert np.isfinite(context).all()


def test_text_features():
    rows = features_of(Page(cleaner.parse("<p>Is it <a href='/x'>raining</a>?</p><ul><li>Yes, 12 mm.</ul>")), {})
    assert column(rows, "question") == [1, 0]
    assert column(rows, "is item") == [0, 1]
    assert column(rows, "in <ul>") == [0, 1]
    assert column(rows, "link share")[0] == pytest.approx(7 / 14, abs=0.01)
    assert column(rows, "neighbour +1: words")[0] == column(rows, "words")[1]


def test_markers_are_handed_down():
    tokens = {"sidebar": -2.0, "story": 1.5}
    html = '<div class="story"><p>In it.</p><div id="left-sidebar"><p>Beside it.</p></div></div><p>Behind it.</p>'
    page = Page(cleaner.parse(html))
    own, near, worst, best = markers_of(page, tokens).T.tolist()
    assert worst == [0, -2, 0]
    assert best == [1.5, 1.5, 0]
    assert own == [0, 0, 0]
    assert near[1] < 0 < near[0]
    assert (features_of(page, tokens)[:, MARKER_COLUMNS] == markers_of(page, tokens)).all()


def test_tokens_are_names_and_their_words():
    assert tokens_of(("post-body", "col-2")) == {"post-body", "post", "body", "col-2", "col"}


def test_context_of_a_container():
    page = Page(cleaner.parse(article_page("<div><p>Share</p><p>Print</p></div>")))
    scores = np.array([float(block.text in PROSE) for block in page.blocks], np.float32)
    context = context_of(page, scores)
    share = [block.text for block in page.blocks].index("Share")
    assert context[share, CONTEXT_NAMES.index("score of first container")] == 0
    assert context[share, CONTEXT_NAMES.index("score of neighbour -1")] == scores[share - 1]
    assert context[share, CONTEXT_NAMES.index("highest score near")] == 1
