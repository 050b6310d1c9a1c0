"""`cleaner explain`."""

import json
import re

import pytest
from command import PAGE, ROOT, run


def test_explain_totals_and_drops():
    status, out, err = run("explain", PAGE)
    assert (status, err) == (0, "")
    head, *lines = out.splitlines()
    assert head.split() == ["filter", "blocks", "words", "share"]
    assert any(line.split()[:2] == ["promo", "4"] for line in lines)
    assert any("phrase: other topics of interest" in line for line in lines)


def confidence(*arguments):
    (line,) = [line for line in run("explain", *arguments, PAGE)[1].splitlines() if line.startswith("confidence")]
    return line.split()[1]


def test_explain_one_filter():
    _, out, _ = run("explain", "--filter", "comments", PAGE)
    assert "Oarsman_77" in out
    assert "promo" not in out


def test_explain_says_how_sure_it_is_whatever_filter_is_shown():
    said = confidence()
    assert re.fullmatch(r"[01]\.\d\d", said)
    assert confidence("--filter", "comments") == said
    found = json.loads(run("explain", "--json", "--filter", "promo", PAGE)[1])
    assert f"{found['confidence']:.2f}" == said


def test_what_explain_shows_of_one_filter_leaves_the_article_whole():
    whole = json.loads(run("explain", "--json", PAGE)[1])
    part = json.loads(run("explain", "--json", "--filter", "promo", PAGE)[1])
    assert [key for key in whole if whole[key] != part[key]] == ["drops"]
    assert part["drops"] == [drop for drop in whole["drops"] if drop["filter"] == "promo"]


def test_explain_shows_what_was_refused_of_the_filters_asked_for(tmp_path):
    prose = "".join(f"<div class=comment-list><p>{'harbour ' * 40}</p></div>" for _ in range(12))
    page = tmp_path / "page.html"
    page.write_text(f"<p>Rain.</p>{prose}")
    assert "vetoed: kept by a guard" in run("explain", "--filter", "comments", page)[1]
    assert "vetoed: kept by a guard" not in run("explain", "--filter", "share", page)[1]


def test_explain_names_a_source_that_is_not_the_shown_page():
    _, out, err = run("explain", ROOT / "fixtures" / "hidden--json-ld-body" / "page.html")
    assert ["source", "json-ld"] in [line.split() for line in out.splitlines()]
    assert "JSON-LD" in err
    assert "source" not in run("explain", PAGE)[1]


def test_explain_as_json():
    drops = json.loads(run("explain", "--json", "--filter", "promo", PAGE)[1])["drops"]
    assert {drop["filter"] for drop in drops} == {"promo"}


def test_explain_names_what_cannot_be_read():
    assert run("explain", "none.html") == (1, "", "cleaner: none.html: no such file\n")


def test_a_report_on_one_page_is_a_file(tmp_path):
    status, out, err = run("explain", PAGE, "--html", tmp_path / "report.html", "--filter", "promo")
    assert (status, out, err) == (0, "", f"cleaner: written: {tmp_path / 'report.html'}\n")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert html.count("<input type=checkbox checked") == 1
    assert "all pages" not in html


def test_reports_on_several_pages_have_an_index_that_names_what_failed(tmp_path):
    (tmp_path / "index.html").write_bytes(PAGE.read_bytes())
    status, _, err = run("explain", "index.html", PAGE, "none.html", "--html", "reports", cwd=tmp_path)
    assert status == 1
    assert err.splitlines() == ["cleaner: none.html: no such file", "cleaner: written: reports/index.html"]
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["index-2.html", "index.html", "page.html"]
    index = (tmp_path / "reports" / "index.html").read_text("utf-8")
    assert "href='index-2.html'" in index
    assert "none.html" in index
    assert "href='index.html'" in (tmp_path / "reports" / "page.html").read_text("utf-8")


def test_a_report_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    status, _, err = run("explain", PAGE, "--html", tmp_path / "file" / "report.html")
    assert status == 1
    assert "cannot write" in err


@pytest.mark.parametrize(
    "arguments", [("--open",), ("--json", "--html", "x"), ("--filter", "prommo"), ("--pipeline", "nowhere:X")]
)
def test_wrong_usage_is_status_2(arguments):
    status, out, err = run("explain", PAGE, *arguments)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_a_reason_is_not_taken_for_a_page_s_name(tmp_path):
    (tmp_path / "is").write_bytes(b"")
    assert run("explain", "is", cwd=tmp_path)[2] == "cleaner: is: is empty\n"
