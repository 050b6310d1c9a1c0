"""Whatever goes wrong around the command line: nothing half-written, no traceback, the reason and the right status."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial

import command
import pytest
from click.testing import CliRunner
from command import PAGE, ROOT, SEED

import cleaner
from cleaner.cli import cli

resource = pytest.importorskip("resource", reason="needs POSIX")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")

POLISH = ROOT / "fixtures" / "promo--polish-news"
KEPT = (SEED / "kept.txt").read_text("utf-8")
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "CI": ""}
run = partial(command.run, env=ENV)
FULL = "File too large"
"""What the system says where a file may not grow; on a full disk it is another word in the same place."""


def started(*arguments, **options):
    command = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.Popen(command, env=ENV, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options})


def ended(process, data=b""):
    """Status, output and messages; a traceback is never right."""
    out, err = process.communicate(data, timeout=60)
    assert b"Traceback" not in (err or b"")
    return process.returncode, out, (err or b"").decode()


def limited(size, *arguments, cwd=None):
    """What comes of a command whose files may not be larger than `size` bytes."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
    return ended(started(*arguments, cwd=cwd, preexec_fn=limit))


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def pages(tmp_path):
    """A long page between two short ones."""
    for name, size in (("a", 2), ("b", 200), ("c", 3)):
        prose = "".join(f"<p>Rain fell on the harbour for the {n}th day in a row, it says.</p>" for n in range(size))
        (tmp_path / f"{name}.html").write_text(f"<title>{name}</title>{prose}")
    return tmp_path


PAGES = ("a.html", "b.html", "c.html")


def test_a_file_that_does_not_fit_is_named_and_the_others_are_whole(pages):
    status, _, err = limited(4096, "clean", *PAGES, "-o", "full", cwd=pages)
    assert (status, err) == (1, f"cleaner: b.html: cannot write full/b.txt: {FULL}\n")
    assert files_in(pages / "full") == ["a.txt", "c.txt"]
    for name in files_in(pages / "full"):
        whole = cleaner.clean((pages / name).with_suffix(".html").read_bytes()).text
        assert (pages / "full" / name).read_text("utf-8") == f"{whole}\n"


def test_a_line_that_does_not_fit_is_left_out_whole_and_made_up_for(pages, monkeypatch):
    status, _, err = limited(4096, "clean", *PAGES, "-f", "jsonl", "-o", "out/", cwd=pages)
    assert (status, err) == (1, f"cleaner: b.html: cannot write out/pages.jsonl.part: {FULL}\n")
    lines = (pages / "out" / "pages.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["page"] for line in lines] == ["a.html", "c.html"]
    monkeypatch.chdir(pages)
    assert CliRunner().invoke(cli, ["clean", *PAGES, "-f", "jsonl", "-o", "out/", "--resume"]).exit_code == 0
    lines = (pages / "out" / "pages.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["page"] for line in lines] == ["a.html", "c.html", "b.html"]


def test_a_table_that_does_not_fit_is_not_there(pages):
    status, _, err = limited(1024, "clean", *PAGES, "-f", "parquet", "-o", "out", cwd=pages)
    said = f"cleaner: cannot write out/part-00000.parquet: {FULL}; --resume goes on behind the last part\n"
    assert (status, err) == (1, said)
    assert files_in(pages / "out") == []


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (("explain", PAGE, "--html", "report.html"), "report.html"),
        (("fixture", "add", PAGE, "--into", "cases", "--name", "seed"), "cases/seed"),
        (("fixture", "shrink", SEED, "--text", "Topics", "-o", "small.html"), "small.html"),
        (("import-rules", "patterns", "-o", "rules.toml"), "rules.toml"),
    ],
)
def test_what_other_commands_write_is_whole_or_not_there(tmp_path, arguments, target):
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "example.org.txt").write_text("body: //div[@id='story']\n")
    before = files_in(tmp_path)
    status, _, err = limited(16, *map(str, arguments), cwd=tmp_path)
    assert status == 1
    assert f"cannot write {target}: {FULL}" in err
    assert files_in(tmp_path) == before


def test_a_case_that_cannot_be_added_whole_is_not_there(tmp_path):
    (tmp_path / "page.html").write_text(f"<p>{'Rain fell on the harbour all day. ' * 9}</p>")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress((tmp_path / "page.html").read_bytes(), mtime=0))
    status, _, err = limited(250, "fixture", "add", "page.html.gz", "--into", "cases", "--name", "rain", cwd=tmp_path)
    assert (status, err) == (1, f"cleaner: page.html.gz: cannot write cases/rain/kept.txt: {FULL}\n")
    assert files_in(tmp_path) == ["page.html", "page.html.gz"]


def test_a_case_that_cannot_be_updated_stays_as_it_is(tmp_path):
    assert run("fixture", "add", PAGE, "--into", tmp_path, "--name", "seed")[0] == 0
    (tmp_path / "seed" / "kept.txt").write_text("Other words.\n")
    before = files_in(tmp_path)
    status, _, err = limited(16, "fixture", "update", str(tmp_path))
    assert status == 1
    assert f"kept.txt: {FULL}" in err
    assert (files_in(tmp_path), (tmp_path / "seed" / "kept.txt").read_text()) == (before, "Other words.\n")


@pytest.mark.parametrize(
    ("stream", "arguments"),
    [
        ("full", ("clean", PAGE)),
        ("closed", ("clean", PAGE)),
        ("unread", ("clean", PAGE, "-f", "json", "--jobs", "1")),
        ("unread", ("explain", PAGE)),
    ],
)
def test_standard_output_that_takes_nothing(stream, arguments):
    options = {}
    if stream == "closed":
        options["preexec_fn"] = partial(os.close, 1)
    elif stream == "unread":
        reader, options["stdout"] = os.pipe()
        os.close(reader)
    else:
        options["stdout"] = os.open("/dev/full", os.O_WRONLY)
    status, _, err = ended(started(*map(str, arguments), **options))
    if "stdout" in options:
        os.close(options["stdout"])
    if stream == "unread":
        assert (status, err) == (128 + signal.SIGPIPE, "")
    else:
        assert status == 1
        assert err.startswith("cleaner: cannot write to standard output: ")
        assert err.count("\n") == 1


def test_closed_standard_input_is_no_page():
    status, out, err = ended(started("clean", "-", preexec_fn=partial(os.close, 0)))
    assert (status, out, err) == (1, b"", "cleaner: standard input: cannot be read: Bad file descriptor\n")


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_without_any_standard_stream_pages_are_cleaned_into_files(tmp_path, jobs):
    arguments = ("clean", str(PAGE), str(POLISH / "page.html"), "none.html", "-o", "out", *jobs)
    closed = {"stdout": None, "stderr": None, "preexec_fn": partial(os.closerange, 0, 3)}
    assert started(*arguments, cwd=tmp_path, **closed).wait(60) == 1
    assert {name: (tmp_path / "out" / name).read_text("utf-8") for name in files_in(tmp_path / "out")} == {
        "page.txt": KEPT,
        "page-2.txt": (POLISH / "kept.txt").read_text("utf-8"),
    }


def test_a_locale_without_unicode_changes_nothing():
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    found = run("clean", POLISH / "page.html", env={**ENV, **plain})
    assert found == (0, (POLISH / "kept.txt").read_text("utf-8"), "")
    assert not found[1].isascii()


@pytest.mark.parametrize(
    ("sent", "arguments", "status"),
    [
        ("SIGINT", ("clean", "-o", "out/"), 130),
        ("SIGINT", ("clean", "-o", "out/", "--jobs", "2"), 130),
        ("SIGINT", ("explain",), 130),
        ("SIGTERM", ("clean", "-o", "out/", "--jobs", "2"), 143),
        ("SIGHUP", ("explain",), 129),
    ],
)
def test_a_signal_ends_the_command_and_leaves_nothing_behind(tmp_path, sent, arguments, status):
    names = [f"{number}.html" for number in range(1000)]
    for name in names:
        (tmp_path / name).symlink_to(PAGE)
    process = started(*arguments, *names, cwd=tmp_path)
    until = time.monotonic() + 30
    while not (tmp_path / "out").exists() and "-o" in arguments and time.monotonic() < until:
        time.sleep(0.01)
    if "-o" not in arguments:
        process.stdout.read(1)
    process.send_signal(getattr(signal, sent))
    found, _, err = ended(process)
    said = "cleaner: interrupted" + ("; --resume goes on from here" if "-o" in arguments else "")
    assert (found, err.strip()) == (status, said if sent == "SIGINT" else "")
    assert not list(tmp_path.rglob(".cleaner-*"))
    assert {(tmp_path / "out" / name).read_text("utf-8") for name in files_in(tmp_path / "out")} <= {KEPT}


@pytest.mark.parametrize(("sent", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_ends_a_command_whose_results_nobody_reads(tmp_path, sent, status):
    os.mkfifo(tmp_path / "pipe.html")
    process = started("clean", str(PAGE), "pipe.html", cwd=tmp_path)
    process.stdout.close()
    process.stdout = None
    with (tmp_path / "pipe.html").open("wb"):  # the command has printed the first page, and waits for the second
        process.send_signal(getattr(signal, sent))
        found, _, err = ended(process)
    assert (found, err) == (status, "cleaner: interrupted\n" if sent == "SIGINT" else "")


def test_what_nohup_ignores_ends_nothing(tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    process = started("clean", "-", stdin=-1, preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_IGN))
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    assert ended(process, PAGE.read_bytes())[:2] == (0, KEPT.encode())


def test_what_is_no_file_is_named_with_its_reason(tmp_path):
    (tmp_path / "broken.html").symlink_to("nowhere")
    (tmp_path / "circle.html").symlink_to("circle.html")
    (tmp_path / "folder.html").mkdir()
    names = ["broken.html", "circle.html", "folder.html", "socket.html", "x" * 5000, PAGE]
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(".", os.O_RDONLY)
        os.chdir(tmp_path)  # addresses of sockets are short
        try:
            server.bind("socket.html")
        finally:
            os.fchdir(here)
            os.close(here)
        for arguments, target in ((("clean", "-o"), "page.txt"), (("explain", "--html"), "page.html")):
            status, _, err = run(*arguments, "out", *names, cwd=tmp_path)
            reasons = [line.rpartition(": ")[2] for line in err.splitlines()[:5]]
            assert reasons[:3] == ["no such file", "Too many levels of symbolic links", "is a folder"]
            assert "No such device" in reasons[3]
            assert reasons[4] == "File name too long"
            assert (status, (tmp_path / "out" / target).exists()) == (1, True)


def test_a_pipe_is_a_page_where_it_is_named_and_none_in_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    assert run("clean", "-r", ".", "-o", "out", cwd=tmp_path) == (0, "", "")
    assert files_in(tmp_path / "out") == ["page.txt"]
    process = started("clean", "pipe.html", cwd=tmp_path)
    (tmp_path / "pipe.html").write_bytes(PAGE.read_bytes())
    assert ended(process)[:2] == (0, KEPT.encode())


def test_devices_and_pipes_are_written_to_and_stay(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    process = started("clean", str(PAGE), "-o", "pipe", cwd=tmp_path)
    assert (tmp_path / "pipe").read_bytes() == KEPT.encode()
    assert ended(process)[0] == 0
    assert (tmp_path / "pipe").is_fifo()
    status, _, err = run("clean", PAGE, "-f", "jsonl", "-o", "pipe", cwd=tmp_path)
    assert (status, err) == (1, "cleaner: cannot write pipe: JSON lines need a file, or standard output without -o\n")
    assert (tmp_path / "pipe").is_fifo()


NAME = b"caf\xe9\x1b[2J\nx.html"


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8")
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_names_may_hold_any_bytes(tmp_path, form):
    (tmp_path / os.fsdecode(NAME)).write_bytes(PAGE.read_bytes())
    assert ended(started("clean", NAME, "-f", form, "-o", "out/", cwd=tmp_path)) == (0, b"", "")
    (file,) = (tmp_path / "out").iterdir()
    if form == "text":
        assert os.fsencode(file.name) == NAME.replace(b".html", b".txt")
    else:
        (line,) = file.read_text("utf-8").splitlines()
        assert json.loads(line)["page"] == os.fsdecode(NAME)


def test_names_are_said_without_control_characters(tmp_path):
    said = ended(started("clean", NAME, cwd=tmp_path))[2]
    assert said == "cleaner: caf\\udce9\\x1b[2J\\nx.html: no such file\n"


def test_names_in_lists_may_hold_what_no_file_s_name_can(tmp_path):
    (tmp_path / "list").write_bytes(b"a\0b.html\n" + os.fsencode(PAGE) + b"\n")
    status, _, err = run("clean", "-r", "--from", "list", "-o", "out", cwd=tmp_path)
    assert (status, err) == (1, "cleaner: a\\x00b.html: no such file\n")
    assert files_in(tmp_path / "out") == ["page.txt"]


def test_pages_that_change_and_go_while_they_are_read(tmp_path):
    for number in range(200):
        (tmp_path / f"{number:03}.html").write_bytes(PAGE.read_bytes())
    process = started("clean", "-r", ".", "-o", "out", "--jobs", "1", cwd=tmp_path)
    for number in range(199, 0, -2):
        (tmp_path / f"{number:03}.html").unlink()
        os.truncate(tmp_path / f"{number - 1:03}.html", 0)
        time.sleep(0.005)
    status, _, err = ended(process)
    said = err.splitlines()[:-1]
    failed = {line.split(": ")[1] for line in said}
    assert {line.split(": ")[2] for line in said} <= {"no such file", "is empty"}
    assert status == bool(failed)
    assert len(files_in(tmp_path / "out")) + len(failed) in range(100, 201)
    assert {(tmp_path / "out" / name).read_text("utf-8") for name in files_in(tmp_path / "out")} <= {KEPT}


def test_an_interrupt_at_the_start_leaves_no_traceback(tmp_path):
    for delay in (0.1, 0.2):
        process = started("filters", cwd=tmp_path)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        assert ended(process)[0] in (0, 128 + signal.SIGINT, -signal.SIGINT)
