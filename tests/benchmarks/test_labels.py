"""Labels: how much of each block is in the gold."""

from pages import PROSE, article_page

import cleaner
from benchmarks.corpus import Page
from benchmarks.labels import labels_of


def page(gold="", wanted=(), unwanted=(), comments=()):
    return Page("wcxb-dev", "1", "", "", "article", "en", b"", gold, wanted, unwanted, comments)


def label(html, gold):
    blocks = cleaner.parse(html).blocks
    labels, weights = labels_of(blocks, gold)
    return {block.text: (value, weight > 0) for block, value, weight in zip(blocks, labels, weights, strict=True)}


def test_whole_and_foreign_blocks():
    found = label(article_page("<p>Read more of our stories from the coast</p>"), page("\n".join(PROSE)))
    assert all(found[text] == (1, True) for text in PROSE)
    assert found["Read more of our stories from the coast"] == (0, True)


def test_a_block_that_is_half_in_the_gold():
    ((value, _),) = label("<p>one two three four five six seven eight</p>", page("one two three four five")).values()
    assert 0.2 < value < 0.8


def test_a_short_block_counts_where_it_stands():
    html = f"<p>{PROSE[0]}</p><h2>Monday</h2><p>{PROSE[1]}</p><p>Share</p>"
    found = label(html, page(f"{PROSE[0]} Monday {PROSE[1]}"))
    assert found["Monday"] == (1, True)
    assert found["Share"] == (0, True)


def test_of_two_copies_only_the_one_in_the_article_counts():
    html = f"<div><p>Menu</p><p>{PROSE[0]}</p><p>Log in</p></div><p>{PROSE[1]}</p><p>{PROSE[0]}</p><p>{PROSE[2]}</p>"
    blocks = cleaner.parse(html).blocks
    labels, _ = labels_of(blocks, page("\n".join((PROSE[1], PROSE[0], PROSE[2]))))
    assert labels.tolist() == [0, 0, 0, 1, 1, 1]


def test_segments_label_only_the_blocks_they_are_in():
    html = f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>A reader of the paper says that this is wrong</p>"
    found = label(html, page(wanted=(PROSE[0][:30],), comments=("says that this is wrong",)))
    assert list(found.values()) == [(1, True), (0, False), (0, True)]
