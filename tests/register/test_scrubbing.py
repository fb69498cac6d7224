"""On PostgreSQL a destroyed key is in no file of the server any more, or it is told that it may be.

The server is a real one, and the register's user there has what the documents say and no more.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from api.register import write_ahead
from api.register.scrubbing import hindered, scrubbed
from api.store.database import as_it_stands
from tests.pages.visiting import text_of, visiting
from tests.register.at_a_shell import run, told
from tests.register.erased import MARKED, erased, read_files, wrapped
from tests.register.places import ADMIN, Opened, Place
from tests.register.postgres import Postgres
from tests.register.serving import serving
from tests.service.running import Running

USERS = count(1)
BY = (ADMIN, "its time")
GRANTS = (
    "GRANT pg_monitor, pg_checkpoint TO {user}",
    "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {user}",
)


def least(postgres: Postgres, *grants: str) -> str:
    """The URL of a new database of a user who may do what is granted, and nothing else."""
    user = f"user_{next(USERS)}"
    postgres.execute(f"CREATE ROLE {user} LOGIN")
    url = postgres.fresh(f"OWNER {user}")
    for one in grants:
        postgres.execute(one.format(user=user), url.rpartition("/")[2])
    return url.replace("threshold@", f"{user}@")


@pytest.fixture
def kept(postgres: Postgres, tmp_path: Path) -> Iterator[Opened]:
    """The register of a user with the grants in the documents."""
    with Place(tmp_path / "data", least(postgres, *GRANTS)).open() as one:
        yield one


def files_with(folder: Path, key: bytes) -> list[str]:
    """The files of a server with a piece of a key, as it is or in hexadecimal."""
    pieces = [key[at : at + 24] for at in range(12, len(key) - 24, 12)]
    pieces += [one.hex().encode() for one in pieces]
    return [
        name for name, found in read_files(folder).items() if any(one in found for one in pieces)
    ]


@contextmanager
def writing(*registers: Opened) -> Iterator[Callable[[], int]]:
    """Registers to which entries are added meanwhile; how many were."""
    over, added = threading.Event(), count(1)

    def write(kept: Opened, name: str) -> None:
        for n in count():
            if over.is_set():
                return
            kept.add(f"{name}-{n // 3}", MARKED)
            next(added)

    hands = [
        threading.Thread(target=write, args=(one, f"writer{n}"))
        for n, one in enumerate(registers, 1)
    ]
    for one in hands:
        one.start()
    try:
        yield lambda: next(added) - 1
    finally:
        over.set()
        for one in hands:
            one.join()


def test_no_file_of_the_server_has_a_piece_of_an_erased_key(postgres: Postgres, kept: Opened):
    kept.add("2026-1", MARKED)
    kept.add("2026-2", MARKED)
    before = wrapped(kept)
    assert files_with(postgres.data, before["2026-1"] or b"")
    assert kept.register.ledger.erase("default", "2026-1", *BY).left == ()
    kept.execute("CHECKPOINT")
    assert files_with(postgres.data, before["2026-1"] or b"") == []
    assert files_with(postgres.data, before["2026-2"] or b"")


def test_it_is_gone_whoever_else_writes_and_erases(postgres: Postgres, kept: Opened):
    references = [f"2026-{n}" for n in range(6)]
    for one in references:
        kept.add(one, MARKED)
    keys = wrapped(kept)
    with kept.place.open() as other, writing(kept, other) as added:
        hands = [
            threading.Thread(target=erased, args=(one, *some))
            for one, some in ((kept, references[:2]), (other, references[2:4]))
        ]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        assert added() > 10
        assert kept.register.ledger.erase("default", references[4], *BY).left == ()
        left = {one: files_with(postgres.data, keys[one] or b"") for one in references}
    assert [one for one in references if not left[one]] == references[:5]


def test_segments_that_were_to_be_used_again_are_walked_past(postgres: Postgres, kept: Opened):
    postgres.set("wal_recycle", "on")
    try:
        kept.add("2026-1", MARKED)
        key = wrapped(kept)["2026-1"] or b""
        done = kept.register.ledger.erase("default", "2026-1", *BY)
        assert any("wal_recycle" in one for one in done.left)
        assert hindered(kept.engine) == list(done.left)
        kept.execute("CHECKPOINT")
        assert files_with(postgres.data, key)
    finally:
        postgres.set("wal_recycle", None)
    assert scrubbed(kept.engine) == []
    assert files_with(postgres.data, key) == []


@pytest.mark.parametrize("missing", range(3))
def test_what_may_not_be_done_is_told_with_what_to_grant(
    postgres: Postgres, tmp_path: Path, missing: int
):
    grants = ["GRANT pg_monitor TO {user}", "GRANT pg_checkpoint TO {user}", GRANTS[1]]
    lacking = grants.pop(missing)
    with Place(tmp_path / "data", least(postgres, *grants)).open() as kept:
        kept.add("2026-1", MARKED)
        done = kept.register.ledger.erase("default", "2026-1", *BY)
        assert wrapped(kept)["2026-1"] is None
        (said,) = done.left
        assert lacking.removesuffix(" TO {user}") in said
        assert hindered(kept.engine) == [said]


def test_a_replication_slot_is_told(postgres: Postgres, kept: Opened):
    postgres.execute("SELECT pg_create_physical_replication_slot('copy', true)")
    try:
        kept.add("2026-1", MARKED)
        (said,) = kept.register.ledger.erase("default", "2026-1", *BY).left
        assert "replication slot" in said
    finally:
        postgres.execute("SELECT pg_drop_replication_slot('copy')")
    assert scrubbed(kept.engine) == []


def test_who_has_been_reading_since_before_is_waited_for_and_told(
    postgres: Postgres, kept: Opened, monkeypatch: pytest.MonkeyPatch
):
    kept.add("2026-1", MARKED)
    kept.add("2026-2", MARKED)
    key = wrapped(kept)["2026-1"] or b""
    monkeypatch.setattr(write_ahead, "PATIENCE", 0.5)
    with as_it_stands(kept.engine) as reading:
        reading.exec_driver_sql("SELECT count(*) FROM readings")
        (said,) = kept.register.ledger.erase("default", "2026-1", *BY).left
        assert said == write_ahead.READ
        kept.execute("CHECKPOINT")
        assert files_with(postgres.data, key)
    assert scrubbed(kept.engine) == []
    assert files_with(postgres.data, key) == []


def test_who_reads_the_keys_themselves_holds_nobody_else_up(
    kept: Opened, monkeypatch: pytest.MonkeyPatch
):
    kept.add("2026-1", MARKED)
    monkeypatch.setattr(write_ahead, "PATIENCE", 0.5)
    with as_it_stands(kept.engine) as reading:
        reading.exec_driver_sql("SELECT count(*) FROM case_keys")
        assert kept.register.ledger.erase("default", "2026-1", *BY).left == (write_ahead.READ,)
        kept.add("2026-3", "somebody else goes on")


def test_every_door_tells_what_is_left_and_the_log_says_so(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    place = Place(tmp_path / "data", least(postgres, *GRANTS[:1]))
    for name, value in place.env.items():
        monkeypatch.setenv(name, value)
    with place.open() as kept:
        for one in ("2026-1", "2026-2", "2026-3"):
            kept.add(one, MARKED)
    ended = run("erase", "2026-1", "--reason", "its time")
    assert ended.status == 0
    assert "threshold: warning: " in ended.err
    assert "pg_switch_wal() TO" not in ended.err
    assert "GRANT EXECUTE ON FUNCTION pg_switch_wal()" in ended.err
    assert "threshold: warning: " in told(run("scrub"), 1)
    assert "note: erasing will not be complete: we may not begin" in run("verify").err
    with serving(place) as server, server.client("admin") as admin:
        sent = {"reference": "2026-2", "reason": "its time"}
        reply = admin.post("/v1/register/erasures", json=sent)
        assert reply.status_code == 201
        assert "pg_switch_wal()" in reply.json()["left"][0]
        lines = [json.loads(line) for line in server.logged().splitlines()]
        running = Running(server.url, server.place.folder, server.log, server.process)
        with visiting(running, "admin") as page:
            form = {"reference": "2026-3", "reason": "its time", "sure": "yes"}
            erased = text_of(page.send("/erase", **form))
        assert "Case 2026-3 is erased" in erased
        assert "may keep its key in a log for a while" in erased
    warned = [one for one in lines if one["event"] == "erasing is not complete"]
    assert [set(one) & {"request_id"} for one in warned] == [set(), {"request_id"}]
    assert all("pg_switch_wal()" in one["left"][0] for one in warned)
    user = place.url.split("//")[1].split("@")[0]
    postgres.execute(GRANTS[1].format(user=user), place.url.rpartition("/")[2])
    ended = run("scrub")
    assert (told(ended), ended.err) == (f"{DONE}\n", "")
    assert run("verify").err == ""


DONE = "no key that was destroyed is in the database or its write-ahead log"
