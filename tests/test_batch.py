"""Many pages, in one process and in several."""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

import pytest
from golden import CASES
from warcs import GOLDEN, write_warc

from cleaner import DEFAULT
from cleaner.batch import FORMS, Task, Work, row_of, run, tasks_of
from cleaner.sources.files import Source

PAGE = b"<p>Rain fell all day on the harbour, and nobody went out.</p>"


@dataclass(frozen=True)
class Deadly:
    """Kills its process, sleeps or fails where a page says so."""

    name: ClassVar[str] = "deadly"
    after: ClassVar[tuple[str, ...]] = ()
    parent: int = 0

    def find(self, document):
        text = document.kept[0].text if document.kept else ""
        if "die" in text and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        if "sleep" in text:
            time.sleep(60)
        if "fail" in text:
            raise KeyError("x")
        return ()


def task(number, text):
    name = f"page {number}"
    return Task(
        name, PurePath(name), Source(name, f"<p>{text}, on the harbour, for the whole of the day.</p>".encode())
    )


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_order_whatever_goes_wrong(workers):
    texts = ["Rain fell", "it would fail", "Snow fell", "", *(f"Hail fell {n} times" for n in range(80))]
    tasks = [task(number, text) for number, text in enumerate(texts)]
    tasks.insert(2, Task("none", PurePath("none")))
    results = list(run(iter(tasks), Work(DEFAULT.before("body", Deadly()), "text"), workers))
    assert [result.task for result in results] == tasks
    assert results[0].rendered == "Rain fell, on the harbour, for the whole of the day.\n"
    assert results[1].error.startswith("KeyError: 'x' (")
    assert "test_batch.py, line" in results[1].error
    assert results[2].error == "no such file"
    assert all(result.rendered for result in results[3:] if result.task.name != "page 3")


def test_a_page_that_kills_its_process_fails_alone():
    tasks = [task(number, "now die" if number == 5 else "Rain fell") for number in range(20)]
    work = Work(DEFAULT.before("body", Deadly(os.getpid())), "text")
    results = list(run(tasks, work, 2))
    assert [number for number, result in enumerate(results) if result.error] == [5]
    assert results[5].error.startswith("the process that cleaned it died")


def test_a_page_that_takes_too_long_fails_alone():
    tasks = [task(number, "now sleep" if number == 3 else "Rain fell") for number in range(8)]
    results = list(run(tasks, Work(DEFAULT.before("body", Deadly()), "text"), 2, seconds=1.5))
    assert [result.error for result in results if result.error] == ["took longer than 1.5 s"]


def test_tasks_are_taken_only_as_workers_need_them():
    taken = []

    def tasks():
        for number in range(2000):
            taken.append(number)
            yield task(number, "Rain fell")

    results = run(tasks(), Work(DEFAULT, "text"), 1)
    for _ in range(3):
        next(results)
    assert len(taken) < 100
    results.close()


def test_several_processes_give_what_one_gives():
    tasks = [Task(str(case.page), PurePath(case.name)) for case in CASES[::6]]
    alone = [result.rendered for result in run(tasks, Work(DEFAULT, "json"))]
    assert [result.rendered for result in run(tasks, Work(DEFAULT, "json"), 2)] == alone


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_made(form):
    (result,) = run([Task("a", PurePath("a"), Source("a", PAGE))], Work(DEFAULT, form, "https://example.org/a"))
    if form == "parquet":
        assert result.rendered == row_of("a", DEFAULT.clean(PAGE, "https://example.org/a"))
    elif form.startswith("json"):
        assert json.loads(result.rendered)["page"] == "a"
    else:
        assert "Rain fell" in result.rendered


def test_archives_are_tasks_of_their_pages(tmp_path):
    path = write_warc(tmp_path / "a.warc.gz", GOLDEN[:3])
    tasks = list(tasks_of(str(path), PurePath("deep/a")))
    assert [each.place.as_posix() for each in tasks] == ["deep/a-00001", "deep/a-00002", "deep/a-00003"]
    assert [each.source.url for each in tasks] == [record.url for record in GOLDEN[:3]]
    (broken,) = tasks_of(str(tmp_path / "none.warc"), PurePath("none"))
    (result,) = run([broken], Work(DEFAULT, "text"))
    assert result.error == "no such file"
