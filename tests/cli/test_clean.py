"""`cleaner clean`, and what all commands share."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from command import PAGE, ROOT, RULED, SEED, run

from cleaner import DEFAULT


def test_clean_prints_the_body_and_nothing_else():
    assert run("clean", PAGE) == (0, (SEED / "kept.txt").read_text("utf-8"), "")


def test_clean_reads_standard_input():
    assert run("clean", "-", stdin=PAGE.read_bytes())[1] == (SEED / "kept.txt").read_text("utf-8")


def test_standard_input_without_tags_is_plain_text():
    status, out, _ = run("clean", "-", stdin=b"Rain fell all day.\n\nComments (2)\n\nLog in to comment\n")
    assert (status, out) == (0, "Rain fell all day.\n")


def test_a_text_file_is_plain_text(tmp_path):
    (tmp_path / "page.txt").write_text("Rain < snow.\n\nShare this\n", "utf-8")
    assert run("clean", tmp_path / "page.txt")[1] == "Rain < snow.\n"


def test_gzipped_pages_are_read(tmp_path):
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    assert run("clean", tmp_path / "page.html.gz")[1] == (SEED / "kept.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "start"), [("text", "Two patrol"), ("markdown", "Two patrol"), ("html", "<p>Two"), ("json", '{"page"')]
)
def test_formats(form, start):
    status, out, _ = run("clean", "-f", form, PAGE)
    assert status == 0
    assert out.startswith(start)


def test_json_is_a_page_a_line():
    _, out, _ = run("clean", "-f", "json", PAGE, PAGE)
    pages = [json.loads(line) for line in out.splitlines()]
    assert len(pages) == 2
    assert {drop["filter"] for drop in pages[0]["drops"]} <= set(DEFAULT.names)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("none.html", None, "no such file"),
        ("empty.html", b" \n", "is empty"),
        ("paper.pdf", b"%PDF-1.7 ...", "a PDF document"),
        ("dot.png", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("tape.html.gz", gzip.compress(b"\x7fELF" + bytes(90), mtime=0), "not a page"),
        ("torn.html.gz", gzip.compress(b"<p>Rain.</p>" * 99, mtime=0)[:40], "damaged gzip"),
        ("menu.html", b"<nav><a href='/'>Home</a></nav>", "no body found: the one block was dropped (navigation 1)"),
        ("bare.html", b"<html><body><script>let x = 1</script></body></html>", "no text"),
    ],
)
def test_a_bad_page_is_named_and_the_others_are_done(tmp_path, name, data, reason):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    status, out, err = run("clean", name, PAGE, cwd=tmp_path)
    assert status == 1
    assert out == (SEED / "kept.txt").read_text("utf-8")
    assert err.startswith(f"cleaner: {name}: ")
    assert reason in err
    assert err.count("\n") == 1


def test_a_folder_is_no_page(tmp_path):
    assert run("clean", tmp_path)[::2] == (1, f"cleaner: {tmp_path}: is a folder\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_page(tmp_path):
    (tmp_path / "page.html").write_text("<p>Rain.</p>")
    (tmp_path / "page.html").chmod(0)
    assert "cannot be read: Permission denied" in run("clean", tmp_path / "page.html")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean",),
        ("clean", "--skip", "prommo", PAGE),
        ("clean", "-f", "pdf", PAGE),
        ("clean", "--url", "https://example.org/", PAGE, PAGE),
        ("clean", "--only", "promo", "--skip", "share", PAGE),
        ("clean", "-o", PAGE, PAGE, PAGE),
        ("explain",),
        ("wash", PAGE),
    ],
)
def test_wrong_usage_is_status_2(arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_an_unknown_filter_is_answered_with_the_names():
    assert all(name in run("clean", "--skip", "prommo", PAGE)[2] for name in DEFAULT.names)


def test_skip_and_only():
    assert "Other Topics of Interest" in run("clean", "--skip", "promo", "--skip", "body", PAGE)[1]
    only = run("clean", "--only", "promo", PAGE)[1]
    assert "Other Topics of Interest" not in only
    assert "Privacy policy" in only


def test_output_to_a_file(tmp_path):
    target = tmp_path / "out" / "body.md"
    assert run("clean", "-f", "markdown", "-o", target, PAGE) == (0, "", "")
    assert target.read_text("utf-8").startswith("Two patrol boats")
    assert [path.name for path in target.parent.iterdir()] == ["body.md"]


def test_outputs_of_one_name_are_kept_apart(tmp_path):
    other = ROOT / "fixtures" / "promo--polish-news" / "page.html"
    assert run("clean", "-o", tmp_path / "out", PAGE, other)[0] == 0
    files = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert files == {
        "page.txt": (SEED / "kept.txt").read_text("utf-8"),
        "page-2.txt": (other.parent / "kept.txt").read_text("utf-8"),
    }


def test_a_page_is_not_written_over_itself(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.read_bytes())
    assert run("clean", page, "-o", page)[0] == 2
    assert page.read_bytes() == PAGE.read_bytes()


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_an_address_without_a_host_is_wrong_usage(command):
    status, _, err = run(command, "--url", "example.org/page", PAGE)
    assert status == 2
    assert "write https://example.org/page" in err


def test_a_page_is_never_written_over(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.read_bytes())
    assert run("clean", "-f", "html", "-o", tmp_path, page)[0] == 2
    assert page.read_bytes() == PAGE.read_bytes()


def test_a_failed_page_leaves_no_file(tmp_path):
    (tmp_path / "menu.html").write_text("<nav><a href='/'>Home</a></nav>")
    assert run("clean", "-o", tmp_path / "out.txt", tmp_path / "menu.html")[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["menu.html"]


def test_an_output_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    status, _, err = run("clean", "-o", tmp_path / "file" / "page.txt", PAGE)
    assert status == 1
    assert "cannot write" in err


def test_output_is_utf_8_in_any_locale():
    page = ROOT / "fixtures" / "promo--chinese-portal"
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert run("clean", page / "page.html", env=env) == (0, (page / "kept.txt").read_text("utf-8"), "")


def test_a_closed_reader_is_quiet():
    command = f'"{sys.executable}" -m cleaner clean {" ".join([str(PAGE)] * 40)} | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False, timeout=60)
    assert done.stdout.startswith(b"Two patrol boats")
    assert done.stderr == b""


def test_rules_of_a_file(tmp_path):
    (tmp_path / "rules.toml").write_text('["example.org"]\ndrop = [".offer"]\n', "utf-8")
    options = ("--rules", tmp_path / "rules.toml", "--url", "https://www.example.org/rain")
    status, out, err = run("clean", *options, "-", stdin=RULED.encode())
    assert (status, err) == (0, "")
    assert "Rain fell" in out
    assert "lamps" not in out
    assert "rules " in run("explain", *options, "-", stdin=RULED.encode())[1]
    assert "rule: drop .offer" in run("explain", *options, "-", stdin=RULED.encode())[1]


def test_rules_need_an_address(tmp_path):
    (tmp_path / "rules.toml").write_text('["example.org"]\ndrop = [".offer"]\n', "utf-8")
    err = run("clean", "--rules", tmp_path / "rules.toml", "-", stdin=RULED.encode())[2]
    assert "the page does not say its address" in err


@pytest.mark.parametrize(
    ("text", "reason"), [(None, "No such file"), ('["example.org"]\ndrop = ["p >"]', "is no CSS selector or XPath")]
)
def test_a_wrong_rules_file_is_wrong_usage(tmp_path, text, reason):
    path = tmp_path / "rules.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    status, out, err = run("clean", "--rules", path, PAGE)
    assert (status, out) == (2, "")
    assert "rules.toml" in err
    assert reason in err


def test_limits_are_options(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Rain fell on the town all day.</p>" * 5)
    status, said, complaint = run("clean", page, "--limit", "tags=2", "--limit", "page_bytes=1000")
    assert (status, said) == (0, "Rain fell on the town all day.\n")
    assert complaint == f"cleaner: {page}: warning: more than 2 tags: what follows was left out (limit tags)\n"
    status, said, complaint = run("clean", page, "--limit", "page_bytes=100")
    assert (status, said, complaint) == (1, "", f"cleaner: {page}: is larger than 100 bytes (limit page_bytes)\n")


@pytest.mark.parametrize("limit", ["tags", "tags=many", "tags=0", "words=7"])
def test_wrong_limits_are_wrong_usage(limit):
    status, said, complaint = run("clean", PAGE, "--limit", limit)
    assert (status, said) == (2, "")
    assert "limit" in complaint


ELSEWHERE = (
    "bs4 chardet concurrent.futures cssselect email.policy multiprocessing pebble py3langid rich"
    " trafilatura cleaner.payload cleaner.site_template"
).split()
"""What other pages, options and commands need."""


def test_one_page_loads_nothing_that_only_others_need():
    code = f"""import sys, cleaner.cli
try:
    cleaner.cli.main()
finally:
    print([name for name in {ELSEWHERE} if name in sys.modules], "numpy" in sys.modules, file=sys.stderr)"""
    call = [sys.executable, "-c", code, "clean", str(PAGE)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[] True\n"
    assert done.stdout


def test_numpy_starts_no_threads_unless_somebody_asks():
    code = "import os, sys, cleaner.cli\ntry: cleaner.cli.main()\nfinally: print(os.environ['OPENBLAS_NUM_THREADS'])"
    asked = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    for own, said in (({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")):
        call = [sys.executable, "-c", code, "filters"]
        done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT, env=asked | own)
        assert done.stdout.splitlines()[-1] == said
