"""Pages in web archives."""

import re

import pytest
from golden import CASES
from warcs import GOLDEN, PDF, Record, cut, damage, write_warc

from cleaner import DEFAULT, PageError
from cleaner.regression.golden import Golden
from cleaner.sources.files import read_source, read_sources

PAGE = b"<html><p>Rain fell all day on the harbour, and nobody went out.</p></html>"


def pages(path):
    return list(read_sources(str(path)))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_golden_pages_come_out_of_an_archive_as_they_went_in(tmp_path, name):
    path = write_warc(tmp_path / name, GOLDEN)
    cases = [case for case in CASES if case.page.suffix == ".html"]
    sources = pages(path)
    assert [source.name for source in sources] == [f"{path}#{number}" for number in range(1, len(cases) + 1)]
    for source, case, record in zip(sources, cases, GOLDEN, strict=True):
        assert source.url == record.url
        assert Golden.of(source.clean(DEFAULT)).kept == Golden.load(case.folder).kept, case.name


def test_only_pages_that_were_found_are_read(tmp_path):
    records = [
        Record("https://a.example/1", PAGE),
        Record("https://a.example/404", PAGE, status="404 Not Found"),
        Record("https://a.example/moved", PAGE, status="301 Moved Permanently"),
        PDF,
        Record("https://a.example/css", b"p{}", type="text/css"),
        Record("https://a.example/json", b"{}", type="application/json"),
        Record("https://a.example/sniffed", PAGE, type=""),
        Record("https://a.example/unsaid", b"\n <!DOCTYPE html>" + PAGE, type="application/octet-stream"),
        Record("https://a.example/text", b"Rain.", type="text/plain"),
        Record("https://a.example/xhtml", PAGE, type="application/xhtml+xml"),
        Record("file:///saved.html", PAGE, status=""),
    ]
    found = [source.url.rpartition("/")[2] for source in pages(write_warc(tmp_path / "a.warc", records))]
    assert found[:1] == ["1"]
    assert set(found) - {"pdf"} == {"1", "sniffed", "unsaid", "xhtml", "saved.html"}


def test_the_encoding_that_was_sent_is_used(tmp_path):
    body = "<p>Größe: der Hafen bleibt geschlossen, bis der Sturm vorüber ist.</p>".encode("windows-1250")
    (source,) = pages(
        write_warc(tmp_path / "a.warc", [Record("https://a.example/", body, "text/html; charset=cp1250")])
    )
    assert source.clean(DEFAULT).text.startswith("Größe")


def test_a_damaged_archive_gives_what_is_whole_and_says_so(tmp_path):
    sources = pages(damage(write_warc(tmp_path / "a.warc.gz", GOLDEN)))
    assert 0 < len(sources) < len(GOLDEN)
    assert all(not source.fault for source in sources[:-1])


def test_a_page_in_which_the_archive_ends_is_not_taken_for_whole(tmp_path):
    sources = pages(cut(write_warc(tmp_path / "a.warc", GOLDEN[:3]), 0.9))
    assert [bool(source.fault) for source in sources] == [False, False, True]
    assert "bytes are missing" in sources[-1].fault
    lying = Record("https://a.example/", PAGE)
    path = write_warc(tmp_path / "b.warc", [lying, lying])
    path.write_bytes(
        path.read_bytes().replace(b"Content-Length: %d\r\n\r\n<html" % len(PAGE), b"Content-Length: 99\r\n\r\n<html", 1)
    )
    assert not pages(path)[0].fault


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9, 0.99])
def test_a_page_in_which_a_packed_archive_ends_is_not_taken_for_whole(tmp_path, share):
    body = b"<p>" + b"".join(b"Rain fell on pier %d. " % at for at in range(2000))
    record = Record("https://a.example/", body)
    sources = pages(cut(write_warc(tmp_path / "a.warc.gz", [record]), share))
    assert len(sources) == 1
    assert sources[0].fault


@pytest.mark.parametrize("length", [b"-1", b"x", b"10", b"99999999999999999999"])
def test_a_record_that_lies_about_its_length_is_named_and_the_others_are_read(tmp_path, length):
    path = write_warc(tmp_path / "a.warc", [Record("https://a.example/", PAGE)])
    whole = path.read_bytes()
    said = re.search(rb"(?<=\r\nContent-Length: )\d+", whole)
    path.write_bytes(whole + whole[: said.start()] + length + whole[said.end() :] + whole)
    found = pages(path)
    assert [bool(source.fault) for source in found] == [False, True, False]
    assert found[1].fault == "the record is damaged: it has no HTTP status"


@pytest.mark.parametrize(("data", "reason"), [(None, "no such file"), (b"no archive at all" * 99, "holds no page")])
def test_what_is_no_archive_is_named(tmp_path, data, reason):
    if data is not None:
        (tmp_path / "a.warc").write_bytes(data)
    with pytest.raises(PageError, match=reason):
        read_source(str(tmp_path / "a.warc"))
