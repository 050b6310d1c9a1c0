"""Samples: what the named filters leave of a page, with labels, folds and the lines that are taken by rule."""

import json
import lzma
import pickle

import numpy as np
import pytest
from corpora import GOLD, MENU, page_of, write_corpora
from pages import PROSE, article_page
from samples import sample_of, sites

from benchmarks.corpus import CORPORA
from cleaner import Pipeline
from cleaner.body.features import MARKER_COLUMNS, NAMES, WORD_COLUMNS
from training.samples import FOLDS, NAMED, _samples_of, read_samples


@pytest.fixture
def corpus(tmp_path):
    return write_corpora(tmp_path)


def test_pages_are_read_in_order(corpus):
    samples, blank = read_samples(corpus, jobs=1)
    assert [(each.gold.corpus, each.gold.id) for each in samples] == [
        (name, page) for name in CORPORA for page in ("first", "second")
    ]
    assert blank == []


def test_pages_without_a_block_stand_apart(corpus):
    rows = [{"id": "full", "html": article_page("")}, {"id": "blank", "html": "<p></p>"}, {"id": "none", "html": ""}]
    with lzma.open(corpus / "newspaper.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row | {"gold": GOLD}) + "\n" for row in rows)
    samples, blank = read_samples(corpus, jobs=1)
    assert [each.gold.id for each in samples if each.gold.corpus == "newspaper"] == ["full"]
    assert [gold.id for gold in blank] == ["blank", "none"]


def test_what_the_named_filters_take_is_no_part_of_a_sample(corpus):
    for pipeline, has_menu in ((NAMED, False), (Pipeline(), True)):
        samples, _ = read_samples(corpus, jobs=1, pipeline=pipeline)
        assert all(("Home page of the harbour" in each.texts) == has_menu for each in samples)


def test_a_sample_has_a_row_a_label_and_a_weight_for_each_block():
    sample = sample_of()
    count = len(sample.texts)
    assert sample.rows.shape == (count, len(NAMES))
    assert sample.labels.shape == sample.weights.shape == (count,)
    assert len(sample.page.kinds) == len(sample.said) == count
    found = dict(zip(sample.texts, sample.labels.tolist(), strict=True))
    assert [found[text] for text in PROSE] == [1, 1, 1]
    assert found["A headline about the harbour"] == 0


def test_scores_of_tokens_and_words_are_left_empty():
    sample = sample_of(article_page("<div class='story'><p>Share</p></div>"))
    assert not sample.rows[:, MARKER_COLUMNS].any()
    assert not sample.rows[:, WORD_COLUMNS].any()


def test_title_lines_are_known_by_place():
    title = "Ferries stay in port for days"
    inside = "".join(f"<p>{text}</p>" for text in PROSE)
    sample = sample_of(f"<title>{title}</title><body><p>Monday</p><p>{title}</p>{inside}</body>")
    assert [sample.texts[at] for at in sample.top_lines] == [title]
    assert not sample.lines


def test_a_sample_goes_to_another_process():
    sample = sample_of()
    sent = pickle.loads(pickle.dumps(sample))
    assert sent.texts == sample.texts
    assert (sent.rows == sample.rows).all()
    assert (sent.page.sums(sent.labels) == sample.page.sums(sample.labels)).all()


@pytest.mark.parametrize(
    ("fields", "site"),
    [
        ({"site": "example.org", "url": "https://other.example/a"}, "example.org"),
        ({"site": "", "url": "https://www.example.org/a"}, "example.org"),
        ({"site": "www.example.org"}, "example.org"),
        ({"site": "", "url": "", "name": "page-7"}, "page-7"),
    ],
)
def test_the_site(fields, site):
    assert sample_of(**{"site": "", **fields}).site == site


def test_pages_of_one_site_are_in_one_fold_and_all_folds_are_used():
    folds = {site: {sample_of(site=site, name=name).fold for name in "ab"} for site in sites(40)}
    assert {len(found) for found in folds.values()} == {1}
    assert set().union(*folds.values()) == set(range(FOLDS))


def test_a_plain_sample_is_the_text_of_the_page_or_of_what_is_around_its_body():
    kept = []
    for n in range(24):
        html = article_page(f"<p>{PROSE[0]} That was on day {n}.</p>" * 3, f"<div><p>{n} boats</p></div>")
        _, samples = _samples_of(page_of(f"<p>Page {n}</p>{MENU}{html}", GOLD), NAMED, is_plain=True)
        for sample in samples:
            assert set(PROSE) <= set("\n".join(sample.texts).split("\n"))
            assert sample.page.links.tolist() == [0] * len(sample.texts)
            assert np.isfinite(sample.rows).all()
        kept.append([f"{n} boats" in sample.texts for sample in samples])
    assert any(False in each for each in kept)
    assert any(True in each for each in kept)
