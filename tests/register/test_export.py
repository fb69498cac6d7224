"""What was exported can be verified on another machine, without the database and its keys."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from api.register.exported import exported, verified
from api.register.signing import SignedHead, signer_from
from criteria.errors import InputError
from tests.register.places import Opened


def lines(kept: Opened, *panels: str) -> list[str]:
    """Two panels of eight entries each, as lines."""
    for n in range(8):
        for panel in ("north", "south"):
            kept.add(f"2026-{n % 3}", f"word {n}", panel=panel)
    return [
        line for panel in panels or ("north", "south") for line in exported(kept.register, panel)
    ]


def named(told: list[str], key: str | None = None, head: SignedHead | None = None) -> set[str]:
    """The entries that are named when an export is held to itself."""
    return {
        f"{one.panel} {one.seq}" for one in verified(told, key, [head] if head else []).findings
    }


def test_an_export_is_whole_and_signed(kept: Opened):
    told = lines(kept)
    found = verified(told, kept.register.signer.public)
    assert (found.entries, found.findings) == (16, ())


def test_an_export_says_nothing_of_a_case(kept: Opened):
    assert "word" not in "".join(lines(kept))


def test_a_changed_byte_of_an_export_is_found_or_the_line_is_none(kept: Opened):
    told, rng = lines(kept), random.Random(4)
    for _ in range(400):
        at = rng.randrange(len(told))
        where = rng.randrange(len(told[at]))
        byte = rng.choice([chr(one) for one in range(32, 127) if chr(one) != told[at][where]])
        edited = told[at][:where] + byte + told[at][where + 1 :]
        if json_of(edited) == json.loads(told[at]):
            continue  # `1` and `1 ` state the same
        try:
            assert named([*told[:at], edited, *told[at + 1 :]], kept.register.signer.public), edited
        except InputError as error:
            assert f"line {at + 1}" in str(error)


def json_of(line: str) -> object:
    """What a line states, or None."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def test_a_line_taken_away_repeated_or_moved_is_found(kept: Opened):
    told = lines(kept, "north")
    for at in range(1, len(told)):
        assert f"north {at}" in named([*told[:at], *told[at + 1 :]])
        assert named([*told[: at + 1], told[at], *told[at + 1 :]])
        assert named([*told[:at], *told[at + 1 :], told[at]]) or at == len(told) - 1


def test_an_entry_after_the_signed_head_is_found(kept: Opened):
    told = lines(kept, "north")
    kept.add("2026-1", "one more", panel="north")
    longer = list(exported(kept.register, "north"))
    assert named([told[0], *longer[1:]]) == {"north 9"}


def test_a_head_signed_by_somebody_else_is_found_with_the_public_key(kept: Opened, tmp_path: Path):
    told = lines(kept, "north")
    head = kept.register.head("north")
    assert head is not None
    theirs = signer_from(tmp_path / "theirs").sign(head.head)
    forged = json.dumps(json.loads(told[0]) | {"signed_head": as_told(theirs)})
    assert named([forged, *told[1:]]) == set()
    assert named([forged, *told[1:]], kept.register.signer.public) == {"north 8"}


def as_told(head: SignedHead) -> dict[str, object]:
    """A signed head as a line states it."""
    inner = {name: getattr(head.head, name) for name in ("panel", "seq", "hash", "at")}
    return {"head": inner, "key": head.key, "signature": head.signature}


def test_an_export_is_held_to_an_earlier_head(kept: Opened):
    early, told = None, []
    for _ in range(2):
        told = lines(kept, "north")
        early = early or kept.register.head("north")
    assert named(told, head=early) == set()
    assert named(list(exported(kept.register, "south")), head=early) == {"north 1"}


@pytest.mark.parametrize(
    "text",
    [
        [],
        ["", "  "],
        ["{}"],
        ["[]"],
        ["1"],
        ['{"signed_head": 1}'],
        ['{"signed_head": {"head": {"panel": "p", "seq": "1", "hash": "", "at": ""}}}'],
        ["nothing"],
        ["\x00"],
    ],
)
def test_what_is_no_export_is_refused(text: list[str]):
    with pytest.raises(InputError):
        verified(text)


def test_entries_before_any_head_are_refused(kept: Opened):
    with pytest.raises(InputError, match="line 1"):
        verified(lines(kept, "north")[1:])
