"""`cleaner clean` on many pages: folders, lists, processes, interruption."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from command import PAGE, ROOT, SEED, run
from golden import CASES
from warcs import BROKEN, GOLDEN, write_warc

HTML = [case for case in CASES if case.page.suffix == ".html"][:24]


@pytest.fixture
def saved(tmp_path):
    """The golden pages in two folders, and two pages that are none."""
    for number, case in enumerate(HTML):
        target = tmp_path / "saved" / ("ab"[number % 2]) / f"{case.name}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(case.page.read_bytes())
    (tmp_path / "saved" / "empty.html").write_text("")
    (tmp_path / "saved" / "paper.html").write_bytes(b"%PDF-1.7 ...")
    return tmp_path


def texts(folder):
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text("utf-8") for path in folder.rglob("*.txt")
    }


EXPECTED = {f"{'ab'[n % 2]}/{case.name}": (case.folder / "kept.txt").read_text("utf-8") for n, case in enumerate(HTML)}


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_a_folder_is_cleaned_into_a_folder(saved, jobs):
    status, out, err = run("clean", "-r", "saved", "-o", "clean", *jobs, cwd=saved)
    assert (status, out) == (1, "")
    assert texts(saved / "clean") == EXPECTED
    assert "cleaner: saved/empty.html: is empty" in err
    assert "cleaner: saved/paper.html: not a page but a PDF document" in err
    if jobs:
        assert f"pages: {len(HTML)} cleaned, 2 failed, 0 passed over; " in err.splitlines()[-1]


def test_json_lines_hold_every_page_once_in_order(saved):
    run("clean", "-r", "saved", "-o", "clean/", "-f", "jsonl", "--jobs", "2", cwd=saved)
    pages = [json.loads(line) for line in (saved / "clean" / "pages.jsonl").read_text("utf-8").splitlines()]
    names = [page["page"] for page in pages]
    assert names == sorted(names, key=lambda name: (name.count("/"), name))
    assert {page["page"][6:-5]: f"{page['text']}\n" for page in pages} == EXPECTED


@pytest.mark.parametrize("form", ["text", "jsonl"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on_with_every_page_once_and_none_half_written(saved, form, how):
    command = [sys.executable, "-m", "cleaner", "clean", "-r", "saved", "-o", "clean/", "-f", form, "--jobs", "2"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(2):
        first = subprocess.Popen(
            [*command, "--resume"], cwd=saved, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 10
        while first.poll() is None and time.monotonic() < until and not any((saved / "clean").rglob("*.*")):
            time.sleep(0.01)
        time.sleep(random.Random(form).uniform(0, 0.2))
        first.send_signal(how)
        first.wait(20)
    done = texts(saved / "clean")
    assert done.items() <= EXPECTED.items()
    status, _, err = run("clean", "-r", "saved", "-o", "clean/", "-f", form, "--jobs", "2", "--resume", cwd=saved)
    assert status == 1
    assert "2 failed" in err
    if form == "text":
        assert texts(saved / "clean") == EXPECTED
        assert not list((saved / "clean").rglob(".cleaner-*")) or how == signal.SIGKILL
    else:
        lines = (saved / "clean" / "pages.jsonl").read_text("utf-8").splitlines()
        assert sorted(json.loads(line)["page"][6:-5] for line in lines) == sorted(EXPECTED)


def test_lists_of_names_and_standard_input_as_lines(saved):
    (saved / "list").write_text("saved/empty.html\n" + f"{PAGE}\n")
    status, out, _ = run("clean", "--from", "list", cwd=saved)
    assert (status, out) == (1, (SEED / "kept.txt").read_text("utf-8"))
    line = json.dumps({"url": "https://example.org/x", "html": PAGE.read_text("utf-8")})
    status, out, _ = run("clean", "-f", "jsonl", "-", stdin=f"{line}\n{line}\n".encode())
    assert status == 0
    assert [json.loads(each)["url"] for each in out.splitlines()] == ["https://example.org/x"] * 2


def test_a_quoted_pattern_and_a_list_on_standard_input_are_many_pages(saved):
    run("clean", "saved/a/*.html", "-o", "clean", cwd=saved)
    assert texts(saved / "clean") == {name[2:]: text for name, text in EXPECTED.items() if name[0] == "a"}
    names = "".join(f"saved/b/{path.name}\n" for path in (saved / "saved" / "b").iterdir())
    run("clean", "--from", "-", "-o", "more", stdin=names.encode(), cwd=saved)
    assert texts(saved / "more") == {name[2:]: text for name, text in EXPECTED.items() if name[0] == "b"}


def test_images_time_limits_and_tables(saved):
    page = "<p>Rain fell on the town all day.</p><img src=/boat.jpg><p>Snow fell on the town all night.</p>"
    options = ("-f", "markdown", "--url", "https://example.org/", "--only", "share", "-")
    assert "](https://example.org/boat.jpg)" in run("clean", "--images", *options, stdin=page.encode())[1]
    assert "boat" not in run("clean", *options, stdin=page.encode())[1]
    assert run("clean", "--images", PAGE)[0] == 2
    (saved / "sleepy.py").write_text(
        "import time\nfrom cleaner import DEFAULT\n"
        "class Sleepy:\n    name, after = 'sleepy', ()\n    def find(self, document):\n        time.sleep(60)\n"
        "PIPELINE = DEFAULT.before('body', Sleepy())\n"
    )
    limited = ("--jobs", "1", "--seconds", "0.5", "--pipeline", "sleepy:PIPELINE")
    assert "took longer than 0.5 s" in run("clean", PAGE, *limited, cwd=saved)[2]
    assert run("clean", "-r", "saved/a", "-f", "parquet", "-o", "table", cwd=saved)[0] == 0
    assert [path.name for path in (saved / "table").iterdir()] == ["part-00000.parquet"]


def test_no_page_at_all_is_no_success(tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "list").write_text("\n")
    for arguments in (("-r", "saved"), ("--from", "list"), ("-r", "saved", "-o", "clean/", "-f", "jsonl")):
        status, out, err = run("clean", *arguments, cwd=tmp_path)
        assert (status, out) == (1, "")
        assert "there is no page in the folders or lists" in err
    assert not list(tmp_path.rglob("*.jsonl"))


def test_an_archive_is_cleaned_into_files_and_bad_records_are_named(tmp_path):
    write_warc(tmp_path / "crawl.warc.gz", [*GOLDEN[:3], *BROKEN])
    status, _, err = run("clean", "crawl.warc.gz", "-o", "clean", cwd=tmp_path)
    assert status == 1
    kept = [(case.folder / "kept.txt").read_text("utf-8") for case in HTML[:3]]
    assert [(tmp_path / "clean" / f"crawl-{n:05d}.txt").read_text("utf-8") for n in (1, 2, 3)] == kept
    assert "crawl.warc.gz#4: " in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-r",),
        (PAGE, "--resume"),
        (PAGE, "-f", "parquet"),
        (PAGE, "--jobs", "0"),
        (PAGE, "--seconds", "0"),
    ],
)
def test_wrong_usage_is_status_2(arguments):
    status, out, err = run("clean", *arguments)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_addresses_are_fetched_only_when_asked():
    status, out, err = run("clean", "http://127.0.0.1:9/page.html")
    assert (status, out) == (1, "")
    assert "nothing is fetched unless --fetch says so" in err
    assert "no public server answers there" in run("clean", "--fetch", "http://127.0.0.1:9/page.html")[2]


def test_what_repeats_on_a_site_s_pages_is_learnt_first(tmp_path):
    label = "<p>The Harbour Post is printed on paper from Orrin</p>"
    for number, prose in enumerate(("Rain", "Snow", "Hail", "Wind", "Fog", "Frost")):
        body = "".join(
            f"<p>{prose} fell on day {number}{n} of the storm, and the {n}th boat stayed out.</p>" for n in range(9)
        )
        link = f"<link rel=canonical href='https://post.example/{prose}'><title>{prose}</title>"
        page = f"<html lang=en><head>{link}</head><body><main><h1>{prose}</h1>{body}</main>{label}</body></html>"
        (tmp_path / f"{prose}.html").write_text(page)
    run("clean", "-r", ".", "-o", "clean", "-f", "json", "--site-templates", "--jobs", "1", cwd=tmp_path)
    pages = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "clean").glob("*.json")]
    assert len(pages) == 6
    for page in pages:
        assert "site-template" in {drop["filter"] for drop in page["drops"]}
        assert page["text"].count("storm") == 9
    assert run("clean", "-", "--site-templates", cwd=tmp_path)[0] == 2
