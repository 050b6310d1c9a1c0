"""The worst pages, with what went wrong and who did better."""

from contextlib import closing

import pytest
from corpora import GOLD, page_of, write_corpora
from pages import PROSE, article_page

from benchmarks.cache import Cache, Output
from benchmarks.errors import Choice, lines_of, look_at, worst_pages


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outputs.sqlite"


def keep(path, page, **texts):
    with closing(Cache(path)) as cache:
        for tool, text in texts.items():
            cache.put(tool, "1", page, Output(text, 0.1))


def test_what_was_lost_and_what_leaked(path):
    gold = "\n".join((*PROSE[:2], "Read also: Bridge toll to rise in May", "Zebras nowhere visible"))
    page = page_of(article_page('<p>Read also: <a href="/toll">Bridge toll to rise in May</a></p>'), gold)
    look = look_at(page, with_peers=True, cache=path)
    leaked, *lost = look.errors
    assert leaked.startswith("leaked, 34 words: On the island itself")
    assert "lost (promo, phrase: read also:), 8 words: Read also: Bridge toll to rise in May" in lost
    assert "lost (in no block of the page), 3 words" in lost
    assert 0 < look.score < 1


def test_the_best_peer_is_named(path):
    page = page_of(article_page(""), GOLD)
    keep(path, page, goose3="the storm", trafilatura=GOLD, unknown=GOLD)
    look = look_at(page, with_peers=True, cache=path)
    assert list(look.peers) == ["trafilatura", "goose3"]
    assert look.behind == 0
    head, *rest = lines_of(look, is_whole=True)
    assert head.startswith("1.000 (best peer 1.000 trafilatura) word F1, wcxb-dev, 1 ")
    assert rest[0] == "    1.000 trafilatura"


def test_a_page_without_kept_outputs_says_so(path):
    look = look_at(page_of("<p>Rain.", "Rain."), with_peers=True, cache=path)
    assert next(lines_of(look)).startswith("1.000 (no peer in the cache)")


def test_a_page_that_fails_scores_nothing(path):
    look = look_at(page_of("%PDF-1.7", "Rain."), with_peers=False, cache=path)
    assert look.score == 0
    assert look.errors[0].startswith("failed: ")


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), 8),
        (Choice(count=3), 3),
        (Choice(step=2), 4),
        (Choice(set="newspaper"), 2),
        (Choice(set="wcxb-dev: article"), 2),
        (Choice(set="wcxb-dev: forum"), 0),
        (Choice(page="first"), 4),
        (Choice(page="first", set="traf-dev"), 1),
    ],
)
def test_the_pages_of_a_choice(tmp_path, path, choice, found):
    lines = [line for line in worst_pages(write_corpora(tmp_path), choice, 1, path) if not line.startswith(" ")]
    assert len(lines) == found


def test_those_furthest_behind_come_first(tmp_path, path):
    from benchmarks.corpus import read_corpus

    write_corpora(tmp_path)
    first, second = read_corpus(tmp_path, "daniel-dev")
    keep(path, first, goose3="")
    keep(path, second, goose3=GOLD)
    choice = Choice(set="daniel-dev", is_behind=True)
    lines = [line for line in worst_pages(tmp_path, choice, 1, path) if not line.startswith(" ")]
    assert [line.split(", ")[-1].split()[0] for line in lines] == ["second", "first"]
