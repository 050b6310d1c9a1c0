"""The model: what is saved is what is read, and the shipped one knows an article."""

from pathlib import Path

import numpy as np
import pytest
from golden import PAGES, body_page
from models import model as random_model
from models import perceptron
from pages import PROSE, article_page

import cleaner
from cleaner import TableError
from cleaner.body import model
from cleaner.body.choice import THRESHOLDS
from cleaner.body.features import NAMES
from cleaner.body.model import Model, load_model
from cleaner.body.network import ContextNetwork, Scaling
from cleaner.body.page import Page

DATA = Path(cleaner.__file__).parent / "data"
LINKS = "".join(f'<li><a href="/{n}">A headline about the harbour, number {n}</a></li>' for n in range(12))
MARKED = article_page(
    '<div class="story"><p>Share</p><p>Monday</p></div>', '<div class="left-sidebar"><p>Menu</p></div>'
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder of weights that is read instead of the shipped one."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    load_model.cache_clear()
    yield tmp_path / "data"
    load_model.cache_clear()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_choice_on_each_golden_page(path):
    page = body_page(path)
    choice = load_model().choose(page)
    count = len(page.blocks)
    assert choice.rows.shape == (count, len(NAMES))
    assert choice.scores.shape == choice.kept.shape == (count,)
    assert choice.foretold.shape == (len(THRESHOLDS),)
    assert np.isfinite(choice.foretold).all()
    assert ((choice.scores >= 0) & (choice.scores <= 1)).all()
    assert set(choice.kept.tolist()) <= {0, 1}
    assert not choice.kept[choice.scores < min(THRESHOLDS)].any()


@pytest.mark.parametrize("name", ["body", "plain"])
def test_a_model_is_read_as_it_was_saved(data, name):
    saved = random_model()
    saved.save(data / f"{name}.npz")
    read = load_model(name)
    assert read.tokens == saved.tokens
    assert read.vocabulary == saved.vocabulary
    assert read.calibration.tolist() == saved.calibration.tolist()
    for html in (MARKED, "<p>Rain.</p>", article_page(f"<ul>{LINKS}</ul>")):
        page = Page(cleaner.parse(html))
        one, other = saved.choose(page), read.choose(page)
        assert (other.rows == one.rows).all()
        assert other.scores == pytest.approx(one.scores, abs=0.02)
        assert other.foretold == pytest.approx(one.foretold, abs=0.02)


def test_what_was_read_is_saved_and_read_again_without_loss(data):
    random_model().save(data / "body.npz")
    once = load_model()
    once.save(data / "plain.npz")
    twice = load_model("plain")
    page = Page(cleaner.parse(MARKED))
    assert twice.choose(page).scores.tolist() == once.choose(page).scores.tolist()
    assert twice.choose(page).foretold.tolist() == once.choose(page).foretold.tolist()


def test_tokens_and_words_are_used():
    page = Page(cleaner.parse(MARKED))
    full = random_model()
    bare = Model({}, {}, full.network, full.chooser, full.calibration)
    places = np.flatnonzero((full.choose(page).rows != bare.choose(page).rows).any(axis=1))
    assert [page.blocks[at].text for at in places] == ["Share", "Monday", "Menu"]


def test_pages_scored_before_change_nothing():
    fresh, used = random_model(), random_model()
    for html in (article_page(f"<div class='story sidebar'>{LINKS}</div>"), article_page(""), MARKED):
        used.choose(Page(cleaner.parse(html)))
    page = Page(cleaner.parse(MARKED))
    assert used.choose(page).scores.tolist() == fresh.choose(page).scores.tolist()


@pytest.mark.parametrize("columns", [["words"], [*NAMES], []])
def test_a_model_of_other_features_is_refused(data, columns):
    np.savez(data / "body.npz", columns=np.array(columns, str))
    with pytest.raises(TableError, match="made for other features"):
        load_model()


def test_a_file_without_columns_is_refused(data):
    np.savez(data / "body.npz", names=np.array(NAMES))
    with pytest.raises(TableError, match="made for other features"):
        load_model()


def test_the_reason_is_the_feature_that_speaks_most_against_body():
    ones = [(np.ones((len(NAMES), 1), np.float32), np.zeros(1, np.float32))]
    alone = perceptron(np.random.default_rng(1), len(NAMES), 1)
    plain = Scaling(np.zeros(len(NAMES), np.float32), np.ones(len(NAMES), np.float32), np.full(len(NAMES), 9.0))
    alone = type(alone)(plain, ones)
    rows = np.zeros((2, len(NAMES)), np.float32)
    rows[0, NAMES.index("link share")] = -3
    rows[1, NAMES.index("words")] = -2
    rows[1, NAMES.index("colon")] = 4
    full = random_model()
    found = Model({}, {}, ContextNetwork(alone, [], full.network.last), full.chooser, full.calibration)
    assert found.reasons(rows) == ["link share", "words"]
    assert found.reasons(rows[:0]) == []


def test_the_shipped_model_is_small_and_knows_prose_from_links():
    page = Page(cleaner.parse(article_page("", f"<div><ul>{LINKS}</ul></div>")))
    scores = dict(zip([block.text for block in page.blocks], load_model().choose(page).scores.tolist(), strict=True))
    assert min(scores[text] for text in PROSE) > 0.7
    assert scores["A headline about the harbour, number 3"] < 0.2
    assert sum(path.stat().st_size for path in DATA.glob("*.npz")) < 2 * 2**20


@pytest.mark.parametrize("name", ["body", "plain"])
def test_the_shipped_calibration_rises(name):
    said, right = load_model(name).calibration
    assert (np.diff(said) > 0).all()
    assert (np.diff(right) > 0).all()
    assert right.min() >= 0
    assert right.max() <= 1
