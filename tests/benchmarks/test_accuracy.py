"""Rows by corpus, page type and language."""

import pytest
from corpora import page_of, write_corpora

from benchmarks.accuracy import measure, rows_of
from benchmarks.corpus import CORPORA


def test_a_corpus_and_its_groups():
    pages = [
        page_of(gold="rain fell", type="forum"),
        page_of(gold="no boat", type="article"),
        page_of(gold="wind", type="article"),
    ]
    whole, articles, forums = rows_of("wcxb-dev", pages, {"a": ["rain fell", "no", ""], "b": ["", "", "wind"]})
    assert (whole.set, whole.metric, whole.pages) == ("wcxb-dev", "word F1", 3)
    assert (articles.set, articles.pages) == ("wcxb-dev: article", 2)
    assert (forums.set, forums.pages) == ("wcxb-dev: forum", 1)
    assert whole.figure("a") == pytest.approx((1 + 2 / 3) / 3)
    assert (articles.figure("b"), forums.figure("b")) == (0.5, 0)
    assert forums.scores["a"] == (1, 1, 1)


def test_exact_matches_are_counted_on_newspaper():
    pages = [page_of(gold="Rain fell.", corpus="newspaper"), page_of(gold="no boat", corpus="newspaper")]
    *_, row = rows_of("newspaper", pages, {"a": ["rain fell", "boat no"], "b": ["rain fell!", "No boat"]})
    assert (row.metric, row.scores) == ("exact matches", {"a": (0.5,), "b": (1,)})


def test_comment_leak_is_counted_where_comments_are_known():
    pages = [page_of(wanted=("Rain",), comments=("At last",), corpus="traf-dev")]
    *_, row = rows_of("traf-dev", pages, {"a": ["Rain. At last"]})
    assert (row.metric, row.scores) == ("comment leak", {"a": (1,)})


def test_measure(tmp_path):
    found = measure(write_corpora(tmp_path), ["cleaner", "trafilatura"], 1, 1, tmp_path / "outputs.sqlite")
    assert {row.set.partition(":")[0] for row in found.rows} == set(CORPORA)
    assert all(row.figure("cleaner") == 1 for row in found.rows if row.metric != "comment leak")
    run = found.runs["trafilatura"]
    assert (run.pages, run.empty, run.failures) == (8, 0, ())
    assert run.packages.startswith("trafilatura ")
    assert 0 < run.slowest <= run.seconds
