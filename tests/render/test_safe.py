"""What is rendered is safe to embed, whatever the page: nothing in it runs, loads or leads to an address that does."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hostile import PAGE as EVERY
from hostile import VECTORS
from lxml import html as lxml_html
from markdown_it import MarkdownIt  # rich brings it
from selectolax.lexbor import LexborHTMLParser

from cleaner import DEFAULT, Pipeline

BLOCKS = (
    "blockquote caption dd dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre table tbody td tfoot th thead tr ul"
)
INLINE = "a abbr b br cite code del em i img ins kbd mark q s samp small strong sub sup time u var"
ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "img": {"alt", "src"},
    "li": {"value"},
    "ol": {"start"},
    "pre": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
SCHEMES = ("http", "https", "mailto", "tel", "ftp")
TOKEN = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>|[^<>]+""")
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
RENDERERS = [MarkdownIt(preset, {"html": True, "linkify": False}) for preset in ("commonmark", "gfm-like")]
"""As careless as a renderer may be: raw HTML and any address."""
for _renderer in RENDERERS:
    _renderer.validateLink = bool
ADDRESSES = ("", "https://example.org/a/page")
PAGES = [f"<p>Rain fell on the harbour.</p>{vector}<p>Snow fell on it, too.</p>" for vector in VECTORS] + [EVERY]


def is_harmless(address):
    """Whether a browser takes `address` for one of the schemes, or a relative one."""
    bare = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return scheme is None or scheme.group(1).lower() in SCHEMES


def faults_in(tags, more=""):
    """What is off the list among the names of tags with their attributes."""
    names = {*BLOCKS.split(), *INLINE.split(), *more.split()}
    for name, attributes in tags:
        if name not in names:
            yield f"<{name}>"
        for key, value in attributes.items():
            if key not in ATTRIBUTES.get(name, ()) or (key in ("href", "src") and not is_harmless(value)):
                yield f'<{name} {key}="{value}">'
            elif key == "class" and not re.fullmatch(r"language-[a-z][\w+#-]*", value):
                yield f'<{name} class="{value}">'


def written(html):
    """The tags in `html`, which has to be nothing but text and such tags as we write."""
    assert "".join(token.group() for token in TOKEN.finditer(html)) == html
    for token in TOKEN.finditer(html):
        if token.group(2) and not token.group(1):
            yield token.group(2), {key: unescape(value) for key, value in ATTRIBUTE.findall(token.group(3))}


def read_by_lxml(html):
    return lxml_html.fromstring(f"<div>{html}</div>")


def tags_of(root):
    return [(element.tag, dict(element.attrib)) for element in root.iter() if isinstance(element.tag, str)]


def read_by_python(html):
    return [(tag.name, dict(tag.attrs)) for tag in BeautifulSoup(html, "html.parser", multi_valued_attributes=None)()]


def cleaned(page):
    return [pipeline.clean(page, url) for pipeline in (Pipeline(), DEFAULT) for url in ADDRESSES]


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_html_of_hostile_pages(page):
    for article in cleaned(page):
        for html in (article.html, article.to_html(True)):
            assert list(faults_in(written(html))) == []
            assert list(faults_in(read_by_python(html))) == []
            assert html


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_html_that_is_parsed_and_written_twice_stays_safe(page):
    html = Pipeline().clean(page, ADDRESSES[1]).to_html(True)
    for _ in range(2):
        root = read_by_lxml(html)
        assert list(faults_in(tags_of(root), more="div")) == []
        html = lxml_html.tostring(root, encoding="unicode")
    assert list(faults_in(read_by_python(html), more="div")) == []


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_html_is_safe_for_parsers_that_read_as_browsers_do(page):
    html = Pipeline().clean(page, ADDRESSES[1]).to_html(True)
    for _ in range(2):
        body = LexborHTMLParser(f"<body>{html}").body
        tags = [(node.tag, dict(node.attributes)) for node in body.traverse(include_text=False)]
        assert list(faults_in(tags, more="body")) == []
        html = "".join(child.html or "" for child in body.iter(include_text=True))


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_markdown_is_safe_once_it_is_rendered(page):
    for text in {article.to_markdown(True) for article in cleaned(page)}:
        for renderer in RENDERERS:
            tags = read_by_python(renderer.render(text))
            plain = [
                (name, {key: each[key] for key in each.keys() - {"class", "style", "title"}}) for name, each in tags
            ]
            assert list(faults_in(plain, more="hr")) == []


def test_a_renderer_shows_what_is_unsafe():
    text = "[a](javascript:x) <img onerror=x>\n\n<script>x</script>"
    for renderer in RENDERERS:
        assert len(list(faults_in(read_by_python(renderer.render(text))))) == 3


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("https://example.org/Foo_(bar)?a=1&b=2", "[x](https://example.org/Foo_(bar)?a=1&b=2)"),
        ("https://example.org/a)b(", "[x](https://example.org/a%29b%28)"),
        ("https://example.org/a b|c`d", "[x](https://example.org/a%20b%7Cc%60d)"),
        ("https://[2001:db8::1]/", "[x](https://[2001:db8::1]/)"),
        ("https://example.org/?a&amp;copy;b", "[x](https://example.org/?a\\&copy;b)"),
    ],
)
def test_addresses_in_markdown_lead_where_they_did(address, markdown):
    article = Pipeline().clean(f'<p><a href="{address}">x</a></p>')
    assert article.markdown == f"{markdown}\n"


def test_an_address_that_is_its_own_text_is_written_once():
    page = "<p><a href='https://example.org/a_b'>https://example.org/a_b</a> <a href='script'>script</a></p>"
    assert Pipeline().clean(page).markdown == "<https://example.org/a_b> [script](script)\n"
