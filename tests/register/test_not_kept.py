"""Where nothing can be kept, that is said, and nothing is acknowledged; later it goes on."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event

from api.register.verifying import verified_here
from api.service import app as application
from api.service.app import create_app
from api.service.problems import URN
from api.service.settings import Settings
from api.store.database import opened
from tests.awaiting import awaited
from tests.doors.program import program
from tests.register.bodies import body, reference, screening
from tests.register.disks import filled, small_disk
from tests.register.places import Place
from tests.register.postgres import Postgres, unprivileged
from tests.register.serving import Server, made_key, serving

MANY = 3000
"""How many entries a few megabytes surely do not hold."""

KEY_MADE = ("keys", "create", "--name", "cms", "--role", "system")


def not_kept(reply: httpx.Response) -> None:
    """See that a reply says that nothing can be kept."""
    assert reply.status_code == 503, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["type"] == f"{URN}not-kept"


def goes_on(server: Server, full: Callable[[], Callable[[], None]]) -> None:
    """See how a server fares when the room is gone, and when it is there again."""
    case, kept = reference(), []
    with server.client("chair") as chair:

        def send(said: dict[str, Any]) -> httpx.Response:
            reply = chair.post("/v1/records", json=said)
            if reply.status_code == 201:
                kept.append(reply.json()["chain"]["hash"])
            return reply

        assert send(screening(case)).status_code == 201
        emptied = full()
        replies = (send(body("advice", case, words=os.urandom(4000).hex())) for _ in range(MANY))
        not_kept(next(one for one in replies if one.status_code != 201))
        not_kept(send(body("advice", case, words=os.urandom(4000).hex())))
        assert chair.get("/healthz").status_code == 200
        emptied()
        assert send(body("advice", case)).status_code == 201
        told = chair.get(f"/v1/records/{case}").json()["entries"]
        assert [one["chain"]["hash"] for one in told] == kept
    with server.place.open() as here:
        assert verified_here(here.register).findings == ()
        assert [row["hash"] for row in here.rows()] == kept


def test_a_full_disk_under_sqlite(tmp_path: Path):
    with small_disk(tmp_path / "disk", 12) as disk, serving(Place(disk / "data")) as server:

        def full() -> Callable[[], None]:
            return filled(disk).unlink

        goes_on(server, full)


def test_an_erasure_and_a_key_on_a_full_disk(tmp_path: Path):
    case = reference()
    with small_disk(tmp_path / "disk", 12) as disk, serving(Place(disk / "data")) as server:
        with server.client("chair") as chair:
            assert chair.post("/v1/records", json=screening(case)).status_code == 201
        with server.client("admin") as admin:
            asked = {"reference": case, "reason": "retention"}
            room = filled(disk)
            not_kept(admin.post("/v1/register/erasures", json=asked))
            for said in ("register", "erase", case, "--reason", "r"), KEY_MADE:
                ended = program(*said, **server.place.env)
                assert ended.status == 1
                assert "Traceback" not in ended.err
                assert ended.err.startswith("threshold: ")
            room.unlink()
            assert admin.post("/v1/register/erasures", json=asked).status_code == 201


def test_a_limit_on_the_size_of_files_under_sqlite(tmp_path: Path):
    with serving(Place(tmp_path / "data")) as server:

        def full() -> Callable[[], None]:
            pid, most = server.process.pid, resource.RLIM_INFINITY
            limit = max(one.stat().st_size for one in (tmp_path / "data").iterdir()) + 65_536
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, most))
            return lambda: resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most)) and None

        goes_on(server, full)


def test_a_full_disk_under_postgresql(postgres: Postgres, tmp_path: Path):
    with small_disk(postgres.data.parent / "disk", 24) as disk:
        os.chown(disk, *(os.stat(postgres.data)[4:6]))
        assert unprivileged()
        (disk / "space").mkdir()
        os.chown(disk / "space", *(os.stat(postgres.data)[4:6]))
        postgres.execute(f"CREATE TABLESPACE small LOCATION '{disk / 'space'}'")
        url = postgres.fresh("TABLESPACE small")
        with serving(Place(tmp_path / "data", url)) as server:

            def full() -> Callable[[], None]:
                postgres.execute("CHECKPOINT")
                return filled(disk).unlink

            goes_on(server, full)
        postgres.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")
        postgres.execute("DROP TABLESPACE small")


def test_a_postgresql_that_only_reads(postgres: Postgres, tmp_path: Path):
    url = postgres.fresh()
    name = url.rpartition("/")[2]

    def only_reads(on: bool) -> None:
        postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {on}")
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname"
        postgres.execute(f"{ended} = '{name}'")

    case = reference()
    with serving(Place(tmp_path / "data", url)) as server, server.client("chair") as chair:
        assert chair.post("/v1/records", json=screening(case)).status_code == 201
        only_reads(True)
        not_kept(chair.post("/v1/records", json=body("advice", case)))
        not_kept(chair.get(f"/v1/records/{case}"))  # who read it could not be logged
        not_kept(chair.get("/v1/records"))
        only_reads(False)
        assert chair.get("/v1/records").status_code == 200
        assert chair.post("/v1/records", json=body("advice", case)).status_code == 201
        assert len(chair.get(f"/v1/records/{case}").json()["entries"]) == 2


def test_a_sqlite_that_only_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    engines: list[Engine] = []

    def remembered(*args: Any) -> Engine:
        engines.append(opened(*args))
        return engines[-1]

    def set_to(said: str) -> None:
        engines[0].dispose()
        event.listen(engines[0], "connect", lambda one, _: one.execute(said).close())

    async def asked() -> None:
        transport = httpx.ASGITransport(create_app(Settings(data=place.folder)))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as chair:
            chair.headers["authorization"] = f"Bearer {key}"
            assert (await chair.post("/v1/records", json=screening(case))).status_code == 201
            set_to("PRAGMA query_only = ON")
            not_kept(await chair.post("/v1/records", json=body("advice", case)))
            not_kept(await chair.get(f"/v1/records/{case}"))
            set_to("PRAGMA query_only = OFF")
            assert (await chair.post("/v1/records", json=body("advice", case))).status_code == 201

    monkeypatch.setattr(application, "opened", remembered)
    place, case = Place(tmp_path / "data"), reference()
    key = made_key(place, "chair", "default")
    awaited(asked())
    engines[0].dispose()


def test_a_postgresql_that_is_gone_is_told_and_found_again(postgres: Postgres, tmp_path: Path):
    place, case = Place(tmp_path / "data", postgres.fresh()), reference()
    with serving(place) as server, server.client("chair") as chair:
        assert chair.post("/v1/records", json=screening(case)).status_code == 201
        postgres.kill()
        try:
            for _ in range(2):
                not_kept(chair.post("/v1/records", json=body("advice", case)))
            ended = program("register", "verify", **place.env)
            assert (ended.status, ended.out) == (2, "")
            assert "cannot be opened" in ended.err
        finally:
            postgres.start()
        assert chair.post("/v1/records", json=body("advice", case)).status_code == 201


def test_a_server_does_not_start_where_nothing_can_be_kept(tmp_path: Path):
    with small_disk(tmp_path / "disk", 8) as disk:
        place = Place(disk / "data")
        with place.open() as kept:
            kept.add("2026-1")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        ended = program("serve", "--port", "0", **place.env)
    assert ended.status == 2
    assert "cannot be opened: read-only" in ended.err
    assert "Traceback" not in ended.err
