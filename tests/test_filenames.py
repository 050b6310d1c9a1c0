"""Names of files, as they are compared, written down and shown."""

import json
import os

import pytest

from cleaner.filenames import printable, real_path, written


@pytest.mark.skipif(os.name == "nt", reason="links need rights")
def test_paths_are_real_where_links_lead_in_a_circle_or_nowhere(tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "link").symlink_to("page.html")
    assert real_path(tmp_path / "link") == real_path(tmp_path / "page.html")
    assert real_path(tmp_path / "circle").endswith("circle")
    assert real_path(tmp_path / ("x" * 5000)).endswith("xxx")
    assert real_path("a\0b")


def test_what_is_written_is_utf_8_and_the_same_when_it_is_read_as_json():
    name = "caf\udce9 Größe \\udce9"
    assert json.loads(written(json.dumps(name, ensure_ascii=False)).encode()) == name
    assert written("Größe 港") == "Größe 港"


@pytest.mark.parametrize("hidden", ["\n", "\r", "\t", "\0", "\x1b", "\x7f", "\x9b", "\u2028", "\udce9"])
def test_nothing_hidden_is_printed(hidden):
    assert printable(f"Größe {hidden} 港").isprintable()
