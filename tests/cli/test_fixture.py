"""`cleaner fixture`: pages pinned, checked, updated, shrunk."""

import os
import shutil

import pytest
from command import PAGE, ROOT, SEED, run

ENV = {key: value for key, value in os.environ.items() if key != "CI"}
OTHER = ROOT / "fixtures" / "promo--polish-news" / "page.html"
OWN = "from cleaner import DEFAULT\nBARE = DEFAULT.without('promo', 'body')\n"


@pytest.fixture
def pinned(tmp_path):
    (tmp_path / "own.py").write_text(OWN)
    assert run("fixture", "add", PAGE, OTHER, cwd=tmp_path)[0] == 0
    return tmp_path


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_pinned_and_pass(pinned):
    names = sorted(path.name for path in (pinned / "fixtures").iterdir())
    assert names == ["promo--polish-news", "promo--seed-news"]
    case = pinned / "fixtures" / "promo--seed-news"
    assert (case / "kept.txt").read_text("utf-8") == (SEED / "kept.txt").read_text("utf-8")
    assert run("fixture", "check", cwd=pinned) == (0, "", "cleaner: 2 cases: none changed\n")
    assert run("fixture", "check", case) == (0, "", "cleaner: 1 case: none changed\n")


def test_a_page_is_pinned_under_a_name_with_options(tmp_path):
    (tmp_path / "rules.toml").write_text('["*"]\ndrop = ["h2"]\n')
    options = ("--name", "mine", "--into", "deep/cases", "--skip", "body", "--rules", "rules.toml")
    more = ("--url", "https://example.org/x", "--about", "Mine.")
    status, out, _ = run("fixture", "add", PAGE, *options, *more, cwd=tmp_path)
    assert status == 0
    assert out.startswith("deep/cases/mine: ")
    meta = (tmp_path / "deep/cases/mine/meta.toml").read_text()
    assert 'rules = "../../../rules.toml"' in meta
    assert 'url = "https://example.org/x"' in meta
    assert run("fixture", "check", "deep/cases", cwd=tmp_path)[0] == 0


def test_standard_input_needs_a_name(tmp_path):
    status, _, err = run("fixture", "add", "-", stdin=PAGE.read_bytes(), cwd=tmp_path)
    assert status == 1
    assert "give the case a name" in err
    assert run("fixture", "add", "-", "--name", "piped", stdin=PAGE.read_bytes(), cwd=tmp_path)[0] == 0
    assert (tmp_path / "fixtures/piped/page.html").read_bytes() == PAGE.read_bytes()


def test_a_page_that_cannot_be_pinned_is_named_and_the_others_are(tmp_path):
    (tmp_path / "empty.html").write_text("")
    status, out, err = run("fixture", "add", "empty.html", PAGE, "none.html", cwd=tmp_path)
    assert status == 1
    assert out.count("\n") == 1
    assert err.splitlines() == ["cleaner: empty.html: is empty", "cleaner: none.html: no such file"]
    assert [path.name for path in (tmp_path / "fixtures").iterdir()] == ["promo--seed-news"]


def test_a_change_of_rules_is_shown_by_filter(pinned):
    status, out, err = run("fixture", "check", "--pipeline", "own:BARE", "-k", "seed", cwd=pinned)
    assert status == 1
    assert out.startswith("promo--seed-news: ")
    assert "leaked  promo spares it (was phrase: other topics of interest)" in out
    assert err == "cleaner: 1 case: 1 changed\n"


def test_update_touches_the_chosen_cases_only(pinned):
    before = files(pinned / "fixtures")
    status, out, err = run("fixture", "update", "--pipeline", "own:BARE", "-k", "seed", cwd=pinned, env=ENV)
    after = files(pinned / "fixtures")
    assert status == 0
    assert "promo spares it" in out
    assert err == "cleaner: 1 case: 1 updated\n"
    assert {str(path.parent) for path in before if before[path] != after[path]} == {"promo--seed-news"}
    assert run("fixture", "check", "--pipeline", "own:BARE", "-k", "seed", cwd=pinned)[0] == 0


def test_cases_that_cannot_be_updated_are_counted_and_the_status_is_1(pinned):
    for case in (pinned / "fixtures").iterdir():
        (case / "page.html").unlink()
    status, out, err = run("fixture", "update", cwd=pinned, env=ENV)
    assert (status, out) == (1, "")
    assert err.splitlines()[-1] == "cleaner: 2 cases: none updated, 2 cannot be checked"


def test_update_is_refused_under_ci(pinned):
    before = files(pinned)
    status, _, err = run("fixture", "update", "--pipeline", "own:BARE", cwd=pinned, env={**ENV, "CI": "true"})
    assert status == 2
    assert "not updated under CI" in err
    assert files(pinned) == before


def test_broken_cases_are_named_and_the_others_checked(pinned):
    cases = pinned / "fixtures"
    (cases / "promo--seed-news" / "kept.txt").unlink()
    (cases / "orphan").mkdir()
    shutil.copy(SEED / "kept.txt", cases / "orphan")
    status, out, err = run("fixture", "check", cwd=pinned)
    assert (status, out) == (1, "promo--seed-news: kept.txt is missing\n")
    assert err.splitlines() == [
        "cleaner: fixtures/orphan: there is no page (page.html, page.txt …)",
        "cleaner: 3 cases: 1 changed, 1 cannot be checked",
    ]


def test_the_project_s_ini_file_says_which_pipeline_is_meant(pinned):
    (pinned / "pytest.ini").write_text("[pytest]\ncleaner_pipeline = own:BARE\n")
    (pinned / "deep").mkdir()
    assert run("fixture", "check", "../fixtures", cwd=pinned / "deep")[2] == "cleaner: 2 cases: 2 changed\n"
    assert run("fixture", "update", cwd=pinned, env=ENV)[0] == 0
    assert run("fixture", "check", cwd=pinned)[0] == 0
    assert run("fixture", "add", PAGE, "--name", "again", cwd=pinned)[0] == 0
    assert run("fixture", "check", cwd=pinned)[0] == 0
    assert run("fixture", "check", "--pipeline", "cleaner.filters:DEFAULT", cwd=pinned)[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "none"),
        ("check", "-k", "nothing"),
        ("check", "-k", "a and"),
        ("check", "--pipeline", "own:NONE"),
        ("add", PAGE, "--pipeline", "own:NONE"),
        ("add", PAGE, "--skip", "prommo"),
        ("update", "empty"),
        ("add", PAGE, "--name", "../up"),
        ("add", PAGE, OTHER, "--name", "x"),
        ("add", PAGE, "--url", "example.org"),
        ("add",),
        ("shrink",),
        ("shrink", "fixtures/promo--seed-news", "--filter", "prommo"),
    ],
)
def test_wrong_usage_is_status_2(pinned, arguments):
    (pinned / "empty").mkdir()
    status, out, err = run("fixture", *arguments, cwd=pinned, env=ENV)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_a_page_is_shrunk_to_what_a_drop_needs(pinned):
    case = pinned / "fixtures" / "promo--seed-news"
    status, out, err = run("fixture", "shrink", case, "--text", "latest from", "--filler")
    assert status == 0
    assert "Other Topics of Interest" in out
    assert "harbour master" not in out
    assert len(out) < 300
    assert "words that had to stay: Other Topics of Interest" in err
    assert run("fixture", "shrink", case, "--text", "latest from", "-o", pinned / "small.html")[:2] == (0, "")
    assert "promo" in run("explain", pinned / "small.html")[1]


def test_what_cannot_be_shrunk_is_said(pinned):
    status, out, err = run("fixture", "shrink", pinned / "fixtures" / "promo--seed-news")
    assert (status, out) == (1, "")
    assert "no text of kept.txt is lost" in err
