"""Damaged pages: the same for the same seed, and what breaks a law is found."""

import random
from dataclasses import replace

import pytest
from corpora import page_of, write_corpora
from pages import article_page

import cleaner
from benchmarks.fuzz import MUTATIONS, broken_laws, find_failures, mutated

PAGE = article_page('<p class="promo x">Read also: <a href="/x" id=y>Größe</a></p><meta charset=utf-8>').encode()
PAGES = [page_of(article_page("")), page_of(article_page("<p>Größe, 船"))]


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_is_the_same_for_the_same_seed_and_breaks_no_law(name):
    made = [MUTATIONS[name](random.Random(seed), PAGE, PAGES[1].html) for seed in (1, 1, 2, 3, 4)]
    assert made[0] == made[1]
    assert any(page != PAGE for page in made)
    assert [broken_laws(page) for page in made] == [[]] * len(made)


def test_a_page_is_made_from_its_number_and_the_seed():
    assert mutated(PAGES, 1, 7) == mutated(PAGES, 1, 7)
    assert len({mutated(PAGES, seed, number)[0] for seed in (1, 2) for number in range(10)}) > 10


def test_pages_of_the_corpora_break_nothing(tmp_path):
    assert list(find_failures(write_corpora(tmp_path), 20, seed=1)) == [None] * 20


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda article: replace(article, drops=()), "what is kept and what is dropped are not all blocks"),
        (lambda article: replace(article, drops=article.drops[::-1]), "what is kept or dropped is not in order"),
        (lambda article: _renamed(article, "A word from elsewhere"), "text that is not on the page: 'A word from"),
        (lambda article: _with_metadata(article, {1, 2}), "JSON: TypeError"),
    ],
)
def test_what_breaks_a_law_is_found(monkeypatch, change, said):
    clean = cleaner.clean
    monkeypatch.setattr(cleaner, "clean", lambda data: change(clean(data)))
    assert any(said in each for each in broken_laws(PAGE))


def test_another_result_for_the_same_page_is_found(monkeypatch):
    pages = iter([PAGE, PAGE.replace(b"ferry", b"boat")])
    clean = cleaner.clean
    monkeypatch.setattr(cleaner, "clean", lambda _: clean(next(pages)))
    assert broken_laws(PAGE) == ["another run has another result"]


def _renamed(article, text):
    first, *others = article.document.blocks
    return replace(article, document=replace(article.document, blocks=(replace(first, text=text), *others)))


def _with_metadata(article, metadata):
    changed = replace(article)
    changed.__dict__["metadata"] = metadata
    return changed
