"""The scribe outlives whatever an entry does: each who waits is told, and the next is written."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from api.register.drafts import Draft, Kept
from api.register.mistakes import NotKept, Unreadable
from api.register.register import MASTER
from api.register.verifying import verified_here
from criteria.errors import InputError, Problem
from tests.awaiting import awaited
from tests.register.places import Opened, draft
from tests.waits import HANG_TIMEOUT


def failing(error: Exception) -> Draft:
    """An entry that fails while it is written."""

    def write(*_: object) -> bytes:
        raise error

    return replace(draft("2026-1"), write=write)


async def together(kept: Opened, *drafts: Draft) -> list[Any]:
    """What comes of entries that wait at the same time."""
    writes = (kept.register.scribe.write(one) for one in drafts)
    return await asyncio.gather(*writes, return_exceptions=True)


def test_what_refuses_one_entry_refuses_no_other(kept: Opened):
    refusal = InputError([Problem((), "will not do")])
    found = awaited(together(kept, draft("2026-1"), failing(refusal), draft("2026-2")))
    assert [type(one) for one in found] == [Kept, InputError, Kept]


def test_a_fault_is_told_to_whoever_waits_and_the_next_is_written(kept: Opened):
    async def one_after_another() -> None:
        with pytest.raises(ZeroDivisionError):
            await kept.register.scribe.write(failing(ZeroDivisionError()))
        assert isinstance(await kept.register.scribe.write(draft("2026-1")), Kept)

    awaited(one_after_another())
    assert len(kept.rows()) == 1


def test_a_case_that_does_not_open_stops_no_other(kept: Opened):
    kept.add("2026-1", token="a", request="r")
    kept.execute("UPDATE case_keys SET wrapped = :none", none=b"no key")
    found = awaited(together(kept, draft("2026-1"), draft("2026-2")))
    assert [type(one) for one in found] == [Unreadable, Kept]
    (broken,) = verified_here(kept.register).findings
    assert broken.what == "case `2026-1`: its key is not one that a master key here wrapped"


def test_whoever_gives_up_is_not_written_and_stops_no_other(
    kept: Opened, monkeypatch: pytest.MonkeyPatch
):
    append, under_way = kept.register.ledger.append, threading.Event()

    def appended(drafts: Sequence[Draft]) -> list[Any]:
        under_way.set()
        return append(drafts)

    monkeypatch.setattr(kept.register.ledger, "append", appended)

    async def given_up() -> None:
        scribe = kept.register.scribe
        blocked = kept.engine.connect()
        if kept.engine.dialect.name == "sqlite":
            blocked.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            blocked.exec_driver_sql("SELECT pg_advisory_xact_lock(7281)")
        first = asyncio.create_task(scribe.write(draft("2026-1")))
        await asyncio.to_thread(under_way.wait, HANG_TIMEOUT)
        second = asyncio.create_task(scribe.write(draft("2026-2")))
        third = asyncio.create_task(scribe.write(draft("2026-3")))
        await asyncio.sleep(0)  # both have begun to wait
        for one in (first, second):
            one.cancel()
        await asyncio.sleep(0)
        blocked.close()
        assert isinstance(await third, Kept)

    awaited(given_up())
    assert [row["reference"] for row in kept.rows()] == ["2026-1", "2026-3"]


def test_a_database_that_fails_is_told_as_not_kept_and_later_it_goes_on(kept: Opened):
    kept.execute("ALTER TABLE entries RENAME TO elsewhere")
    found = awaited(together(kept, draft("2026-1"), draft("2026-2")))
    assert [type(one) for one in found] == [NotKept, NotKept]
    kept.execute("ALTER TABLE elsewhere RENAME TO entries")
    found = awaited(together(kept, draft("2026-1")))
    assert [type(one) for one in found] == [Kept]
    assert [row["seq"] for row in kept.rows()] == [1]


def test_what_waits_when_it_stops_is_written(kept: Opened):
    async def stopped() -> list[Any]:
        waiting = [
            asyncio.create_task(kept.register.scribe.write(draft(f"r-{n}"))) for n in range(200)
        ]
        await asyncio.sleep(0)
        await kept.register.scribe.finish()
        return await asyncio.gather(*waiting)

    assert len(awaited(stopped())) == len(kept.rows()) == 200


def test_keys_that_cannot_be_read_for_a_while_are_remembered(kept: Opened):
    kept.add("2026-1")
    file = kept.place.folder / MASTER
    file.rename(file.with_suffix(".away"))
    kept.add("2026-1")
    file.with_suffix(".away").rename(file)
    kept.add("2026-1")
