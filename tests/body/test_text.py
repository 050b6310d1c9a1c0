"""Features of a block's text: its shape, and the words of a short one."""

import pytest
from pages import PROSE

import cleaner
from cleaner.body.page import Page
from cleaner.body.text import TEXT, WORD, said_of, text_of, words_of


def rows_of(html):
    page = Page(cleaner.parse(html))
    return text_of(page, said_of(page))


def column(html, name):
    return rows_of(html)[:, TEXT.index(name)].tolist()


def test_a_row_a_block_and_a_column_a_name():
    assert rows_of(f"<p>{PROSE[0]}</p><p>Share</p>").shape == (2, len(TEXT))
    assert len(set(TEXT)) == len(TEXT)


@pytest.mark.parametrize(
    ("name", "having", "lacking"),
    [
        ("sentence end", "Rain fell.", "Rain"),
        ("question", "Is it raining?", "It is raining."),
        ("colon", "Read also:", "Read: also"),
        ("starts with a digit", "12 boats", "Boats: 12"),
        ("starts with a sign", "© The Gazette", "The Gazette ©"),
        ("bar", "Home | Harbour", "Home, Harbour"),
        ("quotation", "„Rain“, he said.", "He said rain."),
        ("quotation", "– Rain, he said.", "Rain – he said."),
        ("date", "4 March 2024", "4 boats in March"),
        ("ellipsis", "More…", "More."),
        ("ellipsis", "More...", "More.."),
        ("starts low", "more", "More"),
        ("address", "mara@example.org", "Mara"),
        ("address", "See https://example.org", "See example"),
    ],
)
def test_signs(name, having, lacking):
    assert column(f"<p>{having}</p><p>{lacking}</p>", name) == [1, 0]


def test_links():
    html = "<p>Is it <a href='/x'>raining</a>?</p><p>No.</p><p><a href='/y'>Rain</a> <a href='/z'>Snow</a></p>"
    assert column(html, "link share")[0] == pytest.approx(7 / 14, abs=0.01)
    none, one, two = sorted(column(html, "links"))
    assert none == 0 < one < two


def test_shares():
    assert column("<p>ab12</p>", "digits") == [pytest.approx(0.5)]
    assert column("<p>The Harbour is Open</p>", "capitals a word") == [pytest.approx(0.75)]
    assert column("<p>four four</p>", "characters a word") == [pytest.approx(0.45)]


def test_lines_and_levels():
    html = "<p>Rain<br>and snow<br>fell.</p><h3>Wind</h3>"
    assert column(html, "lines") == [pytest.approx(1.0986, abs=1e-3), 0]
    assert column(html, "level") == [0, 1]


def test_a_repeated_text():
    assert column("<p>Read more here</p><p>Rain fell.</p><p>Read more here</p>", "repeated") == [1, 0, 1]


def test_a_title_said_again():
    html = "<title>Ferries stay in port | The Gazette</title><p>Ferries stay in port</p><p>Ferries</p><p>Rain fell.</p>"
    assert column(html, "title overlap") == [1, 1, 0]
    whole, part, none = column(html, "same as title")
    assert whole > 0.6 > part > none == 0


def test_without_a_title_nothing_overlaps():
    assert column("<p>Ferries stay in port</p>", "title overlap") == [0]


def test_only_a_short_block_is_read_word_by_word():
    page = Page(cleaner.parse(f"<p>Don’t miss: Monday</p><p>{PROSE[0]}</p>"))
    assert [list(words) for words in said_of(page)] == [["don", "t", "miss", "monday"], []]


def test_the_words_of_short_blocks():
    rows = words_of([["share", "on", "monday"], ["on"], []], {"share": -2.0, "monday": 1.0})
    assert WORD == ("mean word", "worst word", "best word")
    assert rows.tolist() == [[-0.5, -2, 1], [0, 0, 0], [0, 0, 0]]
    assert words_of([], {}).shape == (0, 3)
