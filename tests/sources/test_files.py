"""Pages in files."""

import gzip

import pytest

from cleaner import DEFAULT, Limits, PageError
from cleaner.sources.files import read_source


@pytest.mark.parametrize(
    ("name", "data", "is_plain"),
    [
        ("page.html", b"<p>Rain.</p>", False),
        ("page.html", b"Rain.\n\nSnow.", True),
        ("page", "<p>Дождь.</p>".encode("utf-16"), False),
        ("page", b"\x1b$B$<a!" + "ボイラープレート".encode("iso-2022-jp")[3:], True),  # the first letters hold "<a!"
        ("page", "<p>ボイラープレート。</p>".encode("iso-2022-jp"), False),
        ("page.txt", b"Rain, <p>\n\nsnow.", True),
        ("page.txt", b"<!doctype html><p>Rain.</p>", False),
        ("page.txt.gz", gzip.compress(b"Rain <p>.", mtime=0), True),
    ],
)
def test_plain_text_is_told_from_html(tmp_path, name, data, is_plain):
    (tmp_path / name).write_bytes(data)
    assert read_source(str(tmp_path / name)).is_plain == is_plain


def test_a_source_is_cleaned(tmp_path):
    (tmp_path / "page.html").write_text("<p>Rain fell on the town.</p><p>Share this</p>")
    assert read_source(str(tmp_path / "page.html")).clean(DEFAULT).text == "Rain fell on the town."


def test_what_grows_too_large_is_refused(tmp_path):
    limits = Limits(page_bytes=2**20)
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(b"<p>" + b" " * 2**21))
    (tmp_path / "page.html").write_bytes(b"<p>" + b" " * 2**21)
    with pytest.raises(PageError, match=r"larger than 1 MB \(limit page_bytes\) when unpacked"):
        read_source(str(tmp_path / "bomb.html.gz"), limits)
    with pytest.raises(PageError, match=r"larger than 1 MB \(limit page_bytes\)"):
        read_source(str(tmp_path / "page.html"), limits)
