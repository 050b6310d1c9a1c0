"""Which pages are meant."""

import os
from collections import Counter
from pathlib import Path, PurePath
from unicodedata import normalize

import pytest

from cleaner import PageError
from cleaner.sources.collect import find_pages, free_name, names_of


@pytest.fixture
def saved(tmp_path):
    names = """a.html a.htm b/Page.HTML b/page.xhtml b/c/x.html.gz b/c/y.mhtml notes.txt picture.png
    news.html news_files/frame.html news_files/style.css .git/z.html b/.hidden.html crawl.warc.gz out/a.html"""
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>Rain.")
    return tmp_path


def found(*arguments, **options):
    return [(each.name, each.place.as_posix()) for each in find_pages(*arguments, **options)]


def test_a_folder_s_pages_come_sorted_in_their_places(saved):
    pages = found([str(saved)], is_recursive=True, left_out=saved / "out")
    assert [(PurePath(name).relative_to(saved).as_posix(), place) for name, place in pages] == [
        ("a.htm", "a"),
        ("a.html", "a-2"),
        ("crawl.warc.gz", "crawl"),
        ("news.html", "news"),
        ("b/Page.HTML", "b/Page"),
        ("b/page.xhtml", "b/page-2"),
        ("b/c/x.html.gz", "b/c/x"),
        ("b/c/y.mhtml", "b/c/y"),
    ]


def test_several_names_are_kept_apart(saved):
    pages = found([str(saved / "b"), str(saved / "a.html"), str(saved / "b")], is_recursive=True)
    places = [place for _, place in pages]
    assert len(set(places)) == len(places)
    assert places[:2] == ["b/Page", "b/page-2"]
    assert "a" in places
    assert "b-2/Page" in places


def test_without_r_a_folder_is_a_name_like_others(saved):
    assert found([str(saved)]) == [(str(saved), saved.name)]


def test_patterns_are_expanded_where_the_shell_has_not(saved, monkeypatch):
    monkeypatch.chdir(saved)
    assert [name for name, _ in found(["a.ht*", "b/**/*.mhtml", "none*.html", "-"])] == [
        "a.htm",
        "a.html",
        "b/c/y.mhtml",
        "none*.html",
        "-",
    ]


def test_a_file_that_looks_like_a_pattern_is_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a[1].html").write_text("x")
    assert found(["a[1].html"]) == [("a[1].html", "a[1]")]


def test_names_of_files_and_addresses_become_places():
    assert found(["x/a.html.gz", "y/a.html", "-", "https://example.org/news/1?x=2", "A.txt"]) == [
        ("x/a.html.gz", "a"),
        ("y/a.html", "a-2"),
        ("-", "stdin"),
        ("https://example.org/news/1?x=2", "example.org-news-1-x-2"),
        ("A.txt", "A-3"),
    ]


def test_lists_of_names(tmp_path):
    (tmp_path / "list").write_text("a.html\r\n\n b.html\n")
    assert list(names_of(["c.html"], [str(tmp_path / "list")])) == ["c.html", "a.html", " b.html"]
    with pytest.raises(PageError, match="none: No such file"):
        list(names_of([], [str(tmp_path / "none")]))


def test_names_that_some_file_systems_take_for_one_are_kept_apart():
    taken = Counter()
    names = ["Café", "Cafe\u0301", "CAFÉ", "straße", "STRASSE"]
    found = [free_name(taken, name) for name in names]
    assert len({normalize("NFD", each).casefold() for each in found}) == len(names)


@pytest.mark.parametrize(
    "name", ["..", "../..", "a/..", "/etc/passwd", "C:\\x", "..\\..\\x", "a\0b", "http://../../x", ""]
)
def test_a_result_s_place_is_within_the_folder(name):
    (found,) = find_pages([name])
    place = Path("out", f"{found.place}.txt")
    assert os.path.normpath(place).startswith(f"out{os.sep}")
    assert not found.place.is_absolute()
