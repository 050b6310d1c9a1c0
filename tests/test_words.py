"""Words: folding, counting and comparing text in scripts with and without spaces."""

import pytest

from cleaner import words
from cleaner.words import count_words, fold, name_tokens, phrase_words, squash, text_after


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \t\n ", ""),
        ("  Rain \r\n fell\tall  day. ", "Rain fell all day."),
        ("no\u00a0boat\u3000today", "no boat today"),
        ("co\u00adop\u200bted", "co\u00adop\u200bted"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n ", 0),
        ("Rain fell - all day.", 5),
        ("Die Fähre läuft\u00a0aus", 4),
        ("Паром стоит в порту", 4),
        ("배가 항구에 있다", 3),
        ("渡轮在港口停了三天呢", 6),
        ("渡轮在港口 Mara Linde", 5),
        ("フェリーが港に", 4),
        ("เรือเฟอร์รี", 3),
    ],
)
def test_count_words(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("— … ¶", []),
        ("Read ALSO: (12)", ["read", "also", "12"]),
        ("Don’t don't", ["don", "t", "don", "t"]),
        ("ＲＥＡＤ　ﬁrst", ["read", "first"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("渡轮 3号", ["渡", "轮", "3", "号"]),
        ("ΣΟΦΟΣ σοφος", ["σοφοσ", "σοφοσ"]),
    ],
)
def test_phrase_words(text, words):
    assert phrase_words(text) == words


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        ("Read also: the Toll", 2, ": the toll"),
        ("«Read also» the toll", 2, "» the toll"),
        ("Read also   the toll", 2, "the toll"),
        ("Read also", 2, ""),
        ("Read also", 5, ""),
        ("延伸阅读：过桥费", 4, ":过桥费"),
        ("STRAßE frei", 1, "frei"),
    ],
)
def test_text_after(text, words, rest):
    assert text_after(text, words) == rest


@pytest.mark.parametrize(
    ("names", "tokens"),
    [
        ("", ()),
        (" \n", ()),
        ("-- _", ()),
        ("commentsList", ("comments-list",)),
        ("disqus_thread Disqus-Thread", ("disqus-thread", "disqus-thread")),
        ("c-comments__list--open", ("c-comments-list-open",)),
        ("a.b/c:d\\e", ("a-b-c-d-e",)),
        ("Promo_box__3xY9z", ("promo-box",)),
        ("css-1a2b3c", ("css",)),
        ("menu-2019 col-md-6 h2", ("menu-2019", "col-md-6", "h2")),
        ("_share_", ("share",)),
    ],
)
def test_name_tokens(names, tokens):
    assert name_tokens(names) == tokens


def test_squash_leaves_no_white_space_and_no_case():
    assert squash("Ferry\n TIMES\u00a0today") == "ferrytimestoday"


def test_names_of_files_hold_what_every_system_takes():
    assert words.slug(" a/b: Größe.html ") == "a-b-Größe.html"
    assert words.slug("x" * 200) == "x" * words.MAX_SLUG
    assert words.slug("../..") == ""


def test_long_texts_are_cut_off():
    assert words.shortened("harbour", 7) == "harbour"
    assert words.shortened("harbours", 7) == "harbou…"
