"""Any input to blocks: what parts text, what does not, and what is known of each block."""

import time

import pytest
from bs4 import BeautifulSoup
from lxml import etree, html

from cleaner import PageError, parse, parse_text
from cleaner.parser import has_markup

PAGE = """<html lang="en"><head><title>Ferries stay in port</title></head><body>
<h1>Ferries stay in port</h1><p>The storm keeps <b>every</b> ferry<br>at its pier.</p><!-- ad -->
<ul><li><a href="/toll">Bridge toll</a></li></ul></body></html>"""
BLOCKS = [
    ("heading", "Ferries stay in port"),
    ("paragraph", "The storm keeps every ferry\nat its pier."),
    ("item", "Bridge toll"),
]


def texts(page):
    return [block.text for block in parse(page).blocks]


def kinds(page):
    return [(block.kind, block.text) for block in parse(page).blocks]


def only(page):
    (block,) = parse(page).blocks
    return block


@pytest.mark.parametrize(
    "read",
    [
        str,
        str.encode,
        lambda page: bytearray(page.encode()),
        lambda page: memoryview(page.encode()),
        lambda page: page.encode("utf-16"),
        etree.HTML,
        html.fromstring,
        lambda page: html.fromstring(page).getroottree(),
        # Soups fail with a TypeError: a soup has any attribute that it is asked for, `getroot` too, as None.
        lambda page: BeautifulSoup(page, "html.parser"),
        lambda page: BeautifulSoup(page, "lxml"),
        lambda page: BeautifulSoup(page, "html.parser").html,
    ],
    ids="str bytes bytearray memoryview utf-16 etree html tree soup lxml-soup tag".split(),
)
def test_any_input_gives_the_same_blocks(read):
    document = parse(read(PAGE))
    assert [(block.kind, block.text) for block in document.blocks] == BLOCKS
    assert (document.title, document.language, document.warnings) == ("Ferries stay in port", "en", ())
    assert (document.is_plain, document.blocks[2].hrefs) == (False, ("/toll",))


def test_a_tree_is_not_changed():
    tree = html.fromstring(PAGE)
    before = etree.tostring(tree)
    document = parse(tree)
    assert etree.tostring(tree) == before
    assert document.tree is not tree


def test_a_soup_is_not_changed():
    soup = BeautifulSoup(PAGE, "html.parser")
    before = str(soup)
    parse(soup)
    assert str(soup) == before


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<title>t</title><main><h1>Port</h1><p>one</p></main><p>two</p>", ["Port", "one", "two"]),
        ("<!doctype html><html lang=en><meta charset=utf-8><title>t</title><article><p>one</article>", ["one"]),
        ("<head><title>t</title></head><header>one</header><nav>two</nav>", ["one", "two"]),
        ("<title>t</title><section>one</section>two<p>three", ["one", "two", "three"]),
        ("<title>t</title><x-page>one</x-page><meta name=a content=b><script>x</script><p>two", ["one", "two"]),
        ("<head><title>t</title><style>p {}</style><script>x</script></head><body>one<main>two", ["one", "two"]),
    ],
)
def test_a_page_without_a_body_tag_is_read_as_in_a_browser(page, blocks):
    document = parse(page)
    assert [block.text for block in document.blocks] == blocks
    assert document.title == "t"
    assert all(block.path.startswith("/html/body") for block in document.blocks)


def test_a_part_of_a_tree_is_read_alone():
    tree = html.fromstring("<div><p>one</p><p id=x>two <b>three</b></p>four</div>")
    assert texts(tree.find("p[@id]")) == ["two three"]


def test_a_part_of_a_soup_is_read_alone():
    soup = BeautifulSoup("<div><p>one</p><p id=x>two <b>three</b></p>four</div>", "html.parser")
    assert texts(soup.find(id="x")) == ["two three"]


@pytest.mark.parametrize("page", [None, 4, ["<p>Rain.</p>"], {"html": "<p>Rain.</p>"}, object()])
def test_other_types_are_refused(page):
    with pytest.raises(PageError, match=f"cannot read a page from {type(page).__name__}"):
        parse(page)


@pytest.mark.parametrize(
    ("page", "warning"),
    [
        ("", "the page is empty"),
        (b"", "the page is empty"),
        (" \n\t", "the page is empty"),
        ("\0\0", "the page is empty"),
        ("<html></html>", "the page holds no text"),
        ("<p> &nbsp; </p><script>let rain</script>", "the page holds no text"),
    ],
)
def test_a_page_without_text_has_a_warning(page, warning):
    document = parse(page)
    assert (document.blocks, document.warnings) == ((), (warning,))


def test_bytes_are_read_by_what_the_transport_said():
    page = "<p>Паром стоит в порту</p>".encode("koi8-r")
    (block,) = parse(page, encoding="koi8-r").blocks
    assert block.text == "Паром стоит в порту"


@pytest.mark.parametrize("declared", ["gb2312", "windows-1251", "utf-16"])
def test_what_a_str_declares_is_past(declared):
    assert texts(f"<meta charset={declared}><p>Fähre 渡轮 паром</p>") == ["Fähre 渡轮 паром"]


def test_xhtml_with_an_xml_declaration():
    page = (
        '<?xml version="1.0" encoding="{0}"?>\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ru"><head><title>Паром</title></head>'
        "<body><p>Паром<br />стоит</p><div />в порту</body></html>"
    )
    for source in (page.format("windows-1251"), page.format("windows-1251").encode("windows-1251")):
        document = parse(source)
        assert [block.text for block in document.blocks] == ["Паром\nстоит", "в порту"]
        assert (document.title, document.language) == ("Паром", "ru")


def test_an_xhtml_tree_with_namespaces():
    tree = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><h2>Port</h2><p>one<br/>two</p><div/><p>three</p></body></html>'
    )
    assert kinds(tree) == [("heading", "Port"), ("paragraph", "one\ntwo"), ("paragraph", "three")]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>one<p>two<p>three", ["one", "two", "three"]),
        ("<p>one<p>two</p>three<p>four", ["one", "two", "three", "four"]),
        ("<p>one<div>two</div>three</p>", ["one", "two", "three"]),
        ("one", ["one"]),
        ("<div>one<p>two</p>three</div>four", ["one", "two", "three", "four"]),
        ("<table><tr><td>one<p>two</p>three</td></tr></table>", ["one", "two", "three"]),
        ("<span>one</span><div>two</div><b>three</b>", ["one", "two", "three"]),
        ("<x-card>one</x-card><x-card>two</x-card>", ["one", "two"]),
        ("<details><summary>one</summary>two</details>", ["one", "two"]),
        ("<div>one<!-- note --><p>two</p><!-- note -->three</div>", ["one", "two", "three"]),
        ("<p>one<hr>two", ["one", "two"]),
    ],
)
def test_what_parts_text(page, found):
    assert texts(page) == found


# What stands behind </html> is lost: the parser puts it beside the root.
@pytest.mark.parametrize("end", ["</body>", "</body></html>", "</html>", "</body></html><html><body>"])
@pytest.mark.parametrize("rest", ["<p>two</p>", "two"])
def test_text_behind_the_end_of_the_page_is_read(end, rest):
    assert texts(f"<html><body><p>one</p>{end}{rest}") == ["one", "two"]


LONG = (
    "The storm that reached the coast on Sunday night keeps every ferry of the island at its pier and its crew ashore."
)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("one<br>two", ["one\ntwo"]),
        ("one <br/> two", ["one\ntwo"]),
        ("one<br><br>two", ["one", "two"]),
        ("one<br> \n<br>two<br><br><br>three", ["one", "two", "three"]),
        ("one<br>&nbsp;<br>two", ["one", "two"]),
        ("one<br><span></span><br>two", ["one", "two"]),
        ("<p><br>one<br></p>", ["one"]),
        ("<b>one<br><br>two</b>", ["one", "two"]),
        (f"<p>{LONG}<br>{LONG}</p>", [LONG, LONG]),
        (f"<p>one<br>{LONG}</p>", ["one", LONG]),
        ("<h1>one<br>two</h1>", ["one\ntwo"]),
    ],
)
def test_line_breaks(page, found):
    assert texts(page) == found


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("un<b>break</b>able", "unbreakable"),
        ("<b>F</b>erries <i>stay</i>", "Ferries stay"),
        ("stay<b> in</b> port", "stay in port"),
        ("stay <b>in </b>port", "stay in port"),
        ("stay\n<b>\nin\n</b>\nport", "stay in port"),
        ("<span>stay</span> <span>in</span>\n<span>port</span>", "stay in port"),
        ("fer<!-- c -->ry", "ferry"),
        ("fer<?pi c?>ry", "ferry"),
        ("fer<wbr>ry", "ferry"),
        ("fer<script>let x</script>ry", "ferry"),
        ("fer<style>p { }</style>ry", "ferry"),
        ("fer<span></span>ry", "ferry"),
        ("H<sub>2</sub>O", "H2O"),
        ('<a href="/x">Fer</a>ry', "Ferry"),
        ("<em>one</em>, <em>two</em>.", "one, two."),
        ("fer<o:p></o:p>ry", "ferry"),
        ("stay<span> </span>in", "stay in"),
        ("<font>s</font><font>tay</font>", "stay"),
    ],
)
def test_inline_tags_neither_glue_nor_split_words(page, text):
    assert texts(f"<p>{page}</p>") == [text]


# The words beside a control are glued.
@pytest.mark.parametrize(
    "control",
    ["<button>Go</button>", "<label>Go</label>", "<select><option>Go</select>", "<textarea>Go</textarea>"],
)
def test_a_control_is_no_part_of_the_sentence_but_parts_its_words(control):
    assert kinds(f"<p>The office{control}opens.</p>") == [("control", "Go"), ("paragraph", "The office opens.")]
    assert kinds(f"<p>The office {control} opens.</p>") == [("control", "Go"), ("paragraph", "The office opens.")]


def test_what_is_hidden_within_a_word_neither_splits_it_nor_is_lost():
    assert [(b.text, b.container.hint) for b in parse("<p>fer<span hidden>x</span>ry</p>").blocks] == [
        ("x", "hidden"),
        ("ferry", ""),
    ]


def test_options_are_parted():
    assert kinds("<select><option>one<option>two</select>") == [("control", "one two")]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("caf&eacute; &amp; bar", "café & bar"),
        ("&#8217;t &#x1F6A2; &lt;b&gt;", "’t 🚢 <b>"),
        ("no&nbsp;boat", "no boat"),
        ("&amp;lt;", "&lt;"),
        ("Q&A &bogus; AT&T", "Q&A &bogus; AT&T"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("co&shy;op", "co\u00adop"),
    ],
)
def test_entities(page, text):
    assert texts(f"<p>{page}</p>") == [text]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("fer\0ry", "ferry"),
        ("fer\x01\x1fry", "ferry"),
        ("no\r\nboat\rtoday\n", "no boat today"),
        ("no\tboat\x0ctoday", "no boat today"),
        ("fer\ud800ry", "fer?ry"),
    ],
)
def test_controls_and_line_ends(page, text):
    assert texts(f"<p>{page}</p>") == [text]


def test_nothing_behind_a_nul_is_lost():
    assert texts(b"<p>one</p>\0<p>two</p>" + b"<p>three</p>" * 10) == ["one", "two", *["three"] * 10]


@pytest.mark.parametrize(
    ("page", "kind", "level", "text"),
    [
        ("<h1>Port</h1>", "heading", 1, "Port"),
        ("<h6><span><b>Port</b></span></h6>", "heading", 6, "Port"),
        ("<h3><div>Port</div></h3>", "heading", 3, "Port"),
        ("<h2>Port <button>news</button></h2>", "heading", 2, "Port news"),
        ("<ul><li>bread</ul>", "item", 1, "bread"),
        ("<ol><li><p>bread</ol>", "item", 1, "bread"),
        ("<ul><li><ol><li><ul><li>bread</ul></ol></ul>", "item", 3, "bread"),
        ("<dl><dt>bread</dl>", "item", 1, "bread"),
        ("<table><tr><th>bread<td>milk</table>", "row", 0, "bread\tmilk"),
        ("<table><tr><td>bread</table>", "paragraph", 0, "bread"),
        ("<table><tr><td>white<br>bread<td><p>milk</table>", "row", 0, "white bread\tmilk"),
        ("<blockquote>No boat.</blockquote>", "quote", 0, "No boat."),
        ("<blockquote><div><p>No boat.</div></blockquote>", "quote", 0, "No boat."),
        ("<figure><img><figcaption>The pier</figcaption></figure>", "caption", 0, "The pier"),
        ("<table><caption>The pier</caption></table>", "caption", 0, "The pier"),
        ("<button><b>Go</b></button>", "control", 0, "Go"),
        ("<textarea>Your text</textarea>", "control", 0, "Your text"),
        ("<p><code>x = 1</code></p>", "paragraph", 0, "x = 1"),
    ],
)
def test_kinds(page, kind, level, text):
    block = only(page)
    assert (block.kind, block.level, block.text) == (kind, level, text)


def test_levels_come_and_go_with_their_lists():
    page = "<ul><li>a<ul><li>b</ul>c<li>d</ul><p>e</p><ol><li>f</ol>"
    assert [f"{b.text}{b.level}" for b in parse(page).blocks] == ["a1", "b2", "c1", "d1", "e0", "f1"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<pre>\n  if x:\n\n    y  \n</pre>", "  if x:\n\n    y"),
        ("<pre><code><b>if</b> x:\r\n    y</code></pre>", "if x:\n    y"),
        ("<pre>a<br><br>  b</pre>", "a\n\n  b"),
        ("<pre><span>a</span>\n  <span>b</span></pre>", "a\n  b"),
        ("<pre>a\tb</pre>", "a\tb"),
    ],
)
def test_code_keeps_its_white_space(page, text):
    block = only(page)
    assert (block.kind, block.text) == ("code", text)


LONG_CELL = "rain " * 61


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("<td>a<td>b<td>c", [("row", "a\tb\tc")]),
        ("<td><p>a</p><p>b</p><td>c", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<td><h2>a</h2><td>b", [("heading", "a"), ("paragraph", "b")]),
        (f"<td>a<td>{LONG_CELL}", [("paragraph", "a"), ("paragraph", LONG_CELL.strip())]),
        ("<td>a<td><table><tr><td>b<td>c</table>", [("paragraph", "a"), ("row", "b\tc")]),
        ("<td>a<td><ul><li>b</ul>", [("paragraph", "a"), ("item", "b")]),
    ],
)
def test_only_rows_of_short_cells_are_joined(cells, found):
    assert kinds(f"<table><tr>{cells}</table>") == found


def test_a_row_keeps_its_links():
    row = only('<table><tr><td><a href="/a">bread</a><td>milk and <a href="/b">eggs</a></table>')
    assert (row.text, row.link_chars, row.hrefs, row.words) == ("bread\tmilk and eggs", 9, ("/a", "/b"), 4)


@pytest.mark.parametrize(
    ("page", "chars", "hrefs"),
    [
        ("<p>no link</p>", 0, ()),
        ("<p><a name=x>no</a> link</p>", 0, ()),
        ('<p><a href="/x">bread</a> and milk</p>', 5, ("/x",)),
        ('<p><a href="/x"> bread <b>and</b>\n milk </a></p>', 14, ("/x",)),
        ('<p>one <a href="/x">two<br>three</a> four</p>', 8, ("/x",)),
        ('<p><a href="/x"><img></a>milk</p>', 0, ("/x",)),
        ('<p><a href="/x">bread</a> <a href="/y">milk</a></p>', 10, ("/x", "/y")),
        # One too many for each further link, so that the second has more than its text.
        ('<p><a href="/x">bread</a>, <a href="/y">milk</a>, <a href="/z">eggs</a></p>', 13, ("/x", "/y", "/z")),
    ],
)
def test_links(page, chars, hrefs):
    block = only(page)
    assert (block.link_chars, block.hrefs) == (chars, hrefs)


def test_two_links_side_by_side_are_two_labels():
    assert only('<p><a href="/x">Share</a><a href="/y">Print</a></p>').text == "Share Print"
    assert only("<p><span><a>Reply</a><span><a>Delete</a></span></span></p>").text == "Reply Delete"
    assert only("<p>pre<a>fix</a>ed</p>").text == "prefixed"
    assert only("<p><a href=/a>W</a><a href=/a>eather</a></p>").text == "Weather"
    assert only("<p>foo<a name=x></a><a name=y></a>bar</p>").text == "foobar"
    assert only("<p><a>super</a><a>market</a></p>").text == "supermarket"
    assert only("<p><a href=/a>about</a><a href=/c>contact</a></p>").text == "about contact"
    assert only("<p><a href=/a>해안일보</a><a href=/c>로그인</a></p>").text == "해안일보 로그인"
    assert only("<p><a href=/a>关于我们</a><a href=/c>联系</a></p>").text == "关于我们联系"
    assert only("<p><a href=/a>12</a><a href=/c>Share!</a><a href=/d>Print</a></p>").text == "12 Share! Print"
    assert only("<pre><a href=/f>foo</a><a href=/b>Bar</a></pre>").text == "fooBar"
    assert [block.text for block in parse("<p><a>a</a></p><p>pre<a>fix</a></p>").blocks] == ["a", "prefix"]


def test_a_link_around_blocks_counts_in_each():
    blocks = parse('<a href="/x">one<p>two</p></a><p>three</p>').blocks
    assert [(b.text, b.link_chars) for b in blocks] == [("one", 3), ("two", 3), ("three", 0)]


# Where a link begins with a block its address is lost.
def test_a_link_around_a_card_is_known_to_the_card():
    blocks = parse('<a href="/x"><h3>Bridge toll</h3><p>From May on.</p></a><p>three</p>').blocks
    assert [href for b in blocks for href in b.hrefs][:1] == ["/x"]
    assert blocks[0].hrefs == ("/x",)
    assert blocks[2].hrefs == ()


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("<p>Rain</p>", ""),
        ("<div hidden><p>Rain</p></div>", "hidden"),
        ("<div hidden=until-found>Rain</div>", ""),
        ('<div style="color: red; Display : none">Rain</div>', "display:none"),
        # Values in capitals are overlooked.
        ('<div style="DISPLAY: NONE">Rain</div>', "display:none"),
        ('<div style="display: block; background: none">Rain</div>', ""),
        ('<div style="visibility:hidden"><b>Rain</b></div>', "display:none"),
        ('<div style="overflow: hidden">Rain</div>', ""),
        ("<div class='x visually-hidden'>Rain</div>", "sr-only"),
        ("<span class=screenReaderText>Rain</span>", "sr-only"),
        ('<div aria-hidden="true">Rain</div>', "aria-hidden"),
        ('<div aria-hidden="false">Rain</div>', ""),
        ("<noscript><p>Rain</p></noscript>", "noscript"),
        ("<noscript>Rain</noscript>", "noscript"),
        ("<template><p>Rain</p></template>", "template"),
        ('<x-card><template shadowrootmode="open"><p>Rain</p></template></x-card>', ""),
        ('<x-card><template shadowroot="closed"><p>Rain</p></template></x-card>', ""),
        ("<dialog>Rain</dialog>", "dialog"),
        ("<dialog open>Rain</dialog>", ""),
        ("<template><div hidden>Rain</div></template>", "hidden"),
    ],
)
def test_hints(page, hint):
    block = only(page)
    assert (block.text, block.container.hint) == ("Rain", hint)


def test_a_shadow_root_stands_in_its_place_in_the_page():
    page = '<p>one</p><x-card><template shadowrootmode="open"><p>two</p></template><p>three</p></x-card><p>four</p>'
    assert texts(page) == ["one", "two", "three", "four"]


def test_text_that_only_screen_readers_see_stands_apart_but_aria_hidden_words_do_not():
    assert texts("<p>opens <span class=sr-only>a new tab</span> soon</p>") == ["a new tab", "opens soon"]
    assert texts('<p>opens <span aria-hidden="true">very</span> soon</p>') == ["opens very soon"]


@pytest.mark.parametrize("tag", "script style title svg iframe object video audio canvas datalist meter".split())
def test_what_is_never_text_is_skipped(tag):
    assert texts(f"<div><p>one</p><{tag}>Rain</{tag}><p>two</p></div>") == ["one", "two"]


def test_markup_in_noframes_is_no_text():
    # The parser gives what is in it as one text.
    page = "<frameset><frame src=x><noframes><p>one</p><p>two</p></noframes></frameset>"
    assert not any("<" in text for text in texts(page))


def test_paths_lead_to_the_containers():
    more = "<table><tr><td>a<td>b</table><x-card>c</x-card><p>d<p>e<span hidden>f</span></body>"
    document = parse(PAGE.replace("</body>", more))
    paths = [block.path for block in document.blocks]
    assert paths[:2] == ["/html/body/h1", "/html/body/p[1]"]
    for block in document.blocks:
        assert document.tree.getroottree().xpath(block.path) == [block.container.element]


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ('<html lang="de-AT">', "de"),
        ('<html lang=" EN_us ">', "en"),
        ('<html xml:lang="pt">', "pt"),
        ('<html lang=""><body lang="fr">', "fr"),
        ('<meta property="og:locale" content="es_ES">', "es"),
        ('<meta http-equiv="content-language" content="pl, en">', "pl"),
        # Its name is compared with case.
        ('<meta http-equiv="Content-Language" content="pl, en">', "pl"),
        ('<html lang="uk"><meta property="og:locale" content="ru_RU">', "uk"),
        ("<html>", ""),
        ('<p lang="de">', ""),
    ],
)
def test_language(head, language):
    assert parse(f"{head}<p>Rain</p>").language == language


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ferries\n stay &amp; wait</title>", "Ferries stay & wait"),
        ('<title>Ferries</title><meta property="og:title" content="Boats">', "Ferries"),
        ('<title> </title><meta property="og:title" content=" Boats ">', "Boats"),
        ("<title>Ferries</title><svg><title>Menu</title></svg>", "Ferries"),
        # A drawing's title is taken for the page's.
        ("<body><svg><title>Menu</title></svg>", ""),
        ("", ""),
    ],
)
def test_title(head, title):
    assert parse(f"{head}<p>Rain</p>").title == title


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://gazette.example/a">', "https://gazette.example/a"),
        ('<meta property="og:url" content="http://gazette.example/b">', "http://gazette.example/b"),
        ('<link rel="canonical" href="/a">', ""),
        # A canonical address that is no whole one hides the whole one behind it.
        (
            '<link rel="canonical" href="/a"><meta property="og:url" content="https://gazette.example/b">',
            "https://gazette.example/b",
        ),
        ('<link rel="next" href="https://gazette.example/2">', ""),
    ],
)
def test_url(head, url):
    assert parse(f"{head}<p>Rain</p>").url == url
    assert parse(f"{head}<p>Rain</p>", url="https://mirror.example/").url == "https://mirror.example/"


def test_names_and_roles():
    last = parse('<div id=sideBar class="c-Promo__box Promo_box__3xY9z" role=Navigation>Rain</div>').containers[-1]
    assert (last.names, last.role) == (("side-bar", "c-promo-box", "promo-box"), "navigation")
    assert parse("<h2 id=comments class=big>Rain</h2>").containers[-1].names == ("big",)


@pytest.mark.parametrize("inner", ["div", "b", "ul", "blockquote", "span", "font", "a href=/x"])
def test_deep_nesting(inner):
    tag = inner.split()[0]
    page = f"<p>one</p>{f'<{inner}>' * 1500}deep{f'</{tag}>' * 1500}<p>two</p>"
    assert texts(page) == ["one", "deep", "two"]


@pytest.mark.parametrize("inner", ["div", "ul><li", "table><tr><td", "blockquote", "x-y", "button", "select"])
def test_no_text_is_lost_in_nesting_that_the_parser_gives_up(inner):
    document = parse("<p>one</p>" + f"<{inner}>" * 20_000 + "deep<p>two</p>")
    assert " ".join(block.text for block in document.blocks) == "one deep two"
    said = "elements nested deeper than 256 were read as parts of what is around them"
    assert said in document.warnings


@pytest.mark.parametrize("tag", ["b", "font", "span", "code", "a href=/x"])
def test_no_text_is_lost_in_formatting_that_is_never_closed(tag):
    words = [f"word{at}" for at in range(5000)]
    document = parse(f"<p>{f' <{tag}>'.join(words)}</p><p>end</p>")
    assert " ".join(block.text for block in document.blocks).split() == [*words, "end"]
    assert all("nested deeper" in warning for warning in document.warnings)
    assert bool(document.warnings) == (tag != "a href=/x")  # one link ends where the next begins


def test_what_is_too_deep_is_parted_as_before():
    page = "<div>" * 3000 + "<p>one</p>two<b>half</b><script>'<div>'</script>" + "</div>" * 3000 + "<h2 id=x>three</h2>"
    document = parse(page)
    assert [block.text for block in document.blocks] == ["one", "twohalf", "three"]
    assert document.blocks[2].kind == "heading"


@pytest.mark.parametrize(
    "inside",
    [
        '<div title="aa<bb">two</div>',
        '<div title="aa>bb">two</div>',
        "<i title='</div>'>two</i>",
        '<!-- </div> <p title="> -->two',
        "<style>p > b {}</style>two",
        "<script>'</div><div>'</script>two",
        "<i hidden></i><b\ntitle='>'>two</b title='>'>",
    ],
)
def test_quotes_and_comments_in_deep_nesting(inside):
    document = parse(f"<p>one</p>{'<div>' * 2300}{inside}{'</div>' * 2300}<h2 id=x>three</h2>")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("heading", "three"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{n}=x" for n in range(100_000)) + ">Rain</p>",
        "<b>" * 1000 + "Rain",
        "<p>Rain" + "<br>" * 100_000,
        "Rain" + "<!-- c -->" * 100_000,
        "<p>Rain</p>" + "<table><tr><td>" * 600,
        "<p>Rain</p>" + "<!-- <script " * 100_000,
        "<p>Rain</p>" + "<script><style>" * 100_000,
        "<p>Rain</p><p title" + "='\"" * 300_000,
        "<p>Rain</p><!--" + "- " * 1_000_000,
    ],
    ids="attributes inline breaks comments tables unclosed-comments unclosed-scripts quotes dashes".split(),
)
def test_odd_pages_take_no_time(page):
    start = time.process_time()
    assert texts(page) == ["Rain"]
    assert time.process_time() - start < 5


def test_a_long_attribute_is_no_harm():
    text = "if a > b then rain " * 5000
    (block,) = parse(f'<p title="{text}" class=share>Rain</p>').blocks
    assert (block.text, block.container.names) == ("Rain", ("share",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rain fell.\nNo boat left.", ["Rain fell.", "No boat left."]),
        ("Rain fell.\n\nNo boat left.", ["Rain fell.", "No boat left."]),
        ("  Rain \t fell. \r\n\r\n\r\nNo boat left.\r", ["Rain fell.", "No boat left."]),
        ("\n\nRain fell.\n", ["Rain fell."]),
        ("Rain\0 fell.", ["Rain fell."]),
        ("<p>Rain &amp; fog</p>", ["<p>Rain &amp; fog</p>"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_parse_text(text, found):
    document = parse_text(text)
    assert [block.text for block in document.blocks] == found
    assert {block.kind for block in document.blocks} <= {"paragraph"}
    assert document.warnings == (() if found else ("the text is empty",))
    assert document.is_plain
    assert document.tree is None


def test_lines_of_one_group_share_a_container():
    document = parse_text("a\nb\n\nc\nd", language="de", url="https://gazette.example/")
    groups = [[block.text for block in document.within(c)] for c in document.containers]
    assert groups == [["a", "b", "c", "d"], ["a", "b"], ["c", "d"]]
    assert (document.language, document.url) == ("de", "https://gazette.example/")


@pytest.mark.parametrize("line", ["- bread", "* bread", "• bread", "– bread", "1. bread", "12) bread", "·\tbread"])
def test_lines_with_a_bullet_are_items(line):
    (block,) = parse_text(line).blocks
    assert (block.kind, block.level) == ("item", 1)


@pytest.mark.parametrize("line", ["-bread", "1.5 loaves", "2024. A year", "*", "bread - and milk"])
def test_lines_without_are_not(line):
    (block,) = parse_text(line).blocks
    assert (block.kind, block.level) == ("paragraph", 0)


WRAPPED = """\
The storm that reached the coast on Sunday night keeps every ferry
of the island at its pier, and nobody can say when the first boat
with bread and newspapers will come."""
SENTENCES = """\
The storm that reached the coast on Sunday keeps ferries at piers.
Nobody on the island can say when the first boat comes over again.
The harbour office hopes for Thursday."""


def test_a_wrapped_paragraph_is_one_block():
    document = parse_text(f"Ferries stay\n\n{WRAPPED}\n\nNo boat.")
    assert [block.text for block in document.blocks] == ["Ferries stay", WRAPPED, "No boat."]
    assert document.blocks[1].words == 32


@pytest.mark.parametrize(
    "lines",
    [SENTENCES, "one\ntwo\nthree", WRAPPED.replace("of the", "- of the"), "\n".join(WRAPPED.splitlines()[:2])],
)
def test_other_lines_stay_apart(lines):
    found = [block.text for block in parse_text(f"Ferries stay\n\n{lines}").blocks]
    assert found == ["Ferries stay", *lines.splitlines()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Rain", True),
        ("Rain<BR/>fog", True),
        ("<!DOCTYPE html>", True),
        ("</div>", True),
        ("<h2 class=x>", True),
        ("Rain fell.", False),
        ("a < b and b > a", False),
        ("<mara@gazette.example>", False),
        ("vector<int> x", False),
        ("<party>", False),
    ],
)
def test_has_markup(text, found):
    assert has_markup(text) is found


def test_an_unclosed_button_does_not_swallow_the_article():
    blocks = parse("<button>Menu<div>Open</div><article><p>Rain fell.</p><h2>Snow</h2></article>").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("control", "Menu"),
        ("control", "Open"),
        ("paragraph", "Rain fell."),
        ("heading", "Snow"),
    ]


def test_what_is_set_aside_leaves_code_as_it_is():
    within = parse("<pre>f<span hidden>x</span>(1)</pre>").blocks
    behind = parse("<p>Rain fell.<span hidden>x</span></p><pre>def f():\n    return 1</pre>").blocks
    assert [block.text for block in within if block.kind == "code"][-1] == "f(1)"
    assert behind[-1].text == "def f():\n    return 1"


@pytest.mark.parametrize("tag", ["embed src=x", "source src=x", "track src=x", "wbr"])
def test_what_follows_an_element_without_an_end_is_read(tag):
    assert [block.text for block in parse(f"<div><{tag}><p>Rain fell.</p></div><p>Snow fell.</p>").blocks] == [
        "Rain fell.",
        "Snow fell.",
    ]


def test_long_tags_without_an_end_are_read_in_linear_time():
    start = time.process_time()
    document = parse("<p>Rain fell.</p>" + f"<{'a' * 19_990}" * 20 + "<" + "a" * 20_010)
    assert document.blocks[0].text == "Rain fell."
    assert time.process_time() - start < 5
