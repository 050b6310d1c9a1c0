"""The model: what is saved is what is read, and the shipped one knows an article."""

from pathlib import Path

import numpy as np
import pytest
from pages import PROSE, article_page

import cleaner
from cleaner.body import model, threshold
from cleaner.body.features import CONTEXT_NAMES, NAMES, Page
from cleaner.body.model import Model, Network, load_model

WEIGHTS = Path(cleaner.__file__).parent / "data" / "body.npz"


def network(size):
    layers = [(np.full((size, 2), 0.5, np.float32), np.zeros(2, np.float32)), (np.ones((2, 1), np.float32), np.ones(1))]
    return Network(np.zeros(size, np.float32), np.ones(size, np.float32), layers)


def scored(found, page):
    return found.scores(page, found.rows(page)).tolist()


def test_the_reason_is_the_feature_that_speaks_most_against_body():
    rows = np.zeros((2, len(NAMES)), np.float32)
    rows[0, NAMES.index("link share")] = -3
    rows[1, NAMES.index("words")] = -2
    rows[1, NAMES.index("colon")] = 4
    model_of_two = Model({}, network(len(NAMES)), network(len(NAMES) + len(CONTEXT_NAMES)))
    assert model_of_two.reasons(rows)[1] == "words"
    assert model_of_two.first.shares(rows)[1, NAMES.index("colon")] > 0


def test_a_model_is_read_as_it_was_saved(tmp_path, monkeypatch):
    saved = Model({"story": 1.5}, network(len(NAMES)), network(len(NAMES) + len(CONTEXT_NAMES)))
    (tmp_path / "data").mkdir()
    saved.save(tmp_path / "data" / "body.npz")
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    load_model.cache_clear()
    page = Page(cleaner.parse(article_page("")))
    try:
        assert load_model().tokens == saved.tokens
        assert scored(load_model(), page) == scored(saved, page)
    finally:
        load_model.cache_clear()


def test_a_model_of_other_features_is_refused(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    np.savez(tmp_path / "data" / "body.npz", names=np.array(["words"]))
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    load_model.cache_clear()
    try:
        with pytest.raises(ValueError, match="made for other features"):
            load_model()
    finally:
        load_model.cache_clear()


def test_the_shipped_model_is_small_and_knows_prose_from_links():
    links = "".join(f'<li><a href="/{n}">A headline about the harbour, number {n}</a></li>' for n in range(12))
    page = Page(cleaner.parse(article_page("", f"<div><ul>{links}</ul></div>")))
    scores = dict(zip([block.text for block in page.blocks], scored(load_model(), page), strict=True))
    assert min(scores[text] for text in PROSE) > 0.7
    assert scores["A headline about the harbour, number 3"] < 0.2
    assert WEIGHTS.stat().st_size < 2 * 2**20


@pytest.mark.parametrize(
    ("scores", "words", "least"),
    [
        ([0.9, 0.9, 0.1], [50, 50, 50], 0.9),
        ([0.3, 0.3, 0.1], [50, 50, 400], 0.3),
        ([0.9, 0.4, 0.4], [10, 100, 100], 0.4),
        ([0.02], [5], 0.02),
    ],
)
def test_the_threshold_has_the_highest_expected_f1(scores, words, least):
    found = threshold(np.array(scores, np.float32), np.array(words, np.float32))
    assert found == pytest.approx(least)
