"""The data folder: opened by several at once, and told apart from what is none."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.database import FILE, opened
from api.store.keys import Keys
from criteria.errors import InputError
from tests.doors.program import ROOT, command
from tests.service.running import surroundings
from tests.waits import HANG_TIMEOUT

OPEN = "import sys; from pathlib import Path; from api.store.database import opened;"
OPEN += " from api.store.keys import Keys; sys.stdin.read(1);"
OPEN += " print(Keys(opened(Path(sys.argv[1]))).create('a', 'chair', 'default'))"


def test_many_processes_that_open_a_fresh_folder_at_once_all_succeed(tmp_path: Path):
    run = [sys.executable, "-c", OPEN, str(tmp_path / "data")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(run, cwd=ROOT, env=surroundings({}), **pipes) for _ in range(4)]  # type: ignore[call-overload]
    ended = []
    for one in started:
        one.stdin.write(b"go")
        one.stdin.flush()
    for one in started:
        out, err = one.communicate(timeout=HANG_TIMEOUT)
        ended.append((one.returncode, err.decode()))
        assert out.startswith(b"thr_"), err.decode()
    assert ended == [(0, "")] * 4
    assert len(Keys(opened(tmp_path / "data")).listed()) == 4


def test_opening_again_changes_nothing(tmp_path: Path):
    key = Keys(opened(tmp_path)).create("a", "chair", "default")
    assert Keys(opened(tmp_path)).held_by(key) is not None


def test_a_file_in_place_of_the_folder_is_said_to_be_one(tmp_path: Path):
    (tmp_path / "file").touch()
    for data in (tmp_path / "file", tmp_path / "file" / "inner"):
        with pytest.raises(InputError, match=r"cannot be opened: (file exists|not a)"):
            opened(data)


def test_what_is_no_database_is_said_to_be_none(tmp_path: Path):
    (tmp_path / FILE).write_bytes(os.urandom(4096))
    with pytest.raises(InputError, match="cannot be opened: file is not a database"):
        opened(tmp_path)


def test_a_database_from_a_newer_threshold_is_said_to_be_one(tmp_path: Path):
    opened(tmp_path).dispose()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(InputError, match="was made by a later version"):
        opened(tmp_path)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written."""
    if os.geteuid() == 0:
        yield Path("/proc")
        return
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o500)
    yield folder
    folder.chmod(0o700)


def test_a_folder_that_cannot_be_written_is_said_to_be_one(read_only: Path):
    for data in (read_only, read_only / "inner"):
        with pytest.raises(InputError, match=r"cannot be opened: (permission denied|no such file)"):
            opened(data)


def test_a_command_ends_with_the_mistake_in_a_line(tmp_path: Path):
    (tmp_path / "file").touch()
    ended = command("keys", "list", "--data", str(tmp_path / "file" / "inner"))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
