"""Bytes to text: marks, declarations that are right, wrong or missing, and what is no text at all."""

import codecs
import random
import time

import pytest

from cleaner import PageError, clean
from cleaner.encoding import decode

RUSSIAN = (
    "Паром стоит в порту третий день, и никто не знает, когда он уйдёт. Портовая служба предупредила капитанов"
    " заранее, но двое всё же вышли в море, и спасателям пришлось возвращать их."
)
CHINESE = "渡轮在港口停了三天，没有人知道它什么时候会离开。港务局早就警告过船长们。"
JAPANESE = "フェリーは三日間港に止まったままで、いつ出るか誰にも分からない。"
GREEK = "Το πλοίο μένει στο λιμάνι για τρίτη μέρα και κανείς δεν ξέρει πότε θα φύγει."
GERMAN = "Die Fähre liegt seit drei Tagen im Hafen, und „niemand“ weiß, warum."
LEGACY = [
    pytest.param(RUSSIAN, "windows-1251", id="windows-1251"),
    pytest.param(RUSSIAN, "koi8-r", id="koi8-r"),
    pytest.param(CHINESE, "gb2312", id="gb2312"),
    pytest.param(JAPANESE, "shift_jis", id="shift_jis"),
    pytest.param(GREEK, "iso-8859-7", id="iso-8859-7"),
    pytest.param(GERMAN, "windows-1252", id="windows-1252"),
]


def page(text, head=""):
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "name"), LEGACY)
@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<META CHARSET={}>",
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    ],
)
def test_what_the_page_declares(text, name, head):
    html = page(text, head.format(name))
    assert decode(html.encode(name)) == (html, ())


@pytest.mark.parametrize(("text", "name"), LEGACY)
def test_an_xml_declaration(text, name):
    html = f'<?xml version="1.0" encoding="{name}"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{page(text)}</html>'
    assert decode(html.encode(name)) == (html, ())


@pytest.mark.parametrize(("text", "name"), LEGACY)
def test_what_the_transport_declares_goes_before_the_page(text, name):
    html = page(text, "<meta charset=iso-8859-2>")
    assert decode(html.encode(name), name) == (html, ())


@pytest.mark.parametrize(("text", "name"), LEGACY)
@pytest.mark.parametrize(
    ("head", "warning"),
    [
        ("", "encoding guessed: "),
        ("<meta charset=utf-8>", "(declared: utf-8)"),
        ("<meta charset=nonsense>", "encoding guessed: "),
    ],
)
def test_a_missing_or_wrong_declaration_is_made_up_for_with_a_warning(text, name, head, warning):
    html = page(text, head)
    found, (said,) = decode(html.encode(name))
    assert found == html
    assert warning in said


# One short sentence of windows-1251 is taken for MacCyrillic.
def test_a_short_windows_1251_page_without_declaration():
    html = page("Паром стоит в порту третий день, и никто не знает, когда он уйдёт.")
    assert decode(html.encode("windows-1251"))[0] == html


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "gb2312", "shift_jis", "utf-16"])
def test_valid_utf_8_is_utf_8_whatever_is_declared(declared):
    html = page(GERMAN + GREEK, f"<meta charset={declared}>")
    assert decode(html.encode()) == (html, ())
    assert decode(html.encode(), declared) == (html, ())


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_goes_before_all(mark, name):
    html = page(RUSSIAN, "<meta charset=windows-1251>")
    assert decode(mark + html.encode(name), "koi8-r") == (html, ())


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rain fell all day.", id="english"),
        # Not found where less than four fifths of the page are ASCII.
        pytest.param(RUSSIAN, id="russian"),
        pytest.param(CHINESE, id="chinese"),
    ],
)
def test_utf_16_without_a_mark(name, text):
    html = page(text)
    assert decode(html.encode(name))[0] == html


def test_seven_bit_japanese():
    html = page(JAPANESE, "<meta charset=iso-2022-jp>")
    assert decode(html.encode("iso-2022-jp")) == (html, ())


def test_labels_mean_what_browsers_take_them_for():
    html = page(GERMAN, "<meta charset=iso-8859-1>")
    assert decode(html.encode("windows-1252"))[0] == html
    html = page("镕渡轮", "<meta charset=gb2312>")
    assert decode(html.encode("gbk"))[0] == html


def test_a_few_bad_bytes_do_not_discredit_what_is_declared():
    data = page(RUSSIAN * 3, "<meta charset=windows-1251>").encode("windows-1251").replace(b"</p>", b"\x98</p>")
    text, warnings = decode(data)
    assert RUSSIAN in text
    assert warnings == ()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 rest", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0 JFIF", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"\x1f\x8b\x08rest", "gzip-compressed data"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x00" * 20, "binary data"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "a program"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data, what):
    with pytest.raises(PageError, match=f"not a page but {what}"):
        clean(data)


def test_nothing_is_an_empty_text():
    assert decode(b"") == ("", ())


def test_random_bytes_are_no_text():
    for seed in range(20):
        with pytest.raises(PageError, match="binary data"):
            decode(random.Random(seed).randbytes(3000))


@pytest.mark.parametrize("tag", [b"<", b"<script>", b"<style "])
def test_the_encoding_of_torn_markup_is_guessed_in_linear_time(tag):
    start = time.process_time()
    text, _ = decode(b"Rain \xe9 " + tag * (400_000 // len(tag)))
    assert text.startswith("Rain ")
    assert time.process_time() - start < 5


def test_an_encoding_that_python_does_not_have_is_not_used():
    text, (warning,) = decode(b"<p>" + b"\xc4\xe3" * 40)
    assert text.startswith("<p>")
    assert codecs.lookup(warning.removeprefix("encoding guessed: "))
