"""Cases added, checked and updated."""

import gzip
import os
import sys

import pytest
from pages import PROSE, article_page

from cleaner import DEFAULT, CaseError, Limits, OutputError, PageError
from cleaner.regression.case import Case, Meta
from cleaner.regression.store import add, check, update

PROMO = "<p>Read also: <a href='/toll'>Bridge toll to rise in May</a></p>"
WITHOUT = DEFAULT.without("promo", "body")


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferries.html"
    path.write_text(article_page(PROMO).replace("<head>", '<head><link rel=canonical href="https://example.org/f">'))
    return path


@pytest.fixture
def case(page, tmp_path):
    return add(str(page), tmp_path / "pinned")[0].folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_page_is_pinned_as_it_is(page, case):
    files = content(case)
    assert case.name == "ferries"
    assert set(files) == {"page.html", "meta.toml", "kept.txt", "dropped.txt"}
    assert files["page.html"] == page.read_bytes()
    assert files["kept.txt"].decode() == "\n\n".join(PROSE) + "\n"
    assert b"promo\tphrase: read also:\tRead also: Bridge toll to rise in May\n" in files["dropped.txt"]
    assert Case.load(case).meta == Meta(url="https://example.org/f", language="en")
    assert [path.name for path in case.parent.iterdir()] == ["ferries"]


def test_what_is_pinned_passes(case):
    assert check(case).is_same


def test_a_case_is_not_written_over(page, tmp_path, case):
    before = content(case)
    with pytest.raises(CaseError, match="is there already"):
        add(str(page), tmp_path / "pinned")
    assert content(case) == before


def test_a_case_keeps_its_options(page, tmp_path):
    case, article = add(str(page), tmp_path / "p", "bare", Meta(only=("share",), about="Bare"))
    assert article.drops == ()
    assert Case.load(case.folder).meta.only == ("share",)
    assert check(case.folder).is_same


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("ferries.htm.gz", "ferries"),
        ("My page (2).html", "My-page-2"),
        ("Index.html", "saved"),
        ("page.asp", "page.asp"),
        (f"{'x' * 200}.html", "x" * 120),
    ],
)
def test_cases_are_named_for_their_files(page, tmp_path, name, case):
    (tmp_path / "saved").mkdir()
    page.rename(tmp_path / "saved" / name)
    assert add(str(tmp_path / "saved" / name), tmp_path / "p")[0].name == case


@pytest.mark.parametrize("name", ["../up", "a::b", "a[1]", " ", "a\nb", ".hidden", "x" * 300])
def test_a_name_that_no_test_could_have_is_refused(page, tmp_path, name):
    with pytest.raises(CaseError, match="no name for a case"):
        add(str(page), tmp_path / "p", name)
    assert not (tmp_path / "p").exists()


def test_a_page_that_is_none_leaves_nothing(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 ...")
    for name, error in (("paper.pdf", PageError), ("none.html", PageError)):
        with pytest.raises(error):
            add(str(tmp_path / name), tmp_path / "p")
    (tmp_path / "a.html").write_text("<p>Rain.</p>")
    with pytest.raises(CaseError, match="no filter 'prommo'"):
        add(str(tmp_path / "a.html"), tmp_path / "p", meta=Meta(skip=("prommo",)))
    assert not (tmp_path / "p").exists()


def test_a_page_is_read_within_the_limits_of_the_pipeline(page, tmp_path):
    packed = tmp_path / "ferries.html.gz"
    packed.write_bytes(gzip.compress(page.read_bytes() + b" " * 10_000))
    with pytest.raises(PageError, match=r"larger than 5,000 bytes .* when unpacked"):
        add(str(packed), tmp_path / "pinned", default=DEFAULT.with_limits(Limits(page_bytes=5000)))


def test_a_folder_that_cannot_be_made_is_named(page, tmp_path):
    (tmp_path / "p").write_text("a file")
    with pytest.raises(OutputError, match="cannot write"):
        add(str(page), tmp_path / "p")


def test_a_change_is_shown_with_the_filter_that_answers_for_it(case):
    outcome = check(case, WITHOUT)
    assert outcome.changes.startswith("2 leaked")
    assert "leaked  promo spares it (was phrase: read also:)" in str(outcome)
    assert str(outcome).startswith("ferries: 2 leaked")


def test_another_order_alone_is_shown_too(case):
    path = case / "kept.txt"
    path.write_text("\n\n".join(reversed(PROSE)) + "\n")
    outcome = check(case)
    assert outcome.changes == "nothing changed sides, but the files differ"
    assert outcome.lines[0] == "  kept.txt, line 1:"
    assert outcome.lines[1].startswith(f"  - {PROSE[2][:40]}")


def test_update_writes_what_changed_and_says_it(case):
    before = content(case)
    outcome = update(case, WITHOUT)
    after = content(case)
    assert "leaked  promo spares it" in str(outcome)
    assert sorted(name for name in before if before[name] != after[name]) == ["dropped.txt", "kept.txt"]
    assert check(case, WITHOUT).is_same


def test_update_leaves_alone_what_is_right(case):
    times = {path.name: path.stat().st_mtime_ns for path in case.iterdir()}
    os.utime(case / "kept.txt", ns=(1, 1))
    times["kept.txt"] = 1
    assert update(case).is_same
    assert {path.name: path.stat().st_mtime_ns for path in case.iterdir()} == times


def test_update_writes_what_is_missing(case):
    (case / "dropped.txt").unlink()
    assert str(check(case)) == "ferries: dropped.txt is missing"
    assert str(update(case)) == "ferries: dropped.txt is missing: written"
    assert check(case).is_same


def test_a_text_written_by_hand_says_which_filter_takes_it_and_survives_the_first_update(case):
    (case / "dropped.txt").unlink()
    kept = f"{PROSE[0]}\n\nRead also: Bridge toll to rise in May\n\n" + "\n\n".join(PROSE[1:]) + "\n"
    (case / "kept.txt").write_text(kept)
    outcome = str(check(case))
    assert outcome.startswith("ferries: dropped.txt is missing; 1 lost\n  lost    promo takes it")
    update(case)
    assert (case / "kept.txt").read_text() == kept
    assert check(case).changes == "1 lost"
    update(case)
    assert check(case).is_same


def test_update_mends_a_damaged_file_and_says_so(case):
    path = case / "dropped.txt"
    path.write_text(f"=======\n{path.read_text('utf-8')}", "utf-8")
    assert str(check(case)).startswith("ferries: dropped.txt, line 1, is not filter")
    assert str(update(case)).endswith("parted by tabs: written")
    assert check(case).is_same


@pytest.mark.parametrize(
    ("value", "refused"), [("true", True), ("1", True), ("", False), ("false", False), ("0", False)]
)
def test_update_is_refused_under_ci(case, monkeypatch, value, refused):
    monkeypatch.setenv("CI", value)
    before = content(case)
    if refused:
        with pytest.raises(CaseError, match="CI"):
            update(case, WITHOUT)
        assert content(case) == before
    else:
        assert not update(case, WITHOUT).is_same


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_an_update_that_cannot_be_written_changes_nothing(case):
    before = content(case)
    case.chmod(0o500)
    try:
        with pytest.raises(OutputError):
            update(case, WITHOUT)
    finally:
        case.chmod(0o700)
    assert content(case) == before
