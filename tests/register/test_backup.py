"""Back-ups are made while others write, and what is restored is what stood at one moment."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.register.backup import backed_up, restored
from api.register.verifying import verified_here
from api.store.keys import Keys
from criteria.errors import InputError
from tests.register.places import CHAIR, Opened, Place, draft
from tests.register.postgres import Postgres
from tests.waits import wait_until

WRITERS = 8


@contextmanager
def written_by_eight(kept: Opened) -> Iterator[None]:
    """Eight writers who write all the time, each to cases of its own and to one of everybody's."""
    done = threading.Event()
    failed: list[BaseException] = []

    def write(writer: int) -> None:
        for n in range(10_000):
            if done.is_set():
                return
            some = [draft(f"{writer}-{n // 5}", f"word {n}", panel=f"panel {writer % 2}")]
            try:
                kept.register.ledger.append([*some, draft("everybody-1", panel="panel 0")])
            except BaseException as error:  # noqa: BLE001
                failed.append(error)
                return

    writers = [threading.Thread(target=write, args=(one,)) for one in range(WRITERS)]
    for one in writers:
        one.start()
    try:
        yield
    finally:
        done.set()
        for one in writers:
            one.join()
    assert failed == []


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Another place with nothing in it, to restore into."""
    folder = tmp_path / "other"
    url = request.getfixturevalue("postgres").fresh() if request.param == "postgresql" else None
    return Place(folder, url)


def moved(keys: Place, to: Place) -> None:
    """Take the keys along, as whoever restores must."""
    to.folder.mkdir()
    for one in ("master.key", "signing.key"):
        (to.folder / one).write_bytes((keys.folder / one).read_bytes())


def test_a_backup_made_while_eight_write_restores_to_a_moment(
    kept: Opened, other: Place, tmp_path: Path
):
    Keys(kept.engine).create("a chair", "chair", "panel 0")
    kept.add("2026-1")
    kept.register.library.history("default", "2026-1", CHAIR)
    with written_by_eight(kept):
        wait_until(lambda: len(kept.rows()) > 20)
        count = backed_up(kept.engine, tmp_path / "copy")
        at_least = len(kept.rows())
        wait_until(lambda: len(kept.rows()) > at_least)
    rows = kept.rows()
    moved(kept.place, other)
    with other.open() as again:
        assert restored(again.engine, tmp_path / "copy", again.register.ledger.check_opens) == count
        found = verified_here(again.register)
        assert found.findings == ()
        assert 0 < found.entries <= at_least < len(rows)
        assert all(row in rows for row in again.rows())
        for panel in ("panel 0", "panel 1"):
            mine = [row["seq"] for row in again.rows() if row["panel"] == panel]
            assert mine == [*range(1, len(mine) + 1)]
        assert [one.name for one in Keys(again.engine).listed()] == ["a chair"]
        goes_on(again)


def goes_on(again: Opened) -> None:
    """What was restored can be read, added to, read again and verified."""
    before = len(again.rows())
    for _ in range(3):
        again.register.library.history("default", "2026-1", CHAIR)
        again.add("2026-1")
        again.add(f"new-{time.monotonic_ns()}")
    assert len(again.rows()) == before + 6
    assert verified_here(again.register).findings == ()
    assert again.execute("SELECT count(*) FROM readings")[0][0] == 4


def test_a_backup_is_one_file_for_its_owner_alone_and_is_never_written_over(
    kept: Opened, tmp_path: Path
):
    kept.add("2026-1")
    (tmp_path / "here").mkdir()
    file = tmp_path / "here" / "copy"
    backed_up(kept.engine, file)
    assert [one.name for one in file.parent.iterdir()] == ["copy"]
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InputError, match="is there already"):
        backed_up(kept.engine, file)


def test_a_restore_into_a_database_with_anything_in_it_is_refused(kept: Opened, tmp_path: Path):
    kept.add("2026-1")
    backed_up(kept.engine, tmp_path / "copy")
    rows = kept.rows()
    with pytest.raises(InputError, match="something in it"):
        restored(kept.engine, tmp_path / "copy", kept.register.ledger.check_opens)
    assert kept.rows() == rows


def test_a_restore_with_other_master_keys_is_refused_and_leaves_nothing(
    kept: Opened, other: Place, tmp_path: Path
):
    kept.add("2026-1")
    backed_up(kept.engine, tmp_path / "copy")
    with other.open() as again:
        with pytest.raises(InputError, match="master key"):
            restored(again.engine, tmp_path / "copy", again.register.ledger.check_opens)
        assert again.rows() == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 4096, bytes(range(256)) * 20])
def test_what_is_no_backup_is_refused(kept: Opened, tmp_path: Path, content: bytes):
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(InputError, match="is no back-up"):
        restored(kept.engine, tmp_path / "copy", kept.register.ledger.check_opens)
    assert (tmp_path / "copy").read_bytes() == content


def test_a_missing_backup_is_refused_and_not_made(kept: Opened, tmp_path: Path):
    with pytest.raises(InputError, match="is not there"):
        restored(kept.engine, tmp_path / "copy", kept.register.ledger.check_opens)
    assert not (tmp_path / "copy").exists()


def test_a_restore_does_not_change_the_backup(kept: Opened, other: Place, tmp_path: Path):
    kept.add("2026-1")
    file = tmp_path / "copy"
    backed_up(kept.engine, file)
    before = file.read_bytes()
    moved(kept.place, other)
    with other.open() as again:
        restored(again.engine, file, again.register.ledger.check_opens)
    assert file.read_bytes() == before
    with closing(sqlite3.connect(file)) as one:
        assert one.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_postgresql_restores_a_backup_of_an_earlier_form(postgres: Postgres, tmp_path: Path):
    from tests.register.forms import at_form

    file = tmp_path / "copy"
    at_form("0001", f"sqlite:///{file}")
    before = file.read_bytes()
    with Place(tmp_path / "data", postgres.fresh()).open() as kept:
        assert restored(kept.engine, file, kept.register.ledger.check_opens) == 2
        assert len(Keys(kept.engine).listed()) == 2
    assert file.read_bytes() == before
