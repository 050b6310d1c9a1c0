"""Phrases and markers: how they match, and that the shipped tables keep to the format."""

from importlib.resources import files

import pytest
import tomli

from cleaner import DEFAULT, TableError, parse, parse_text, tables
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
        ("Found a typo? Tell us", "starts", "found a typo?", True),
        ("Found a typo in the text", "starts", "found a typo?", False),
        ("ΣΧΟΛΙΑ", "opens", "σχόλια", True),
        ("İLGİLİ HABERLER", "opens", "ilgili haberler", True),
        ("YORUM YAPIN", "equals", "yorum yapın", True),
        ("بیشتر بخوانید", "opens", "بيشتر بخوانيد", True),
        ("यह भी पढ़ें", "opens", "यह भी पढ़ें", True),
        ("यह भ पढ", "opens", "यह भी पढ़ें", False),
    ],
)
def test_phrases(text, mode, phrase, matches):
    assert match(text, (mode, phrase)) == ([phrase] if matches else [])


def test_the_longer_of_two_phrases_is_found_too():
    assert set(match("Read also on this", ("starts", "read also"), ("starts", "read also on"))) == {
        "read also",
        "read also on",
    }


def test_a_link_is_as_good_as_a_colon():
    phrases = Phrases([Hit("promo", "starts", "read also:")])
    assert phrases.match("Read also Bridge toll to rise", linked=len("Bridge toll to rise"))
    assert not phrases.match("Read also Bridge toll to rise")
    assert not phrases.match("Read also the letters", linked=len("letters"))
    assert not phrases.match("Read also the letters", linked=len("Read also the letters"))


def test_a_row_of_labels():
    phrases = Phrases(
        [Hit("comments", "equals", each) for each in ("reply", "report abuse", "report")]
        + [Hit("share", "equals", "share")]
    )

    def tiles(text, linked=99):
        return [hit.phrase for hit in phrases.match(text, linked=min(linked, len(text)))]

    assert tiles("Reply Report abuse") == ["reply + report abuse"]
    assert tiles("Reply (2) Report") == ["reply + report"]
    for text in ("Reply Report them", "Reply to Report", "Reply 30%", "Reply Report " * 10, "Reply Share"):
        assert tiles(text) == []
    assert tiles("Reply Report abuse", linked=5) == []


@pytest.mark.parametrize(
    ("html", "taken"),
    [
        ('<a href="/f">Facebook</a>', True),
        ("<button>Facebook</button>", True),
        ("Facebook</p><p>Share this", True),
        ("Facebook", False),
        ("1. Facebook</p><p>Share this", False),
        ("Facebook</p><p>Twitter</p><p>YouTube", False),
    ],
)
def test_a_word_that_says_little_alone_needs_company(html, taken):
    page = f"<body><p>Rain.</p><p>{html}</p><p>Snow.</p></body>"
    assert ("Facebook" not in DEFAULT.only("share").clean(page).text) == taken
    assert not DEFAULT.only("share").clean("<h3>Facebook</h3><p>Share this</p><p>Snow.</p>").text.startswith("Snow")


TABLE = {
    "affixes": {"prefixes": ["c", "js"], "suffixes": ["list", "wrapper"]},
    "comments": {"names": ["comments", "disqus-thread"], "words": ["disqus"], "tags": ["hyvor-talk-comments"]},
    "navigation": {"roles": ["navigation"], "tags": ["nav"], "documented": {"names": ["stopka"]}},
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
        ("<div id=comments901>x</div>", ["comments901"]),
        ("<div id=stopka>x</div>", ["stopka"]),
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


def shipped_names():
    table = tomli.loads((files("cleaner") / "data" / "markers.toml").read_text("utf-8"))
    return [
        (kind, name)
        for kind, modes in table.items()
        if kind != "affixes"
        for own in (modes, modes.get("documented", {}))
        for name in (*own.get("names", ()), *own.get("words", ()))
    ]


def test_each_shipped_name_marks_its_own_kind_and_is_no_part_of_a_word():
    names = shipped_names()
    found = tables.marks(parse("".join(f"<div class={name}>x</div>" for _, name in names)))
    assert {(kind, mark.detail) for kind, marks in found.items() for mark in marks} == set(names)
    glued = parse("".join(f"<div class=zq{name.replace('-', '')}>x</div>" for _, name in names))
    assert not tables.marks(glued)


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


def test_where_tables_disagree_the_page_is_looked_at():
    prose = (
        "Stormen holder alle ferger ved kaia, og ingen på øya vet når den første båten med brød og aviser kommer igjen."
    )
    lines = "<p>Les også: Bommen blir dyrere</p><p>Läs också: Bron</p><p>Compartir en redes</p>"
    found = tables.hits(parse(f"<body><p>{prose}</p>{lines}</body>"))
    assert {hit.language for matched in found.values() for hit in matched} <= {"no", "en"}
    assert tables.hits(parse(f"<body><p>{prose}</p><p>Les også: Bommen blir dyrere</p></body>"))
