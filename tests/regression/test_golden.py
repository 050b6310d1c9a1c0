"""Golden files: what they hold, and that it is read back as it was written."""

import pytest
from pages import article_page

import cleaner
from cleaner import CaseError
from cleaner.regression.golden import Golden, Line, first_words, stable

PAGE = article_page("<p>Read also: <a href='/toll'>Bridge toll to rise</a></p><pre>a\tb\r  c\n\nd</pre>")


def test_it_is_read_back_as_it_was_written(tmp_path):
    golden = Golden.of(cleaner.clean(PAGE))
    golden.save(tmp_path)
    assert Golden.load(tmp_path) == golden
    assert (tmp_path / "kept.txt").read_text("utf-8") == golden.kept + "\n"
    assert Line("promo", "phrase: read also:", "Read also: Bridge toll to rise") in golden.dropped


def test_a_page_without_a_body_has_an_empty_file(tmp_path):
    Golden.of(cleaner.clean("<nav>Home</nav>")).save(tmp_path)
    assert (tmp_path / "kept.txt").read_bytes() == b""
    assert (tmp_path / "dropped.txt").read_text() == "navigation\tsemantics: <nav>\tHome\n"


def test_line_ends_of_other_systems_and_cut_spaces_are_the_same(tmp_path):
    golden = Golden.of(cleaner.clean(PAGE))
    golden.save(tmp_path)
    for name in ("kept.txt", "dropped.txt"):
        path = tmp_path / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert Golden.load(tmp_path) == golden


def test_what_editors_change_at_lines_ends_is_the_same(tmp_path):
    golden = Golden.of(cleaner.clean(PAGE))
    golden.save(tmp_path)
    (tmp_path / "kept.txt").write_text("\ufeff" + golden.kept.replace("\n", "  \n"), "utf-8")
    assert Golden.load(tmp_path) == golden


def test_faults_can_be_gathered(tmp_path):
    Golden.of(cleaner.clean(PAGE)).save(tmp_path)
    (tmp_path / "kept.txt").unlink()
    path = tmp_path / "dropped.txt"
    path.write_text(f"<<<<<<< ours\n{path.read_text('utf-8')}\n", "utf-8")
    faults = {}
    golden = Golden.load(tmp_path, faults)
    assert faults == {
        "kept.txt": "kept.txt is missing",
        "dropped.txt": "dropped.txt, line 1, is not filter, evidence and first words, parted by tabs",
    }
    assert golden.dropped == Golden.of(cleaner.clean(PAGE)).dropped


def test_scores_are_left_out_and_words_cut():
    assert stable("context: body score 0.12, twins") == "context: body score"
    assert stable("context: under 'a\u2028b'") == "context: under 'a b'"
    assert first_words("word " * 30) == ("word " * 12).strip()


@pytest.mark.parametrize("name", ["kept.txt", "dropped.txt"])
def test_a_missing_file_is_named(tmp_path, name):
    Golden.of(cleaner.clean(PAGE)).save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(CaseError, match=f"{name} is missing"):
        Golden.load(tmp_path)


@pytest.mark.parametrize("content", [b"promo\tphrase: x\n", b"promo\ta\tb\tc\n", b"\xff\xfe\n"])
def test_a_damaged_file_is_named(tmp_path, content):
    Golden.of(cleaner.clean(PAGE)).save(tmp_path)
    (tmp_path / "dropped.txt").write_bytes(content)
    with pytest.raises(CaseError, match=r"dropped\.txt"):
        Golden.load(tmp_path)
