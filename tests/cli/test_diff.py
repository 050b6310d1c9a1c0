"""`cleaner diff`."""

import gzip
import json

import pytest
from command import PAGE, ROOT, run

OTHER = ROOT / "fixtures" / "promo--polish-news" / "page.html"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("runs")
    (tmp_path / "own.py").write_text("from cleaner import DEFAULT\nBARE = DEFAULT.without('promo', 'body')\n")
    for name, options in (("old", ()), ("new", ("--skip", "promo", "--skip", "body"))):
        (tmp_path / f"{name}.jsonl").write_text(run("clean", "-f", "json", *options, PAGE, OTHER)[1], "utf-8")
        run("clean", "-f", "json", *options, PAGE, OTHER, "-o", tmp_path / name)
    return tmp_path


def test_two_runs_of_one_version_are_the_same(runs):
    assert run("diff", "old.jsonl", "old", cwd=runs) == (0, "", "cleaner: pages compared: 2, changed: 0\n")


@pytest.mark.parametrize("pair", [("old.jsonl", "new.jsonl"), ("old", "new"), ("default", "own:BARE")])
def test_blocks_that_changed_sides_are_shown_with_the_filter(runs, pair):
    pages = (PAGE, OTHER) if ":" in pair[1] else ()
    status, out, err = run("diff", *pair, *pages, cwd=runs)
    assert status == 1
    assert f"{PAGE}: " in out
    assert any(line.split()[:3] == ["leaked", "promo", "spares"] for line in out.splitlines())
    assert out.splitlines()[-1].split()[0] == "promo"
    assert err == "cleaner: pages compared: 2, changed: 2\n"


def test_one_filter_and_json(runs):
    status, out, _ = run("diff", "old.jsonl", "new.jsonl", "--json", "--filter", "promo", cwd=runs)
    changes = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert {change["old"]["filter"] for change in changes} == {"promo"}
    assert {change["page"] for change in changes} == {str(PAGE), str(OTHER)}
    assert run("diff", "old.jsonl", "new.jsonl", "--filter", "share", cwd=runs)[:2] == (0, "")


def test_pages_in_one_run_only_are_named(runs):
    (runs / "part.jsonl").write_text((runs / "old.jsonl").read_text().splitlines()[0] + "\n")
    status, out, err = run("diff", "old.jsonl", "part.jsonl", cwd=runs)
    assert (status, out) == (1, "")
    assert err == f"cleaner: {OTHER}: only in old.jsonl\ncleaner: pages compared: 1, changed: 0\n"


def test_pages_under_other_paths_are_matched_by_their_files_names(runs):
    for place in ("here", "there"):
        (runs / place).mkdir()
        (runs / place / "seed.html").write_bytes(PAGE.read_bytes())
        lines = run("clean", "-f", "json", runs / place / "seed.html")[1]
        (runs / f"{place}.json").write_text(lines, "utf-8")
    assert run("diff", "here.json", "there.json", cwd=runs)[2] == "cleaner: pages compared: 1, changed: 0\n"


def test_a_page_that_cannot_be_cleaned_is_named_once(runs):
    status, _, err = run("diff", "default", "own:BARE", PAGE, "none.html", cwd=runs)
    assert status == 1
    assert err.count("none.html: no such file") == 1
    assert run("diff", "default", "own:BARE", "none.html", cwd=runs)[0] == 1


def test_standard_input_is_read_once_for_both(runs):
    status, out, _ = run("diff", "default", "own:BARE", "-", stdin=PAGE.read_bytes(), cwd=runs)
    assert status == 1
    assert "leaked  promo spares it" in out


def test_a_filter_that_fails_is_named_with_the_page(runs):
    (runs / "broken.py").write_text(
        "from cleaner import DEFAULT\n"
        "class Broken:\n    name, after = 'broken', ()\n    def find(self, document):\n        raise KeyError('x')\n"
        "PIPELINE = DEFAULT.before('body', Broken())\n"
    )
    status, _, err = run("diff", "default", "broken:PIPELINE", PAGE, cwd=runs)
    assert status == 1
    assert f"{PAGE}: KeyError: 'x' (" in err
    assert "broken.py, line 5)" in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("old.jsonl", "nothing"), "nothing: no such file or folder, nor a pipeline"),
        (("old.jsonl", "own:NONE"), "no attribute 'NONE'"),
        (("default", "own:BARE"), "give the pages to clean"),
        (("old.jsonl", "own.py"), "own.py: "),
        (("old.jsonl", "other.jsonl"), "no page is in both: there are "),
        (("old.jsonl", "new.jsonl", "--filter", "prommo"), "no filter 'prommo'; there are"),
        (("default", "exits:P", PAGE), "exits:P: SystemExit"),
    ],
)
def test_what_cannot_be_compared_is_wrong_usage(runs, arguments, reason):
    (runs / "exits.py").write_text("import sys\nsys.exit()\n")
    (runs / "other.jsonl").write_text(run("clean", "-f", "json", "-", stdin=PAGE.read_bytes())[1])
    status, out, err = run("diff", *arguments, cwd=runs)
    assert (status, out) == (2, "")
    assert reason in err


def test_pages_are_read_within_the_wider_limits_of_two_pipelines(tmp_path):
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<p>Rain fell all day." + b" " * 1000))
    limited = "from cleaner import DEFAULT, Limits\n" + "".join(
        f"{name} = DEFAULT.with_limits(Limits(page_bytes={size}))\n"
        for name, size in (("A", 100), ("B", 200), ("C", 2000))
    )
    (tmp_path / "own.py").write_text(limited)
    said = [run("diff", *pair, "page.html.gz", cwd=tmp_path)[2] for pair in (("own:A", "own:B"), ("own:C", "own:A"))]
    assert "page.html.gz: is larger than 200 bytes (limit page_bytes) when unpacked\n" in said[0]
    assert "page.html.gz: is larger than 100 bytes (limit page_bytes)\n" in said[1]
