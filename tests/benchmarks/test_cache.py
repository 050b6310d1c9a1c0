"""Outputs are kept by tool, version and page; nothing old is taken for new."""

from contextlib import closing

import pytest
from corpora import page_of

from benchmarks.cache import Cache, Output

PAGE = page_of("<p>Rain.")


@pytest.fixture
def cache(tmp_path):
    with closing(Cache(tmp_path / "folder" / "outputs.sqlite")) as found:
        yield found


def test_outputs_are_found_again(cache, tmp_path):
    cache.put("peer", "1.0", PAGE, Output("Rain.", 0.5))
    assert cache.find("peer", "1.0", [PAGE, page_of(name="2")]) == {PAGE.key: Output("Rain.", 0.5, "")}
    with closing(Cache(tmp_path / "folder" / "outputs.sqlite")) as again:
        assert again.find("peer", "1.0", [PAGE]) == {PAGE.key: Output("Rain.", 0.5, "")}


def test_an_output_replaces_that_of_the_same_key(cache):
    cache.put("peer", "1.0", PAGE, Output("", 60.0, "hung"))
    cache.put("peer", "1.0", PAGE, Output("Rain.", 0.5))
    assert cache.find("peer", "1.0", [PAGE])[PAGE.key].text == "Rain."


@pytest.mark.parametrize(
    ("tool", "version", "page"),
    [
        ("other", "1.0", PAGE),
        ("peer", "1.1", PAGE),
        ("peer", "1.0", page_of("<p>Rain.", corpus="newspaper")),
        ("peer", "1.0", page_of("<p>Rain.", name="2")),
        ("peer", "1.0", page_of("<p>Rain!")),
        ("peer", "1.0", page_of("<p>Rain.", language="de")),
    ],
)
def test_any_other_key_has_no_output(cache, tool, version, page):
    cache.put("peer", "1.0", PAGE, Output("Rain.", 0.5))
    assert cache.find(tool, version, [page]) == {}


def test_texts_of_a_page_are_the_last_ones(cache):
    cache.put("peer", "1.0", PAGE, Output("old", 0.5))
    cache.put("other", "3", PAGE, Output("Rain.", 0.5))
    cache.put("peer", "1.1", PAGE, Output("new", 0.5))
    cache.put("peer", "1.1", page_of(name="2"), Output("elsewhere", 0.5))
    assert cache.texts_of(PAGE) == {"peer": "new", "other": "Rain."}
