"""Runs read from the JSON of earlier ones."""

import json

import pytest

import cleaner
from cleaner import CaseError
from cleaner.regression.compare import Side, sides_of
from cleaner.regression.runs import add_page, read_run

ARTICLE = cleaner.clean("<nav>Home</nav><p>Rain fell all day on the harbour, and nobody went out.</p>")


def record(**more):
    return json.dumps({**more, **ARTICLE.to_dict()}) + "\n"


def test_a_run_is_what_was_written(tmp_path):
    (tmp_path / "run.jsonl").write_text(record(page="a.html") + "\n" + record(page="a.html") + record())
    run = read_run(tmp_path / "run.jsonl")
    assert list(run) == ["a.html", "a.html (2)", "page 4"]
    assert run["a.html"] == sides_of(ARTICLE)


def test_a_folder_of_files_is_a_run(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.json").write_text(record(page="a.html"))
    (tmp_path / "b.json").write_text(record(page="b.html"))
    (tmp_path / "notes.txt").write_text("no run")
    assert sorted(read_run(tmp_path)) == ["a.html", "b.html"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no page in it"),
        ("{}\n", "line 1: not a page"),
        ("[1]\n", "line 1: not a page"),
        (record(page="a") + '{"blocks": [{"text": "x"}], "drops": []}\n', "line 2: not a page"),
        ("{", "run.jsonl: "),
    ],
)
def test_what_is_no_run_is_named(tmp_path, content, reason):
    (tmp_path / "run.jsonl").write_text(content)
    with pytest.raises(CaseError, match=r"run\.jsonl") as caught:
        read_run(tmp_path / "run.jsonl")
    assert reason in str(caught.value)


def test_pages_of_one_name_are_numbered():
    run = {}
    for text in ("Rain.", "Snow.", "Hail."):
        add_page(run, "a.html", [Side(text)])
    assert list(run) == ["a.html", "a.html (2)", "a.html (3)"]
