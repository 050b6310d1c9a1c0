"""Pages saved as MHTML."""

import base64
import quopri
import time

import pytest
from golden import CASES
from pages import PROSE, article_page

from cleaner import DEFAULT, Limits, PageError
from cleaner.sources.files import read_source
from cleaner.sources.mhtml import is_mhtml

SHOWN = [case for case in CASES if case.page.suffix == ".html" and "json-ld" not in case.name]
"""The golden pages whose body is not in a script, of which a snapshot has none."""
PAGE = article_page("<p>Größe, 船, Read also: <a href='/x'>Toll</a></p>", language="de")
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/f\r\nSubject: =?utf-8?Q?F=C3=A4hre?=\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"{more}\r\n\r\n'
)


def part(content, headers, encoding="quoted-printable"):
    coded = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": lambda data: data,
    }[encoding](content)
    return f"------x\r\n{headers}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + coded + b"\r\n"


def message(*parts, more=""):
    return HEAD.format(more=more).encode() + b"".join(parts) + b"------x--\r\n"


HTML = "Content-Type: text/html; charset={0}\r\nContent-Location: https://example.org/ferries"
PICTURE = part(b"\x89PNG", "Content-Type: image/png", "base64")


@pytest.fixture
def article(tmp_path):
    def read(data, name="page.mhtml"):
        (tmp_path / name).write_bytes(data)
        return read_source(str(tmp_path / name)).clean(DEFAULT)

    return read


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_body_is_that_of_the_page(article, encoding, charset):
    page = PAGE.replace("船, ", "") if charset != "utf-8" else PAGE
    data = message(PICTURE, part(page.encode(charset), HTML.format(charset), encoding))
    assert is_mhtml(data)
    found = article(data)
    assert found.text == DEFAULT.clean(page).text
    assert found.document.url == "https://example.org/ferries"


def test_it_is_known_by_its_head_whatever_its_name(article):
    assert PROSE[0] in article(message(part(PAGE.encode(), HTML.format("utf-8"))), "page").text
    assert not is_mhtml(b"<p>multipart/related: Content-Type</p>")
    assert not is_mhtml(b"From: a friend\n\nContent-Type: multipart/related\n")


def test_the_start_is_the_page_and_frames_are_not(article):
    frame = part(b"<p>Frame.</p>", HTML.format("utf-8") + "\r\nContent-ID: <frame@x>")
    page = part(PAGE.encode(), HTML.format("utf-8") + "\r\nContent-ID: <page@x>")
    assert PROSE[0] in article(message(frame, page, more=';\r\n\tstart="<page@x>"')).text
    assert article(message(page, frame)).text == DEFAULT.clean(PAGE).text


def test_the_snapshot_s_address_will_do(article):
    found = article(message(part(PAGE.encode(), "Content-Type: text/html\r\nContent-Location: cid:frame-1")))
    assert found.document.url == ""
    found = article(message(part(PAGE.encode(), "Content-Type: text/html")))
    assert found.document.url == "https://example.org/f"


@pytest.mark.parametrize("data", [message(PICTURE), message(), HEAD.format(more="").encode()[:200], b"From: x\n\n"])
def test_without_a_page_it_is_named(article, data):
    with pytest.raises(PageError, match="is no MHTML with a page in it"):
        article(data)


def test_a_page_is_bound_not_the_pictures_beside_it(tmp_path):
    pipeline = DEFAULT.with_limits(Limits(page_bytes=1000))
    picture = part(b"\x89PNG" * 1000, "Content-Type: image/png", "base64")
    for page, name in (("<p>Rain fell.</p>", "a.mhtml"), (f"<p>{'Snow ' * 300}</p>", "b")):
        (tmp_path / name).write_bytes(message(picture, part(page.encode(), HTML.format("utf-8"))))
    assert read_source(str(tmp_path / "a.mhtml"), pipeline.limits).clean(pipeline).text == "Rain fell."
    with pytest.raises(PageError, match=r"larger than 1,000 bytes \(limit page_bytes\)"):
        read_source(str(tmp_path / "b"), pipeline.limits).clean(pipeline)


def test_many_parts_that_are_no_page_take_no_time(article):
    many = b"------x\r\nA: b\r\n\r\n" * 400_000
    data = HEAD.format(more="").encode() + many + part(PAGE.encode(), HTML.format("utf-8"))
    start = time.process_time()
    assert article(data).text == DEFAULT.clean(PAGE).text
    assert time.process_time() - start < 4


@pytest.mark.browser
@pytest.mark.parametrize("case", SHOWN[::6], ids=lambda case: case.name)
def test_what_chromium_saves_gives_the_same_body_as_the_page(article, tmp_path, chromium, case):
    (tmp_path / "page.html").write_bytes(case.page.read_bytes())
    chromium.get((tmp_path / "page.html").as_uri())
    saved = chromium.execute_cdp_cmd("Page.captureSnapshot", {"format": "mhtml"})["data"].encode()
    assert is_mhtml(saved)
    assert article(saved).text == case.clean().text
