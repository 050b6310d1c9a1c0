"""The corpora's metrics, on pages small enough to count by hand."""

import pytest

from benchmarks.corpus import CORPORA, Page
from benchmarks.metrics import (
    METRICS,
    bag_overlap,
    comment_leak,
    contains,
    f1,
    score,
    segment_score,
    shingle_score,
    squash,
    word_score,
    words,
)


def page(gold="", wanted=(), unwanted=(), comments=(), corpus="wcxb-dev"):
    return Page(corpus, "1", "", "", "", "", b"", gold, wanted, unwanted, comments)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("The FERRY, it's late!", ["the", "ferry", "it", "s", "late"]),
        ("渡轮 late", ["渡", "轮", "late"]),
        ("渡3号", ["渡", "3", "号"]),
        ("Fähre 12", ["fähre", "12"]),
        ("フェリ", ["フ", "ェ", "リ"]),
    ],
)
def test_words(text, found):
    assert words(text) == found


def test_segments_are_found_whatever_white_space_and_case():
    squashed = squash("The storm\n keeps every\u00a0FERRY at its pier.")
    assert contains(squashed, "every ferry at")
    assert contains(squashed, "st orm")
    assert not contains(squashed, "ferry its")


@pytest.mark.parametrize(
    ("precision", "recall", "harmonic"),
    [(0, 0, 0), (1, 1, 1), (1, 0, 0), (0.5, 1, 2 / 3), (0.2, 0.3, 0.24)],
)
def test_f1(precision, recall, harmonic):
    assert f1(precision, recall) == pytest.approx(harmonic)
    assert f1(recall, precision) == pytest.approx(harmonic)


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ("", "", (1, 1, 1)),
        ("a", "", (0, 0, 0)),
        ("", "a", (0, 0, 0)),
        ("ab", "ab", (1, 1, 1)),
        ("ab", "cd", (0, 0, 0)),
        ("aab", "ab", (2 / 3, 1, 0.8)),
        ("ab", "aab", (1, 2 / 3, 0.8)),
        ("abcd", "ab", (0.5, 1, 2 / 3)),
    ],
)
def test_bag_overlap(found, gold, expected):
    assert bag_overlap(found, gold) == pytest.approx(expected)


def test_word_score_is_the_mean_of_the_pages():
    pages = [page("rain fell all day"), page("no boat left")]
    assert word_score(pages, ["day all fell Rain!", ""]) == pytest.approx((0.5, 0.5, 0.5))
    assert word_score(pages, ["rain fell", "no boat left port today again"]) == pytest.approx((0.75, 0.75, 2 / 3))


def test_shingles_keep_the_order_of_words():
    pages = [page("one two three four five")]
    assert shingle_score(pages, ["one two three four five"]) == (1, 1, 1)
    assert shingle_score(pages, ["one two three four"]) == pytest.approx((1, 0.5, 2 / 3))
    assert shingle_score(pages, ["five four three two one"]) == (0, 0, 0)


def test_a_text_shorter_than_a_shingle_is_one():
    assert shingle_score([page("one two")], ["One, two."]) == (1, 1, 1)
    assert shingle_score([page("one two")], ["two one"]) == (0, 0, 0)


def test_shingle_f1_is_that_of_the_means():
    pages = [page("one two three four"), page("five six seven eight")]
    precision, recall, harmonic = shingle_score(pages, ["one two three four", ""])
    assert (precision, recall, harmonic) == (0.5, 0.5, 0.5)
    pages = [page("one two three four five"), page("one two three four")]
    found = shingle_score(pages, ["one two three four", "one two three four five"])
    assert found == pytest.approx((0.75, 0.75, 0.75))


def test_segments_are_counted_over_all_pages():
    pages = [
        page(wanted=("no boat", "all day"), unwanted=("read also", "share")),
        page(wanted=("first boat",), unwanted=("log in",)),
    ]
    texts = ["No boat. Read also: toll.", "The first boat left."]
    assert segment_score(pages, texts) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert segment_score(pages, ["", ""]) == (0, 0, 0)
    assert segment_score(pages, ["no boat all day", "first boat"]) == (1, 1, 1)


def test_comment_leak_is_a_share_of_all_comments():
    pages = [page(comments=("At last", "Well said", "I doubt it")), page(comments=("So few words",)), page()]
    assert comment_leak(pages, ["at last", "so  few words", "at last"]) == 0.5
    assert comment_leak(pages, ["rain", "rain", "rain"]) == 0
    assert comment_leak([page()], ["rain"]) == 0


@pytest.mark.parametrize("measure", [word_score, shingle_score, segment_score, comment_leak])
def test_a_text_for_each_page(measure):
    with pytest.raises(ValueError, match="shorter"):
        measure([page("a"), page("b")], ["a"])


def test_each_corpus_has_its_metric():
    assert set(METRICS) == set(CORPORA)
    for corpus, expected in (("newspaper", 0), ("daniel-dev", 1), ("traf-dev", 0.5)):
        pages = [page("one two three four five", ("one",), ("two",), corpus=corpus)]
        assert score(pages, ["five four three two one"])[0] == expected
