"""Pages as JSON lines."""

import gzip
import json
import os
from threading import Event, Thread

import pytest

from cleaner import DEFAULT, Limits, PageError
from cleaner.sources.files import read_source, read_sources

LINES = [
    {"url": "https://example.org/a", "html": "<p>Räin fell all day on the harbour.</p><p>Share</p>"},
    {"page": "b.html", "html": "<p>Snow fell.</p>"},
    {"text": "Hail fell.\n\nShare"},
]


def write(path, lines):
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_each_line_is_a_page(tmp_path, name):
    path = write(tmp_path / name, [*LINES, ""])
    sources = list(read_sources(path))
    assert [source.name for source in sources] == [f"{path}#1", "b.html", f"{path}#3"]
    assert [source.url for source in sources] == ["https://example.org/a", "", ""]
    assert [source.clean(DEFAULT).text for source in sources] == [
        "Räin fell all day on the harbour.",
        "Snow fell.",
        "Hail fell.",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "is no JSON"), ("[1]", "is no page"), ('{"url": "x"}', "is no page"), ('{"html": 1}', "is no page")],
)
def test_a_line_that_is_no_page_has_a_fault_and_the_others_are_read(tmp_path, line, reason):
    first, second = read_sources(write(tmp_path / "a.jsonl", [line, LINES[1]]))
    with pytest.raises(PageError, match=reason):
        first.clean(DEFAULT)
    assert second.clean(DEFAULT).text == "Snow fell."


def test_where_one_page_is_wanted_many_are_refused(tmp_path):
    with pytest.raises(PageError, match="holds more than one page"):
        read_source(write(tmp_path / "a.jsonl", LINES))
    assert read_source(write(tmp_path / "a.jsonl", LINES[:1])).url == "https://example.org/a"
    with pytest.raises(PageError, match="holds no page"):
        read_source(write(tmp_path / "a.jsonl", [" "]))


def test_limits_are_those_of_a_page_not_of_the_file(tmp_path):
    limits = Limits(page_bytes=100_000)
    long = json.dumps({"html": f"<p>Snow.</p>{'ä' * 50_000}"})
    path = write(tmp_path / "a.jsonl", [LINES[1], long, "x" * 700_000, *LINES[1:] * 5000])
    first, second, third, *rest = read_sources(path, limits)
    assert first.clean(DEFAULT).text == "Snow fell."
    for source in (second, third):
        with pytest.raises(PageError, match=r"is larger than 100,000 bytes \(limit page_bytes\)"):
            source.clean(DEFAULT.with_limits(limits))
    assert [source.name for source in rest[::9999]] == ["b.html", f"{path}#10003"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_lines_are_read_as_they_come(tmp_path):
    path = tmp_path / "a.jsonl"
    os.mkfifo(path)
    is_read, seen = Event(), []

    def write_slowly():
        with path.open("w") as pipe:
            print(json.dumps(LINES[1]), file=pipe, flush=True)
            seen.append(is_read.wait(10))
            print(json.dumps(LINES[1]), file=pipe)

    thread = Thread(target=write_slowly, daemon=True)
    thread.start()
    for source in read_sources(str(path)):
        assert source.clean(DEFAULT).text == "Snow fell."
        is_read.set()
    thread.join(10)
    assert seen == [True]


def test_what_a_damaged_archive_holds_before_the_damage_is_read(tmp_path):
    path = write(tmp_path / "a.jsonl.gz", LINES * 5000)
    packed = (tmp_path / "a.jsonl.gz").read_bytes()
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    sources = read_sources(path)
    assert next(sources).clean(DEFAULT).text == "Räin fell all day on the harbour."
    with pytest.raises(PageError, match="is a damaged gzip archive"):
        list(sources)
