"""What is said of cases is held to their entries: who edits it is found, and the case named."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from api.register.register import MASTER
from api.register.sealing import add_key
from api.register.verifying import verified_here, verified_panel
from api.store.tables import cases
from criteria.errors import InputError
from tests.register.at_a_shell import edited as edited_by_sql
from tests.register.at_a_shell import run, told
from tests.register.erased import erased
from tests.register.places import Opened, Place
from tests.register.test_backup import written_by_eight
from tests.register.test_chain import VALUES, edited

COLUMNS = tuple(cases.columns.keys())


def filled(kept: Opened) -> list[dict[str, Any]]:
    """Put cases of two panels into the register, one of them erased; the rows they have then."""
    for n in range(12):
        panel = "default" if n % 3 else "north"
        kept.add(f"2026-{n % 4}", panel=panel, incident=f"incident-{n % 2}" if n % 5 else None)
    erased(kept, "2026-3")
    with kept.engine.connect() as connection:
        found = connection.execute(select(cases).order_by(cases.c.panel, cases.c.reference))
        return [dict(row) for row in found.mappings()]


def put(kept: Opened, rows: list[dict[str, Any]]) -> None:
    """Put rows in the place of those of the cases."""
    with kept.engine.begin() as connection:
        connection.execute(delete(cases))
        connection.execute(insert(cases), rows)


def findings(kept: Opened, *, opening: bool = False) -> list[str]:
    """What is found when the register is held to itself."""
    return [str(one) for one in verified_here(kept.register, opening=opening).findings]


def test_cases_nobody_touched_are_whole(kept: Opened):
    filled(kept)
    assert findings(kept, opening=True) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_byte_of_a_case_is_found_and_the_case_named(kept: Opened, column: str):
    rows, rng = filled(kept), random.Random(column)
    for at, row in enumerate(rows):
        value = edited(row[column] if column != "key_id" else row[column] or 0, rng)
        put(kept, [*rows[:at], {**row, column: value}, *rows[at + 1 :]])
        found = findings(kept)
        assert any(f"`{row['reference']}`" in one for one in found), (row, found)
    put(kept, rows)
    assert findings(kept) == []


def test_a_case_taken_away_or_put_there_is_found(kept: Opened):
    rows = filled(kept)
    for at, row in enumerate(rows):
        put(kept, [*rows[:at], *rows[at + 1 :]])
        assert any(f"case `{row['reference']}` is not among" in one for one in findings(kept))
    put(kept, [*rows, {**rows[0], "reference": "2026-9", "key_id": None}])
    assert any("`2026-9`: has 0 entries" in one for one in findings(kept))
    put(kept, [*rows, {**rows[0], "panel": "nowhere", "key_id": None}])
    assert any("panel nowhere: case" in one for one in findings(kept))


def test_a_key_that_is_gone_or_is_another_cases_is_found(kept: Opened):
    rows = filled(kept)
    keyed = [row for row in rows if row["key_id"] is not None]
    one, other, *_ = keyed
    put(kept, [row if row is not one else {**one, "key_id": other["key_id"]} for row in rows])
    assert sum("has the key of another case" in found for found in findings(kept)) == 2
    swapped = {id(one): other["key_id"], id(other): one["key_id"]}
    put(kept, [{**row, "key_id": swapped.get(id(row), row["key_id"])} for row in rows])
    assert findings(kept) == []
    assert any("does not open" in found for found in findings(kept, opening=True))
    put(kept, rows)
    kept.execute("DELETE FROM case_keys WHERE id = :id", id=one["key_id"])
    assert [found for found in findings(kept) if "its key is not there" in found]


@pytest.mark.parametrize("wrapped", [b"", b"no key", bytes(140), b"a" * 140])
def test_an_overwritten_key_is_found_without_opening_and_its_entry_named(
    kept: Opened, wrapped: bytes
):
    filled(kept)
    kept.execute("UPDATE case_keys SET wrapped = :none WHERE id = 1", none=wrapped)
    told = "panel north, entry 1: case `2026-0`: its key is not one that a master key here wrapped"
    assert findings(kept) == [told]
    assert [str(one) for one in verified_panel(kept.register, "north").findings] == [told]
    assert verified_panel(kept.register, "default").findings == ()


def test_a_changed_byte_of_any_key_is_found(kept: Opened):
    filled(kept)
    keys = kept.execute("SELECT id, wrapped FROM case_keys WHERE wrapped <> :none", none=bytes(140))
    rng = random.Random(5)
    for one in keys:
        changed = bytearray(one.wrapped)
        changed[rng.randrange(len(changed))] ^= 1
        kept.execute(
            "UPDATE case_keys SET wrapped = :w WHERE id = :id", w=bytes(changed), id=one.id
        )
        assert len(findings(kept)) == 1
        kept.execute("UPDATE case_keys SET wrapped = :w WHERE id = :id", w=one.wrapped, id=one.id)
    assert findings(kept) == []


def test_a_rotated_key_is_one_of_ours_and_an_old_one_is_not(kept: Opened):
    filled(kept)
    file = kept.place.folder / MASTER
    add_key(file)
    assert findings(kept) == []
    file.write_text(file.read_text().splitlines()[0])
    assert all("its key is not one" in found for found in findings(kept))
    assert findings(kept)


def test_a_key_overwritten_is_found_by_opening_too(kept: Opened):
    filled(kept)
    kept.execute("UPDATE case_keys SET wrapped = :none WHERE id = 1", none=b"no key")
    found = findings(kept, opening=True)
    assert found
    assert any("does not open" in one for one in found)


def test_an_erasure_undone_is_found(kept: Opened):
    filled(kept)
    kept.execute("UPDATE cases SET key_id = 1 WHERE panel = 'default' AND reference = '2026-3'")
    assert any("`2026-3`: was erased, and has a key" in one for one in findings(kept))


def test_a_repeat_that_leads_to_no_entry_is_found(kept: Opened):
    kept.add("2026-1", token="a", request="r")
    kept.execute("UPDATE repeats SET seq = 9")
    assert findings(kept) == [
        "panel default, entry 9: is missing, and yet a repeated request is answered with it"
    ]


def test_a_register_is_whole_at_every_moment_while_eight_write(kept: Opened):
    with written_by_eight(kept):
        for _ in range(10):
            assert findings(kept) == []
            assert verified_panel(kept.register, "panel 0").findings == ()


def test_verify_opens_what_is_sealed_where_it_is_asked_to(here: Place):
    assert told(run("verify", "--open")) == "3 entries: whole\n"
    with here.open() as kept:
        kept.execute("UPDATE case_keys SET wrapped = :none", none=b"no key")
    assert "panel north, entry 1: case `2026-2`: its key" in told(run("verify"), 1)
    assert "BROKEN panel north, entry 1: its content does not open" in told(
        run("verify", "--open"), 1
    )


def test_without_the_master_keys_it_is_said_that_keys_are_not_tried(here: Place):
    (here.folder / "master.key").rename(here.folder / "elsewhere")
    ended = run("verify")
    assert told(ended) == "3 entries: whole\n"
    assert "note: without the master keys nobody can tell" in ended.err
    assert not (here.folder / "master.key").exists()
    assert "is not there" in told(run("verify", "--open"), 2)
    with pytest.raises(InputError, match="is not there"), here.open():
        pass
    (here.folder / "elsewhere").rename(here.folder / "master.key")
    edited_by_sql(here, "DELETE FROM case_keys WHERE id = 1")
    (here.folder / "master.key").rename(here.folder / "elsewhere")
    assert "its key is not there" in told(run("verify"), 1)


def test_whatever_sqlite_lets_stand_in_a_case_is_found(tmp_path: Path):
    with Place(tmp_path / "data").open() as kept:
        rows = filled(kept)
        for column, value in product(COLUMNS, VALUES):
            with kept.engine.begin() as connection:
                edit = f'UPDATE OR IGNORE cases SET "{column}" = {value}'
                where = "WHERE panel = 'default' AND reference = '2026-1'"
                done = connection.exec_driver_sql(f"{edit} {where}").rowcount
            assert findings(kept) or not done, (column, value)
            put(kept, rows)
            assert not findings(kept)
