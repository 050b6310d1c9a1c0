"""The page as inert HTML."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from hostile import FLAG, PAGE
from pages import article_page

import cleaner
from cleaner.report.inert import make_inert

ADDRESSED = (
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "background",
    "data",
    "ping",
    "srcdoc",
    "target",
)


def inert(html, marks=None):
    return make_inert(cleaner.parse(html), marks or {}, "")


def soup_of(html):
    return BeautifulSoup(inert(html).html, "lxml")


@pytest.mark.parametrize("page", [PAGE, article_page("<img src=http://a.example/b.png onerror=x()>")])
def test_nothing_that_runs_loads_or_leads_away_is_written(page):
    soup = soup_of(page)
    names = {tag.name for tag in soup.find_all(True)}
    assert names.isdisjoint(
        "script iframe frame object embed link base meta form template noscript video audio".split()
    )
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            assert name not in ADDRESSED or str(value).startswith(("data:image/", "#")), tag
            assert FLAG not in str(value) or name not in (*ADDRESSED, "style"), tag


def test_style_sheets_stay_without_what_they_would_load():
    css = "p{background:url( 'http://a.example/b' )} b{background:url(data:image/png;base64,AA==)} i{content:'</b>'}"
    (style,) = soup_of(
        f"<style media=screen>{css}</style><p style='color:red;background:url(//a.example)'>Rain.</p>"
    ).find_all("style")
    assert style["media"] == "screen"
    assert "a.example" not in style.string
    assert "url(data:image/png;base64,AA==)" in style.string
    assert "<" not in style.string
    assert (
        soup_of("<p style='color:red;background:url(//a.example)'>Rain.</p>").p["style"] == "color:red;background:url()"
    )


def test_what_a_style_sheet_needs_stays():
    page = "<body class=a id=b><p class='c d' data-v-1 data-long='{}' align=center lang=de><b hidden>x</b>y".format(
        "x" * 99
    )
    soup = soup_of(page)
    assert (soup.body["class"], soup.body["id"]) == (["a"], "b")
    assert {**soup.p.attrs, "b": ""} == {"class": ["c", "d"], "data-v-1": "", "align": "center", "lang": "de", "b": ""}
    assert soup.p.b.has_attr("hidden")


def test_pictures_in_the_page_stay_and_others_leave_their_place():
    soup = soup_of(
        "<p>Rain</p><img src='data:image/gif;base64,R0lG' width=9>"
        "<img src=/a.png alt=Boat height=4><img src='data:text/html,x'>"
    )
    assert [tag.attrs for tag in soup.find_all("img")] == [
        {"src": "data:image/gif;base64,R0lG", "width": "9"},
        {"alt": "Boat", "height": "4"},
        {},
    ]


def test_embedded_media_are_boxes_of_their_size():
    soup = soup_of("<p>Rain</p><iframe src=/x width=300 height=20%></iframe><video width=1e9></video>")
    assert [tag.get("style") for tag in soup.find_all("x-media")] == ["width:300px;", None]


def test_drawings_keep_their_shapes_alone():
    shapes = "<path d='M0 0' onclick=x() /><text>Rain</text><use href='#a' /><use href='//b' />"
    soup = soup_of(f"<svg viewbox='0 0 9 9'>{shapes}</svg><p>Rain</p>")
    assert [tag.name for tag in soup.svg.find_all(True)] == ["path", "use", "use"]
    assert soup.svg.path.attrs == {"d": "M0 0"}
    assert [tag.attrs for tag in soup.svg.find_all("use")] == [{"href": "#a"}, {}]


def test_each_block_is_marked_once_on_its_element_or_around_its_pieces():
    page = "<div>Rain <a href=/x>fell</a> here.<p>Snow.</p>Hail <b>fell</b></div>"
    found = inert(f"{page}<table><tr><td>a</td><td>b</td></tr></table>", {1: " f=0"})
    soup = BeautifulSoup(found.html, "lxml")
    texts = {}
    for tag in soup.find_all(attrs={"b": True}):
        texts.setdefault(int(tag["b"]), []).append((tag.name, tag.get("f"), tag.get_text()))
    assert texts == {
        0: [("x-b", None, "Rain "), ("x-b", None, "fell"), ("x-b", None, " here.")],
        1: [("p", "0", "Snow.")],
        2: [("x-b", None, "Hail "), ("x-b", None, "fell")],
        3: [("tr", None, "ab")],
    }
    assert found.texts == {3: "a\tb"}


def test_texts_that_cannot_be_read_off_the_elements_are_told_apart():
    page = (
        "<p>Rain<br>fell  here</p><pre>  a\n  b  \n</pre><div>Snow<br>fell<p>.</p></div><p>a\x85b</p><p>1<option>2</p>"
    )
    document = cleaner.parse(page)
    found = make_inert(document, {}, "")
    texts = {block.index: block.text for block in document.blocks}
    assert found.texts.items() <= texts.items()
    assert 0 not in found.texts
    assert 1 not in found.texts


def test_a_plain_text_is_a_page_too():
    found = make_inert(cleaner.parse_text("Rain <b>.\n\nSnow & hail."), {1: " f=0"}, "<meta>")
    assert re.findall(r"<p b=\d.*", found.html) == ["<p b=0>Rain &lt;b&gt;.</p>", "<p b=1 f=0>Snow &amp; hail.</p>"]


def test_text_behind_what_the_parser_does_not_close_is_there():
    assert soup_of("<div><embed src=x><p>Rain fell.</p></div>").p.get_text() == "Rain fell."


def test_names_with_a_prefix_are_no_drawings_or_scripts():
    soup = soup_of("<div>Rain <o:svg>fell.</o:svg><v:object>Snow.</v:object><g:script>Hail.</g:script></div>")
    assert soup.div.get_text() == "Rain fell.Snow.Hail."


@pytest.mark.parametrize("tag", ["td", "tr", "tbody", "caption"])
def test_parts_of_tables_outside_of_tables_are_marked_all_the_same(tag):
    assert soup_of(f"<div><{tag}>Rain fell.</{tag}></div>").find(attrs={"b": "0"}).name == "div"


def test_what_would_end_a_paragraph_in_a_browser_does_not():
    soup = soup_of("<p>Rain <noscript><img src=x></noscript> fell <marquee>all</marquee> day.</p>")
    assert [tag.name for tag in soup.p.find_all(True) if tag.name != "x-b"] == ["span", "img", "span"]


def test_options_are_marked_themselves():
    soup = soup_of("<select><optgroup label=x><option>One<option>Two</optgroup></select>")
    assert [tag.name for tag in soup.find_all(attrs={"b": True})] == ["optgroup"]
    soup = soup_of("<div>Rain <select><option>One</select> fell.<p>Snow.</p></div>")
    assert not soup.select("option x-b")


def test_what_is_used_in_a_drawing_uses_nothing_itself():
    page = "<svg><g id=a><path d=M0 /></g><g id=b><use href='#a' /></g><use href='#b' /></svg><p>Rain.</p>"
    assert [tag["href"] for tag in soup_of(page).find_all("use")] == ["#b"]


def test_style_sheets_are_read_in_linear_time():
    start = time.perf_counter()
    inert(f"<p style='a:url({' ' * 300_000}data:x'>Rain.</p><style>b{{c:url({' ' * 300_000}</style>")
    assert time.perf_counter() - start < 5


def test_deep_pages_are_written():
    html = inert("<div>" * 1500 + "Rain.").html
    assert html.count("<div") == 1500
    assert "Rain." in html
