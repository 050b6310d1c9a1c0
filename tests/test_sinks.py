"""Where results go, and how a run goes on."""

import json
from pathlib import Path, PurePath

import pytest
from click.testing import CliRunner
from pyarrow import parquet

import cleaner
from cleaner import OutputError
from cleaner.batch import Result, Task, row_of
from cleaner.cli import cli
from cleaner.filenames import written
from cleaner.sinks import ROWS, Files, Lines, Parts

ARTICLE = cleaner.clean("<nav>Home</nav><p>Rain fell all day on the harbour, and nobody went out.</p>")


def task(name="a.html"):
    return Task(name, PurePath(name.removesuffix(".html")))


def line(name):
    return Result(task(name), json.dumps({"page": name, "text": 'Rain "fell" \n'}) + "\n")


def test_files_stand_in_their_places_and_are_known_again(tmp_path):
    sink = Files(tmp_path, ".txt", is_folder=True, is_resumed=True)
    assert not sink.has(task("b/a.html"))
    sink.write(Result(task("b/a.html"), "Rain.\n"))
    assert (tmp_path / "b" / "a.txt").read_text() == "Rain.\n"
    assert sink.has(task("b/a.html"))
    assert not Files(tmp_path, ".txt", is_folder=True, is_resumed=False).has(task("b/a.html"))


def test_a_page_is_never_written_over(tmp_path):
    (tmp_path / "a.html").write_text("<p>Rain.</p>")
    sink = Files(tmp_path, ".html", is_folder=True, is_resumed=False)
    with pytest.raises(OutputError, match="is the page itself"):
        sink.write(Result(Task(str(tmp_path / "a.html"), PurePath("a")), "<p>Rain.</p>"))


def test_lines_get_their_name_when_all_are_there(tmp_path):
    path = tmp_path / "deep" / "pages.jsonl"
    sink = Lines(path, is_resumed=False)
    sink.write(line("a.html"))
    assert not path.exists()
    sink.close()
    assert [json.loads(each)["page"] for each in path.read_text().splitlines()] == ["a.html"]
    assert [each.name for each in path.parent.iterdir()] == ["pages.jsonl"]


@pytest.mark.parametrize("cut", [0, 1, 20, 60])
def test_lines_go_on_behind_the_last_whole_one(tmp_path, cut):
    path = tmp_path / "pages.jsonl"
    sink = Lines(path, is_resumed=False)
    for name in ("a.html", 'b "quoted" \\.html', "c.html"):
        sink.write(line(name))
    sink._file.close()
    part = tmp_path / "pages.jsonl.part"
    part.write_bytes(part.read_bytes()[: -cut or None])
    again = Lines(path, is_resumed=True)
    assert again.has(task("a.html"))
    assert again.has(task("c.html")) == (cut == 0)
    for name in ("a.html", 'b "quoted" \\.html', "c.html", "d.html"):
        if not again.has(task(name)):
            again.write(line(name))
    again.close()
    names = [json.loads(each)["page"] for each in path.read_text().splitlines()]
    assert names == ["a.html", 'b "quoted" \\.html', "c.html", "d.html"]
    whole = Lines(path, is_resumed=True)
    assert whole.has(task("d.html"))
    whole.close()
    assert len(path.read_text().splitlines()) == 4


def test_parts_hold_their_rows_and_go_on(tmp_path):
    sink = Parts(tmp_path, is_resumed=False)
    for number in range(ROWS + 2):
        sink.write(Result(task(f"{number}.html"), row_of(f"{number}.html", ARTICLE)))
    assert [each.name for each in tmp_path.iterdir()] == ["part-00000.parquet"]
    again = Parts(tmp_path, is_resumed=True)
    assert again.has(task("999.html"))
    assert not again.has(task("1000.html"))
    again.write(Result(task("1000.html"), row_of("1000.html", ARTICLE)))
    again.close()
    table = parquet.read_table(tmp_path)
    assert table.num_rows == ROWS + 1
    assert table.column("drops")[0].as_py() == [
        {"filter": "navigation", "evidence": "semantics: <nav>", "text": "Home"}
    ]
    with pytest.raises(OutputError, match="--resume goes on"):
        Parts(tmp_path, is_resumed=False)


def test_a_line_that_could_not_be_cut_off_is_cut_off_before_the_next(tmp_path):
    path = tmp_path / "pages.jsonl"
    sink = Lines(path, is_resumed=False)
    sink.write(line("a.html"))
    sink._file.close()
    with (tmp_path / "pages.jsonl.part").open("ab") as part:
        part.write(b'{"page": "b')
    sink._file = (tmp_path / "pages.jsonl.part").open("rb", buffering=0)  # takes neither a line nor a cut
    with pytest.raises(OutputError, match="cannot write"):
        sink.write(line("b.html"))
    sink._file.close()
    sink._file = (tmp_path / "pages.jsonl.part").open("r+b", buffering=0)
    sink.write(line("c.html"))
    sink.close()
    assert [json.loads(each)["page"] for each in path.read_text().splitlines()] == ["a.html", "c.html"]


def test_a_part_that_cannot_be_written_ends_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr("cleaner.sinks.ROWS", 2)
    monkeypatch.chdir(tmp_path)
    names = [f"{number}.html" for number in range(5)]
    for name in names:
        Path(name).write_text("<p>Rain fell all day on the harbour, and nobody went out.</p>")
    Path("out").write_text("A file where the folder should be.")
    found = CliRunner().invoke(cli, ["clean", *names, "-f", "parquet", "-o", "out"])
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("cleaner: cannot write out/part-00000.parquet: ")
    assert found.stderr.endswith("; --resume goes on behind the last part\n")
    assert found.stderr.count("\n") == 1
    Path("out").unlink()
    assert CliRunner().invoke(cli, ["clean", *names, "-f", "parquet", "-o", "out", "--resume"]).exit_code == 0
    assert parquet.read_table("out").column("page").to_pylist() == names


@pytest.mark.parametrize("sink", [Lines])
def test_what_cannot_be_written_is_named(tmp_path, sink):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        sink(tmp_path / "file" / "a.jsonl", False)


def test_parts_are_numbered_behind_the_last_one_and_none_is_written_over(tmp_path):
    for number in range(2):
        sink = Parts(tmp_path, is_resumed=True)
        sink.write(Result(task(f"{number}.html"), row_of(f"{number}.html", ARTICLE)))
        sink.close()
    (tmp_path / "part-00000.parquet").unlink()
    again = Parts(tmp_path, is_resumed=True)
    again.write(Result(task("2.html"), row_of("2.html", ARTICLE)))
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part-00001.parquet", "part-00002.parquet"]
    assert parquet.read_table(tmp_path).column("page").to_pylist() == ["1.html", "2.html"]


@pytest.mark.parametrize("content", [b"", b"PAR1 torn", b"{}"])
def test_a_damaged_part_is_named(tmp_path, content):
    (tmp_path / "part-00000.parquet").write_bytes(content)
    with pytest.raises(OutputError, match=r"part-00000\.parquet is no part of a run"):
        Parts(tmp_path, is_resumed=True)


@pytest.mark.parametrize("name", ["caf\udce9.html", 'a "b" \\ \n\x1b.html'])
def test_names_of_any_bytes_are_known_again(tmp_path, name):
    article = Result(task(name), written(json.dumps({"page": name}, ensure_ascii=False)) + "\n")
    for sink in (lambda: Lines(tmp_path / "pages.jsonl", True), lambda: Parts(tmp_path / "parts", True)):
        first = sink()
        assert not first.has(task(name))
        first.write(article if isinstance(first, Lines) else Result(task(name), row_of(name, ARTICLE)))
        first.close()
        again = sink()
        assert again.has(task(name))
        again.close()


def test_a_link_in_the_folder_of_results_is_replaced_and_what_it_leads_to_stays(tmp_path):
    (tmp_path / "precious.txt").write_text("Precious.")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").symlink_to("../precious.txt")
    Files(tmp_path / "out", ".txt", is_folder=True, is_resumed=False).write(Result(task(), "Rain.\n"))
    assert (tmp_path / "precious.txt").read_text() == "Precious."
    assert (tmp_path / "out" / "a.txt").read_text() == "Rain.\n"
