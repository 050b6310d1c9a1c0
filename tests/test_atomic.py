"""Files written whole or not at all."""

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cleaner import OutputError, atomic


def test_text_and_bytes_are_written_and_folders_made(tmp_path):
    atomic.write(tmp_path / "a" / "b.txt", "Größe\r\n")
    atomic.write(tmp_path / "c.bin", b"\x00\xff")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Größe\r\n".encode()
    assert (tmp_path / "c.bin").read_bytes() == b"\x00\xff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c.bin"]


def test_a_file_takes_the_old_one_s_place(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old and longer")
    atomic.write(target, "new")
    assert target.read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="no umask")
def test_others_may_read_it_as_the_umask_says(tmp_path):
    atomic.write(tmp_path / "a.txt", "new")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask


def test_what_cannot_be_written_is_named_and_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=r"file/a\.txt"):
        atomic.write(tmp_path / "file" / "a.txt", "new")
    with pytest.raises(OutputError, match="folder"):
        atomic.write(tmp_path / "folder", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_a_folder_of_whatever_name_cannot_be_written(tmp_path, monkeypatch, folder):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(OutputError, match=rf"^cannot write {re.escape(folder)}: "):
        atomic.write(Path(folder), "new")
    assert not [path for path in Path(folder).iterdir() if path.name.startswith(".cleaner-")]


@pytest.mark.skipif(os.name == "nt", reason="no devices")
def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(path.read_bytes)
        atomic.write(path, "Rain.")
    assert (read.result(), path.is_fifo()) == (b"Rain.", True)
    assert [atomic.is_special(each) for each in (Path(os.devnull), tmp_path, tmp_path / "none")] == [True, False, False]


def test_threads_write_with_the_same_rights(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: atomic.write(tmp_path / f"{number}.txt", "Rain."), range(200)))
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1
    assert len(list(tmp_path.iterdir())) == 200
