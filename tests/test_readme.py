"""The README tells the truth."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from benchmarks.precision import FIGURES
from cleaner import DEFAULT

README = Path(__file__).parents[1] / "README.md"


def test_the_examples_run():
    results = doctest.testfile(str(README), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert results.attempted > 10
    assert results.failed == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_worked_example_works(tmp_path):
    (tmp_path / "fixtures").symlink_to(README.parent / "fixtures")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cleaner").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleaner "$@"\n')
    (tmp_path / "bin" / "cleaner").chmod(0o755)
    blocks = re.findall(r"^```console worked\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    steps = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    assert len(steps) > 8
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(README.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    folder = tmp_path
    for step in steps:
        command, printed = parted(step)
        done = subprocess.run(
            ["bash", "-c", f"exec 3> '{tmp_path}/cwd'\n{command}\npwd >&3"],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.stdout == printed, command
        folder = Path((tmp_path / "cwd").read_text().strip())


def parted(step):
    """A command with the lines that go on it, and what it prints."""
    lines = step.splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if at and not line.startswith(">")), len(lines))
    command = lines[0] + "".join(line[1:].removeprefix(" ") for line in lines[1:end])
    return command, "".join(lines[end:])


def test_the_filter_table_is_the_default_pipeline():
    assert filter_table() in README.read_text("utf-8")


def filter_table():
    figures = tomli.loads(FIGURES.read_text("utf-8"))
    rows = [
        f"| `{each.name}` | {type(each).__doc__.splitlines()[0].rstrip('.')} | {figures.get(each.name, '')} |\n"
        for each in DEFAULT.filters
    ]
    return "| filter | what it takes | precision |\n| --- | --- | --- |\n" + "".join(rows)


def write_filter_table():
    head, _, rest = README.read_text("utf-8").partition("<!-- filters -->")
    tail = rest.partition("<!-- /filters -->")[2]
    README.write_text(f"{head}<!-- filters -->\n{filter_table()}<!-- /filters -->{tail}", "utf-8")


if __name__ == "__main__":
    write_filter_table()
