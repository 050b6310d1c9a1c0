"""Runs read from the JSON of earlier ones."""

import json

import pytest

import cleaner
from cleaner import CaseError
from cleaner.regression.compare import Side, sides_of
from cleaner.regression.runs import read_run, run_of

ARTICLE = cleaner.clean("<nav>Home</nav><p>Rain fell all day on the harbour, and nobody went out.</p>")


def record(**more):
    return json.dumps({**more, **ARTICLE.to_dict()}) + "\n"


def test_a_run_is_what_was_written(tmp_path):
    (tmp_path / "run.jsonl").write_text(record(page="a.html") + "\n" + record(page="a.html") + record())
    run = read_run(tmp_path / "run.jsonl")
    assert list(run) == ["a.html", "a.html (2)", "page 3"]
    assert run["a.html"] == sides_of(ARTICLE)


def test_one_value_a_list_and_standard_input_will_do(tmp_path):
    (tmp_path / "list.json").write_text("\ufeff" + json.dumps([json.loads(record(page="-"))], indent=1), "utf-8")
    assert list(read_run(tmp_path / "list.json")) == ["page 1"]
    assert list(read_run(tmp_path)) == ["list.json"]


def test_a_folder_of_files_is_a_run(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "deep" / "a.json").write_text(record(page="a.html"))
    (tmp_path / "b.json").write_text(record(page="b.html"))
    (tmp_path / "notes.txt").write_text("no run")
    assert sorted(read_run(tmp_path)) == ["a.html", "b.html"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no page in it"),
        ("{}\n", "page 1: not as"),
        ("[1]\n", "page 1: not as"),
        (record(page="a") + '{"blocks": [{"text": "x"}], "drops": []}\n', "page 2: not as"),
        ('{"blocks": [{"text": "x", "index": 1e999}], "drops": []}\n', "page 1: not as"),
        (record(page="a") + "{", "line 2 is no JSON"),
        ("[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_what_is_no_run_is_named(tmp_path, content, reason):
    (tmp_path / "run.jsonl").write_text(content)
    with pytest.raises(CaseError, match=r"run\.jsonl") as caught:
        read_run(tmp_path / "run.jsonl")
    assert reason in str(caught.value)


def test_pages_of_one_name_are_numbered():
    run = run_of(("a.html", [Side(text)]) for text in ("Rain.", "Snow.", "Hail."))
    assert list(run) == ["a.html", "a.html (2)", "a.html (3)"]
