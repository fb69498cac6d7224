"""What is erased is gone: from the database, its log and every later back-up; the chain holds."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.register.backup import backed_up, restored
from api.register.erasing import Erasure, due, erase, keep_for, reapplied
from api.register.mistakes import Erased, NoSuchCase
from api.register.verifying import verified_here
from criteria.errors import InputError
from tests.register.erased import MARKED, again, erased, everything_in, grown, pieces, wrapped
from tests.register.places import ADMIN, CHAIR, Opened, Place
from tests.register.postgres import Postgres


@pytest.mark.parametrize("seed", range(3))
def test_no_file_of_sqlite_has_a_piece_of_an_erased_key(tmp_path: Path, seed: int):
    rng = random.Random(seed)
    with Place(tmp_path / "data").open() as kept:
        gone = rng.sample(grown(kept, rng, 120), 30)
        before = wrapped(kept)
        erased(kept, *gone)
        left = everything_in(tmp_path / "data")
        assert backed_up(kept.engine, tmp_path / "later") > 0
        left += (tmp_path / "later").read_bytes()
    assert MARKED.encode() not in left
    for one in gone:
        assert not any(piece in left for piece in pieces(before[one] or b"")), one
    assert all((key or b"") in left for one, key in before.items() if one not in gone)


def test_no_table_of_postgresql_has_a_piece_of_an_erased_key(postgres: Postgres, tmp_path: Path):
    with Place(tmp_path / "data", postgres.fresh()).open() as kept:
        gone = random.Random(1).sample(grown(kept, random.Random(1), 60), 20)
        before = wrapped(kept)
        assert erased(kept, *gone) == []
        kept.execute("CHECKPOINT")
        database = kept.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        left = everything_in(postgres.data / "base" / str(database[0][0]))
    assert MARKED.encode() not in left
    for one in gone:
        assert not any(piece in left for piece in pieces(before[one] or b"")), one
    assert all((key or b"") in left for one, key in before.items() if one not in gone)


def test_an_erased_case_keeps_its_place_and_says_nothing(kept: Opened):
    kept.add("2026-1", MARKED)
    kept.add("2026-2", "another case")
    kept.add("2026-1", MARKED)
    erased(kept, "2026-1")
    record, told = kept.register.library.history("default", "2026-1", CHAIR)
    assert record.wrapped is None
    assert [one["kind"] for one in told] == ["advice", "advice", "erased"]
    assert [one["content"] for one in told] == [None, None, {"reason": "its time"}]
    assert verified_here(kept.register).findings == ()
    assert MARKED not in str(told)
    _, other = kept.register.library.history("default", "2026-2", CHAIR)
    assert other[0]["content"] == "another case"


def test_nothing_is_added_to_an_erased_case_and_it_is_not_erased_twice(kept: Opened):
    kept.add("2026-1", token="a", request="r")
    erased(kept, "2026-1")
    for token in (None, "a", "b"):
        with pytest.raises(Erased):
            kept.add("2026-1", token=token, request="r")
    with pytest.raises(Erased):
        erased(kept, "2026-1")
    with pytest.raises(NoSuchCase):
        erased(kept, "2026-2")
    assert len(kept.erasures.listed()) == 1
    assert len(kept.rows()) == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "half \ud800", "two\nlines", "nul\0"])
def test_a_reason_that_cannot_be_kept_is_refused(kept: Opened, reason: str):
    kept.add("2026-1")
    told = Erasure("default", "2026-1", reason)
    with pytest.raises(InputError):
        erase(kept.register.ledger, kept.erasures, told, ADMIN)
    assert kept.erasures.listed() == []


def test_a_request_is_not_to_be_guessed_from_what_is_kept_of_it(kept: Opened):
    kept.add("2026-1", token="a", request="r")
    kept.add("2026-2", token="b", request="r")
    marks = [row[0] for row in kept.execute("SELECT request FROM repeats")]
    assert len(set(marks)) == 2
    assert "r" not in marks


def test_a_case_is_due_when_its_panel_has_kept_it_long_enough(kept: Opened):
    now = datetime.now(UTC)
    for reference, panel in (("2026-1", "north"), ("2026-2", "north"), ("2026-3", "south")):
        kept.add(reference, panel=panel)
    keep_for(kept.engine, "north", 30)
    keep_for(kept.engine, "north", 10)
    assert not [*due(kept.engine, now + timedelta(days=9))]
    later = now + timedelta(days=11)
    assert [one.reference for one in due(kept.engine, later)] == ["2026-1", "2026-2"]
    told = Erasure("north", "2026-1", "retention")
    erase(kept.register.ledger, kept.erasures, told, ADMIN)
    assert [one.reference for one in due(kept.engine, later)] == ["2026-2"]


def test_a_restore_erases_again_what_was_erased_since(kept: Opened, tmp_path: Path):
    for one in ("2026-1", "2026-2", "2026-3"):
        kept.add(one, MARKED)
    erased(kept, "2026-3")
    backed_up(kept.engine, tmp_path / "early")
    erased(kept, "2026-1")
    kept.add("2026-4")
    erased(kept, "2026-4")
    with again(kept, tmp_path) as other:
        restored(other.engine, tmp_path / "early", other.register.ledger.check_opens)
        assert wrapped(other)["2026-1"] is not None
        listed = other.erasures.listed()
        assert reapplied(other.engine, other.register.ledger, listed, ADMIN) == (1, [])
        assert wrapped(other)["2026-1"] is None
        assert wrapped(other)["2026-2"] is not None
        assert verified_here(other.register).findings == ()
        assert reapplied(other.engine, other.register.ledger, listed, ADMIN) == (0, [])


def test_a_line_of_the_list_cut_short_is_named_and_spoils_no_other(kept: Opened):
    with (kept.place.folder / "erasures.jsonl").open("a") as file:
        file.write('{"panel": "default", "refer')
    kept.add("2026-1")
    erased(kept, "2026-1")
    with pytest.raises(InputError, match="line 1"):
        kept.erasures.listed()
    file_ = kept.place.folder / "erasures.jsonl"
    file_.write_text("\n".join(file_.read_text().splitlines()[1:]))
    assert [one.reference for one in kept.erasures.listed()] == ["2026-1"]
