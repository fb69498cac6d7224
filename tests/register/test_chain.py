"""The chain: nothing that was recorded can be changed, taken away or added unseen."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from api.register.chain import KINDS, By, Entry, canonical
from api.register.exported import Verified
from api.register.signing import SignedHead, signer_from
from api.register.verifying import verified_here
from api.store.tables import entries
from tests.laws.profiles import many
from tests.register.covering import recounted
from tests.register.places import Opened, Place

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
WHOLE = st.integers(0, 2**53 - 1)
ENTRIES = st.builds(
    Entry,
    panel=TEXT,
    seq=WHOLE,
    reference=TEXT,
    n=WHOLE,
    kind=st.sampled_from(KINDS),
    at=TEXT,
    by=st.builds(By, TEXT, TEXT, TEXT),
    sealed=TEXT,
    previous=TEXT,
    incident=st.none() | TEXT,
)
COLUMNS = tuple(entries.columns.keys())


Row = dict[str, Any]


@many
@given(ENTRIES)
def test_the_canonical_form_is_that_of_rfc_8785(entry: Entry):
    by = {"role": entry.by.role, "name": entry.by.name, "key": entry.by.key}
    told = {name: getattr(entry, name) for name in Entry.__slots__ if name not in ("by", "hash")}
    assert entry.hashed() == sha256(rfc8785.dumps(stated(told, by))).hexdigest()
    assert canonical({**told, "by": by}) == rfc8785.dumps({**told, "by": by})


def stated(told: Row, by: Row) -> Row:
    """What is hashed of an entry: an incident only where it names one."""
    return {name: one for name, one in {**told, "by": by}.items() if one is not None}


@many
@given(ENTRIES, ENTRIES)
def test_entries_with_one_hash_are_one_entry(one: Entry, other: Entry):
    assert (one.hashed() == other.hashed()) == (one == other)
    assert one.linked() == replace(one, hash=one.hashed())


def filled(kept: Opened) -> list[Row]:
    """Put twelve entries of two panels into the register; the rows that are in it then."""
    for n in range(12):
        incident = "incident-1" if n % 4 == 2 else None
        panel = "north" if n % 3 else "south"
        kept.add(f"2026-{n % 4}", f"word {n}", panel=panel, incident=incident)
    return kept.rows()


def last(rows: list[Row], panel: str) -> Row:
    """The last row of a panel: that it is missing cannot be told without an earlier head."""
    return [one for one in rows if one["panel"] == panel][-1]


def named(kept: Opened, head: SignedHead | None = None) -> set[tuple[str, int | None]]:
    """The entries that are named when the register is held to itself, and to an earlier head."""
    found = verified_here(kept.register, earlier=[head] if head else [])
    return {(one.panel, one.seq) for one in found.findings}


def test_a_register_nobody_touched_is_whole(kept: Opened):
    assert verified_here(kept.register) == Verified(0, ())
    filled(kept)
    assert verified_here(kept.register) == Verified(12, ())


def edited(value: object, rng: random.Random) -> object:
    """A value with one byte changed, or another number."""
    if isinstance(value, int):
        return value + rng.randrange(50, 100)
    stored = value if isinstance(value, bytes) else str(value).encode()
    at = rng.randrange(len(stored))
    likely = range(256) if isinstance(value, bytes) else range(33, 127)
    byte = rng.choice([one for one in likely if one != stored[at]])
    other = stored[:at] + bytes([byte]) + stored[at + 1 :]
    return other if isinstance(value, bytes) else other.decode()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_byte_is_found_and_the_entry_named(kept: Opened, column: str):
    rows, rng = filled(kept), random.Random(column)
    for at in rng.choices(range(len(rows)), k=8):
        row = {**rows[at], column: edited(rows[at][column], rng)}
        kept.put([*rows[:at], row, *rows[at + 1 :]])
        assert named(kept) & {(one["panel"], one["seq"]) for one in (row, rows[at])}, row


def test_an_entry_taken_away_is_found_and_named(kept: Opened):
    rows = filled(kept)
    for at, gone in enumerate(rows):
        if gone is not last(rows, gone["panel"]):
            kept.put([*rows[:at], *rows[at + 1 :]])
            assert (gone["panel"], gone["seq"]) in named(kept)


def test_entries_in_another_order_are_found(kept: Opened):
    rows = filled(kept)
    north = [one for one in rows if one["panel"] == "north"]
    for one, other in pairwise(north):
        others = [row for row in rows if row not in (one, other)]
        kept.put([*others, {**one, "seq": other["seq"]}, {**other, "seq": one["seq"]}])
        assert {("north", one["seq"]), ("north", other["seq"])} <= named(kept)


def test_an_entry_put_between_others_is_found(kept: Opened):
    rows = filled(kept)
    for at, row in enumerate(rows):
        later = [one for one in rows if one["panel"] == row["panel"] and one["seq"] >= row["seq"]]
        others = [one for one in rows if one not in later]
        moved = [{**one, "seq": one["seq"] + 1} for one in later]
        kept.put([*others, {**row, "n": 99, "hash": "f" * 64}, *moved])
        assert (row["panel"], row["seq"]) in named(kept), at


def test_a_register_cut_short_is_found_by_an_earlier_head(kept: Opened):
    rows = filled(kept)
    early = kept.register.head("north")
    kept.add("2026-9", panel="north")
    assert early is not None
    for gone in range(early.head.seq, 0, -1):
        kept.put([one for one in rows if not (one["panel"] == "north" and one["seq"] >= gone)])
        recounted(kept)
        assert named(kept) == set()
        assert ("north", gone) in named(kept, early)


def test_a_chain_made_anew_is_found_by_an_earlier_head(kept: Opened):
    rows = filled(kept)
    early = kept.register.head("south")
    kept.execute("DELETE FROM entries WHERE panel = 'south'")
    kept.execute("DELETE FROM cases WHERE panel = 'south'")
    for row in rows:
        if row["panel"] == "south":
            kept.add(row["reference"], "not what was said", panel="south")
    assert early is not None
    assert named(kept) == set()
    assert ("south", early.head.seq) in named(kept, early)


def test_a_register_that_grew_holds_to_an_earlier_head(kept: Opened):
    filled(kept)
    early = kept.register.head("north")
    filled(kept)
    assert named(kept, early) == set()


def test_a_head_somebody_else_signed_is_refused(kept: Opened, tmp_path: Path):
    filled(kept)
    head = kept.register.head("north")
    assert head is not None
    assert head.holds(kept.register.signer.public)
    theirs = signer_from(tmp_path / "theirs").sign(head.head)
    moved = replace(head, head=replace(head.head, seq=head.head.seq - 1))
    for forged in (theirs, moved, replace(head, signature="0" * 128)):
        assert not forged.holds(kept.register.signer.public)
        assert ("north", forged.head.seq) in named(kept, forged)


def test_what_is_no_signature_holds_for_no_key(kept: Opened):
    filled(kept)
    head = kept.register.head("north")
    assert head is not None
    for said in ("", "x", "00", 5, None, ["0"]):
        assert not replace(head, signature=said).holds(head.key)  # type: ignore[arg-type]
        assert not head.holds(said)  # type: ignore[arg-type]


VALUES = ("X'ff'", "X'41ff'", "NULL", "1.5", "'x'", "''", "CAST(X'ff' AS TEXT)")


def test_whatever_sqlite_lets_stand_in_a_column_is_found(tmp_path: Path):
    with Place(tmp_path / "data").open() as kept:
        rows = filled(kept)
        for column, value in product(COLUMNS, VALUES):
            with kept.engine.begin() as connection:
                edit = f'UPDATE OR IGNORE entries SET "{column}" = {value}'
                where = "WHERE panel = 'north' AND seq = 2"
                done = connection.exec_driver_sql(f"{edit} {where}").rowcount
            assert named(kept) or not done, (column, value)
            kept.put(rows)
            assert not named(kept)
