"""Pages as JSON lines."""

import gzip
import json

import pytest

from cleaner import DEFAULT, PageError
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
