"""Minimal HTML: which structure stays, what never comes through, and that it reads again as the same words."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT, Pipeline


def html(page, url=""):
    return Pipeline().clean(page, url).html


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Rain.", "<p>Rain.</p>\n"),
        ("<p>Rain.</p>", "<p>Rain.</p>\n"),
        ("<div>Rain.</div>", "<p>Rain.</p>\n"),
        ("<div>Rain.<p>Wind.</p>Fog.</div>", "<p>Rain.</p>\n<p>Wind.</p>\n<p>Fog.</p>\n"),
        ("<div>Rain.<br><br>Wind.</div>", "<p>Rain.</p>\n<p>Wind.</p>\n"),
        ("<p>Rain.<br>Wind.</p>", "<p>Rain.<br>Wind.</p>\n"),
        ("<p><br>Rain.<br></p>", "<p>Rain.</p>\n"),
        ("<h1>Rain</h1><h4>Wind</h4>", "<h1>Rain</h1>\n<h4>Wind</h4>\n"),
        ("<h2>Rain<br>and wind</h2>", "<h2>Rain<br>and wind</h2>\n"),
        ("<h2><div>Rain</div></h2>", "<h2>Rain</h2>\n"),
        ('<p>5 &lt; 6 &amp;amp; "x"</p>', '<p>5 &lt; 6 &amp;amp; "x"</p>\n'),
        ("<address>Pier 4</address>", "<p>Pier 4</p>\n"),
    ],
)
def test_paragraphs_and_headings(page, expected):
    assert html(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a <b>b</b> c</p>", "<p>a <b>b</b> c</p>\n"),
        ("<p>a<i> b </i>c</p>", "<p>a <i>b</i> c</p>\n"),
        ("<p>a<em>b</em>c</p>", "<p>a<em>b</em>c</p>\n"),
        ("<p><b>a <i>b</i></b></p>", "<p><b>a <i>b</i></b></p>\n"),
        ("<p><b>a<br>b</b></p>", "<p><b>a</b><br><b>b</b></p>\n"),
        ("<p><b> </b>a<i></i></p>", "<p>a</p>\n"),
        ("<p><b><strong>a</strong></b></p>", "<p><b>a</b></p>\n"),
        ("<b><div>a</div><div>b</div></b>", "<p><b>a</b></p>\n<p><b>b</b></p>\n"),
        ("<a href=/x><h3>a</h3>b</a>", '<h3><a href="/x">a</a></h3>\n<p><a href="/x">b</a></p>\n'),
        ("<p>H<sub>2</sub>O <font color=red>a</font></p>", "<p>H<sub>2</sub>O a</p>\n"),
        ("<p><abbr title='a &quot;b&quot;'>c</abbr></p>", '<p><abbr title="a &quot;b&quot;">c</abbr></p>\n'),
        ("<p><time datetime=2024-03-04 class=x>March</time></p>", '<p><time datetime="2024-03-04">March</time></p>\n'),
    ],
)
def test_emphasis(page, expected):
    assert html(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ol start=3 class=x><li>a<li value=7>b</ol>", '<ol start="3"><li>a</li><li value="7">b</li></ol>'),
        ("<ol start='x()'><li>a</ol>", "<ol><li>a</li></ol>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ul><li>a<div>b</div></li></ul>", "<ul><li>a<p>b</p></li></ul>"),
        ("<ul><li><div>a</div></li></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li><h3>a</h3>b</li></ul>", "<ul><li><h3>a</h3><p>b</p></li></ul>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<div><li>a</li></div>", "<p>a</p>"),
        ("<ul><li>a</li><li> </li></ul>", "<ul><li>a</li></ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<menu><li>a</menu>", "<ul><li>a</li></ul>"),
    ],
)
def test_lists(page, expected):
    assert html(page).replace("\n", "") == expected


def test_a_line_for_each_block_level_tag():
    assert html("<ul><li>a<ul><li>b</ul></ul><table><tr><td>c<td>d</table>") == (
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n<table>\n<tr><td>c</td><td>d</td></tr>\n</table>\n"
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<table><caption>a</caption><tr><th>b<th>c</tr><tr><td>d<td>e</tr></table>",
            "<caption>a</caption><tr><th>b</th><th>c</th></tr><tr><td>d</td><td>e</td></tr>",
        ),
        (
            "<table><tr><td></td><td>a</td><td></td><td>b</td><td> </td></tr><tr><td></td></tr></table>",
            "<tr><td></td><td>a</td><td></td><td>b</td><td></td></tr>",
        ),
        (
            "<table><thead><tr><th>a<th></thead><tbody><tr><td colspan=2 rowspan=x>b</tbody></table>",
            '<thead><tr><th>a</th><th></th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody>',
        ),
        (
            "<table><tr><th>a<td><p>b<p>c</table>",
            "<tr><th>a</th><td><p>b</p><p>c</p></td></tr>",
        ),
        ("<table><tr><td><p>a</p><td>b<br>c</table>", "<tr><td>a</td><td>b<br>c</td></tr>"),
    ],
)
def test_tables(page, expected):
    assert html(page).replace("\n", "") == f"<table>{expected}</table>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<table><tr><td>a</td></tr></table>", "<p>a</p>"),
        ("<table><tr><td><ul><li>a</ul><td><h2>b</h2>c</table>", "<ul><li>a</li></ul><h2>b</h2><p>c</p>"),
        ("<table role=presentation><tr><td>a<td>b</table>", "<p>a b</p>"),
        (
            "<table><tr><td><p>a<p>b<table><tr><td>c<td>d</table></table>",
            "<p>a</p><p>b</p><table><tr><td>c</td><td>d</td></tr></table>",
        ),
        ("<table><caption>a</caption><tr><td><p>b<p>c</table>", "<p>a</p><p>b</p><p>c</p>"),
    ],
)
def test_tables_that_lay_out_a_page_are_no_tables(page, expected):
    assert html(page).replace("\n", "") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<blockquote>a<p>b</p><p>c</p></blockquote>", "<blockquote><p>a</p><p>b</p><p>c</p></blockquote>"),
        ("<blockquote cite=/x><ul><li>a</ul></blockquote>", "<blockquote><ul><li>a</li></ul></blockquote>"),
        ("<figure><img src=x><figcaption>a</figcaption></figure>", "<figure><figcaption>a</figcaption></figure>"),
        (
            "<figure><figcaption><div>a</div><div>b</div></figcaption></figure>",
            "<figure><figcaption>a<p>b</p></figcaption></figure>",
        ),
        ("<div><figcaption>a</figcaption></div>", "<p>a</p>"),
    ],
)
def test_quotations_and_figures(page, expected):
    assert html(page).replace("\n", "") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<pre>\n\n  a\n    b\n\nc\n</pre>", "<pre>  a\n    b\n\nc</pre>\n"),
        (
            '<pre><code class="language-py">if a &lt; b:\n  <b>c</b></code></pre>',
            '<pre class="language-py"><code>if a &lt; b:\n  <b>c</b></code></pre>\n',
        ),
        ("<pre class='brush: js;'>a</pre>", '<pre class="language-js">a</pre>\n'),
        ("<div class='highlight-source-c++ x'><pre>a</pre></div>", '<pre class="language-c++">a</pre>\n'),
        ("<pre data-lang='Rust'>a</pre>", '<pre class="language-rust">a</pre>\n'),
        ("<pre data-lang='\"><script>' class='language-'>a</pre>", "<pre>a</pre>\n"),
        ("<pre>a<br>b</pre>", "<pre>a\nb</pre>\n"),
        ("<pre><div>a</div><div>  b</div></pre>", "<pre>a\n  b</pre>\n"),
        ("<p>Run <code>a  b</code>.</p>", "<p>Run <code>a b</code>.</p>\n"),
    ],
)
def test_code(page, expected):
    assert html(page) == expected


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/toll", "https://example.org/toll"),
        ("b?x=1&amp;y=2", "https://example.org/a/b?x=1&amp;y=2"),
        ("#note", "https://example.org/a/page#note"),
        ("//example.net/", "https://example.net/"),
        (" http://example.net/a b ", "http://example.net/a b"),
        ("mailto:harbour@example.org", "mailto:harbour@example.org"),
        ("&quot;&gt;&lt;script&gt;", "https://example.org/a/&quot;&gt;&lt;script&gt;"),
    ],
)
def test_links_are_absolute(href, absolute):
    assert (
        html(f'<p><a href="{href}">x</a></p>', "https://example.org/a/page") == f'<p><a href="{absolute}">x</a></p>\n'
    )


def test_links_heed_the_base_of_the_page():
    assert 'href="https://example.org/b/x"' in html("<base href=/b/><a href=x>y</a>", "https://example.org/a/")
    assert 'href="https://example.net/x"' in html("<base href=https://example.net><a href=x>y</a>")
    assert 'href="x"' in html("<base href=javascript:a/><a href=x>y</a>")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://[broken",
        "",
    ],
)
@pytest.mark.parametrize("url", ["", "https://example.org/"])
def test_links_that_run_code_or_lead_nowhere_are_text(href, url):
    assert html(f'<p>a <a href="{href}">x</a></p>', url) == "<p>a x</p>\n"


def test_nothing_else_comes_through():
    page = (
        '<p class="a" id="b" style="color:red" onclick="c()" data-x="d">Rain<script>alert(1)</script><style>p{}</style>'
        '<img src=x onerror=alert(1)><svg><text>e</text></svg><iframe src="f"></iframe><b onmouseover="g()">.</b></p>'
    )
    assert html(page) == "<p>Rain<b>.</b></p>\n"


def test_markup_in_text_stays_text():
    assert html("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert html("<xmp><b>x</b></xmp>") == "<pre>&lt;b&gt;x&lt;/b&gt;</pre>\n"


@pytest.mark.parametrize(
    "inside", ["<ul><li>Share</li></ul>", "<blockquote><p>Share</p></blockquote>", "<div><p>Share</p></div>"]
)
def test_dropped_blocks_leave_no_empty_tags(inside):
    article = DEFAULT.only("share").clean(article_page(inside))
    assert [drop.text for drop in article.drops] == ["Share"]
    assert article.html == "<h1>Ferries stay in port</h1>\n" + "".join(f"<p>{text}</p>\n" for text in PROSE)


def test_a_dropped_item_leaves_its_neighbours():
    article = DEFAULT.only("share").clean(article_page("<ul><li>Rain<li>Share<li>Wind</ul>"))
    assert "<ul>\n<li>Rain</li>\n<li>Wind</li>\n</ul>\n" in article.html


def test_plain_text():
    article = Pipeline().clean_text("Rain & <b>wind</b>.\n\n- fog\n- sun")
    assert article.html == "<p>Rain &amp; &lt;b&gt;wind&lt;/b&gt;.</p>\n<p>- fog</p>\n<p>- sun</p>\n"


def test_wrapped_lines_of_plain_text_are_one_paragraph():
    line = "The harbour office had warned the captains early but two of them went out"
    assert Pipeline().clean_text("\n".join([line] * 4) + "\n\nRain.").html == (
        f"<p>{'<br>'.join([line] * 4)}</p>\n<p>Rain.</p>\n"
    )


def test_a_page_without_text():
    assert html("<p></p>") == html("") == ""


@pytest.mark.parametrize(
    "tags", ["<div>", "<ul>", "<ul><li>", "<blockquote>", "<b>", "<section><b>", "<table><tr><td>"]
)
def test_deep_pages(tags):
    article = Pipeline().clean(f"{tags}x " * 500)
    assert article.html.replace("<", " ").replace(">", " ").split().count("x") == 500
    assert article.markdown.count("x") == 500


_TAGS = (
    "a b blockquote br button caption code dd div dl dt em figcaption figure h2 h3 i li ol p pre section span table"
    " tbody td th tr ul x-y"
).split()
_ATTRIBUTES = ("", "", " href=/x", " hidden", " class=x", " role=presentation", " colspan=2")
_TEXTS = (
    "Rain fell.",
    " a",
    "b ",
    "*",
    "1. c",
    "a|b",
    "<b>",
    "&lt;",
    "# d",
    "\n",
    "港口。",
    "A line about boats, " * 6,
)


def _element(children):
    def build(tag, attributes, inner):
        return f"<{tag}{attributes}>{''.join(inner)}</{tag}>"

    return st.builds(build, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES), st.lists(children, max_size=4))


trees = st.recursive(st.sampled_from(_TEXTS).map(escape), _element, max_leaves=25)


def words(article):
    return [word for block in article.blocks for word in block.text.split()]


@given(trees)
def test_html_reads_again_as_the_same_words(page):
    article = Pipeline().clean(page)
    assert words(Pipeline().clean(article.html)) == words(article)


@given(trees, st.sampled_from(DEFAULT.names))
def test_what_is_dropped_is_in_no_rendering(page, name):
    article = DEFAULT.only(name).clean(page)
    assert words(Pipeline().clean(article.html)) == words(article)


def test_cleaning_is_what_the_html_shows():
    assert cleaner.clean(article_page("")).html == "".join(f"<p>{text}</p>\n" for text in PROSE)


STORM = "The storm that reached the coast on Sunday keeps every ferry at its pier, and nobody can say when it ends."


def imaged(inside, url="https://example.org/a/b"):
    page = (
        f"<main><h1>Ferries</h1>{inside}<p>{STORM}</p></main><aside><h3>Share</h3><img src=/ad.jpg><p>Share</p></aside>"
    )
    article = DEFAULT.clean(f"<html lang=en><body><p>{STORM}!</p>{page}</body></html>", url)
    assert article.to_html(has_images=False) == article.html
    return article.to_html(has_images=True)


@pytest.mark.parametrize(
    ("inside", "html"),
    [
        (
            "<figure><img src=/boat.jpg alt=' A  boat '><figcaption>In port.</figcaption></figure>",
            '<figure>\n<img src="https://example.org/boat.jpg" alt="A boat">\n'
            "<figcaption>In port.</figcaption>\n</figure>\n",
        ),
        ("<div><img src=b.png></div>", '<figure>\n<img src="https://example.org/a/b.png" alt=""></figure>\n'),
        ("<img src='data:image/gif;base64,R0' data-src=/late.png>", 'src="https://example.org/late.png"'),
    ],
)
def test_images_of_the_body_are_shown_where_asked(inside, html):
    found = imaged(inside)
    assert html in found
    assert found.count("<img") == 1


@pytest.mark.parametrize(
    "inside",
    [
        "<img alt=x>",
        "<img src='javascript:x()'>",
        "<img src='data:image/svg+xml,<svg onload=x()>'>",
        "<img src=/pixel.gif width=1 height=1>",
        "<div class=share><img src=/f.png><p>Share</p></div>",
    ],
)
def test_images_that_are_none_or_go_with_what_is_dropped_are_not(inside):
    assert "<img" not in imaged(inside)


def test_an_image_is_shown_once():
    assert imaged("<img src=/a.png>" * 3).count("<img") == 1
