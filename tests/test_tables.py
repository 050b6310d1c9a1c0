"""Phrases and markers: how they match, and that the shipped tables keep to the format."""

import pytest

from cleaner import TableError, parse, parse_text, tables
from cleaner.tables import Hit, Markers, Phrases


def match(text, *entries):
    return [hit.phrase for hit in Phrases([Hit("promo", mode, phrase) for mode, phrase in entries]).match(text)]


@pytest.mark.parametrize(
    ("text", "mode", "phrase", "matches"),
    [
        ("Other Topics", "opens", "other topics", True),
        ("Other topics:", "equals", "other topics", True),
        ("Comments (12)", "opens", "comments", True),
        ("12 comments", "opens", "comments", True),
        ("Other topics were left", "opens", "other topics", False),
        ("Ｏｔｈｅｒ　topics", "opens", "other topics", True),
        ("STRASSE", "equals", "straße", True),
        ("Read also: the toll", "starts", "read also:", True),
        ("Read also – the toll", "starts", "read also:", True),
        ("Read also the letters", "starts", "read also:", False),
        ("He read also: all", "starts", "read also:", False),
        ("Sign up for our letter", "starts", "sign up for our", True),
        ("Please press Ctrl + Enter now", "contains", "press ctrl enter", True),
        ("Please press Ctrl and Enter", "contains", "press ctrl enter", False),
        ("shareholders", "equals", "share", False),
        ("相关阅读", "opens", "相关阅读", True),
        ("延伸阅读：过桥费", "starts", "延伸阅读:", True),
        ("我的评论在这里", "starts", "评论", False),
        ("ข่าวที่เกี่ยวข้อง", "opens", "ข่าวที่เกี่ยวข้อง", True),
    ],
)
def test_phrases(text, mode, phrase, matches):
    assert match(text, (mode, phrase)) == ([phrase] if matches else [])


def test_the_longer_of_two_phrases_is_found_too():
    assert set(match("Read also on this", ("starts", "read also"), ("starts", "read also on"))) == {
        "read also",
        "read also on",
    }


TABLE = {
    "affixes": {"prefixes": ["c", "js"], "suffixes": ["list", "wrapper"]},
    "comments": {"names": ["comments", "disqus-thread"], "words": ["disqus"], "tags": ["hyvor-talk-comments"]},
    "navigation": {"roles": ["navigation"], "tags": ["nav"]},
}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div id=disqus_thread>x</div>", ["disqus-thread"]),
        ("<div class=commentsList>x</div>", ["comments-list"]),
        ("<div class=c-comments__list>x</div>", ["c-comments-list"]),
        ("<div class=js-comments_wrapper-2>x</div>", ["js-comments-wrapper-2"]),
        ("<div class=comments_list__3xY9z>x</div>", ["comments-list"]),
        ("<div class=my-disqus>x</div>", ["my-disqus"]),
        ("<hyvor-talk-comments>x</hyvor-talk-comments>", ["<hyvor-talk-comments>"]),
        ("<div class=comments-open>x</div>", []),
        ("<div class=nocomments>x</div>", []),
        ("<div class=list>x</div>", []),
        ("<h2 id=disqus>x</h2>", []),
    ],
)
def test_markers(html, found):
    markers = Markers(TABLE)
    marks = [mark for container in parse(html).containers for _, mark in markers.match(container)]
    assert [mark.detail for mark in marks] == found


def test_semantics():
    markers = Markers(TABLE)
    marks = [m for c in parse("<nav>x</nav><div role=Navigation>y</div>").containers for _, m in markers.match(c)]
    assert [(mark.sign, mark.detail) for mark in marks] == [("semantics", "<nav>"), ("semantics", "role navigation")]


def test_the_shipped_tables_are_valid():
    tables.load_markers()
    assert {"de", "en", "es", "fr", "pl", "ru", "uk", "zh"} <= set(tables.languages())
    for language in tables.languages():
        tables.load_phrases(language)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"prommo": {"opens": ["x"]}}, "unknown filter 'prommo'"),
        ({"promo": {"begins": ["x"]}}, "unknown mode in promo.begins"),
        ({"promo": {"opens": "x"}}, "promo.opens is not a list of strings"),
        ({"promo": {"opens": ["b", "a"]}}, "promo.opens is not sorted and unique at 'a'"),
        ({"promo": {"opens": ["a", "a"]}}, "promo.opens is not sorted and unique at 'a'"),
        ({"promo": {"opens": ["—"]}}, "'—' in promo.opens has no word"),
    ],
)
def test_a_table_that_breaks_the_format_is_refused(table, message):
    with pytest.raises(TableError, match=message):
        tables.phrases_of("xx", table)


def test_the_page_language_chooses_the_tables():
    page = '<html lang="{}"><p>Lesen Sie auch: Die Brücke</p></html>'
    assert tables.hits(parse(page.format("de")))
    assert not tables.hits(parse(page.format("ru")))
    assert tables.hits(parse(page.format("xx")))
    assert tables.hits(parse_text("Lesen Sie auch: Die Brücke"))


def test_long_blocks_and_code_have_no_phrases():
    assert not tables.hits(parse("<p>" + "word " * 41 + "press ctrl enter</p><pre>share</pre>"))
