"""Master keys are rotated, lost and found: what is kept opens with the newest alone."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from api.register.backup import backed_up, restored
from api.register.erasing import rewrapped
from api.register.mistakes import Unreadable
from api.register.register import MASTER
from api.register.sealing import add_key, master_from
from api.store.tables import case_keys
from criteria.errors import InputError
from tests.register.erased import MARKED, again, erased, everything_in, grown, pieces, wrapped
from tests.register.places import CHAIR, Opened, Place

GOOD_KEY = base64.urlsafe_b64encode(bytes(32)).decode()


def test_after_a_rotation_the_old_master_key_opens_nothing_and_is_needed_for_nothing(
    kept: Opened, tmp_path: Path
):
    file = kept.place.folder / MASTER
    old = file.read_text()
    kept.add("2026-1", MARKED)
    kept.add("2026-2", MARKED)
    erased(kept, "2026-2")
    backed_up(kept.engine, tmp_path / "early")
    add_key(file)
    kept.add("2026-3", "while it rotates")
    assert rewrapped(kept.engine, master_from(file)) == (2, [])
    file.write_text(file.read_text().splitlines()[0])
    kept.add("2026-1", "and more")
    kept.add("2026-4", "made after")
    _, told = kept.register.library.history("default", "2026-1", CHAIR)
    assert [one["content"] for one in told] == [MARKED, "and more"]
    theirs = master_from(written(tmp_path / "old", old))
    with kept.engine.connect() as connection:
        for key in connection.execute(select(case_keys.c.wrapped)).scalars():
            with pytest.raises(Unreadable):
                theirs.unwrap(key)
    with again(kept, tmp_path) as other, pytest.raises(InputError, match="does not open"):
        restored(other.engine, tmp_path / "early", other.register.ledger.check_opens)
    assert (file.stat().st_mode & 0o777) == 0o600


def written(file: Path, text: str) -> Path:
    """A file with this text."""
    file.write_text(text)
    return file


def test_a_rotation_leaves_no_piece_of_what_was_wrapped_before(tmp_path: Path):
    with Place(tmp_path / "data").open() as kept:
        grown(kept, random.Random(7), 40)
        before = wrapped(kept)
        add_key(tmp_path / "data" / MASTER)
        rewrapped(kept.engine, master_from(tmp_path / "data" / MASTER))
        left = everything_in(tmp_path / "data")
    for one in before.values():
        assert not any(piece in left for piece in pieces(one or b""))


def test_a_register_whose_master_keys_are_lost_is_not_opened_with_new_ones(kept: Opened):
    kept.add("2026-1")
    (kept.place.folder / MASTER).rename(kept.place.folder / "elsewhere")
    kept.add("2026-1", "what was read before will do")
    with pytest.raises(InputError, match="is not there"), kept.place.open():
        pass


@pytest.mark.parametrize("text", ["", "x", f"{GOOD_KEY}\nx", "\udcff"])
def test_what_are_no_master_keys_are_refused(tmp_path: Path, text: str):
    file = tmp_path / "keys"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match="master key"):
        master_from(file)
