"""Erasing cases, and looking for what may be left of their keys."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from api.register.erasing import Erasure, erase
from tests.register.places import ADMIN, Opened, Place, draft

MARKED = "a word nobody else would write"


def erased(kept: Opened, *references: str) -> list[str]:
    """Erase cases; what may be left of them all the same."""
    erasures = (Erasure("default", one, "its time") for one in references)
    ended = [erase(kept.register.ledger, kept.erasures, one, ADMIN) for one in erasures]
    return [left for one in ended for left in one.left]


def wrapped(kept: Opened) -> dict[str, bytes | None]:
    """The wrapped key of each case."""
    found = kept.register.library.listed("default", most=10_000)
    return {one.reference: one.wrapped for one in found}


def everything_in(folder: Path) -> bytes:
    """Every byte of every file in a folder, but for the list of what was erased."""
    return b"".join(read_files(folder).values())


def read_files(folder: Path) -> dict[str, bytes]:
    """What each file in a folder has; one that is removed meanwhile has nothing."""
    found = {}
    for one in folder.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):
            found[str(one)] = one.read_bytes()
    return found


def pieces(key: bytes) -> list[bytes]:
    """Parts of a wrapped key that no other has: what any of them is found in has something left."""
    return [key[at : at + 24] for at in range(12, len(key) - 24)]


def grown(kept: Opened, rng: random.Random, many: int) -> list[str]:
    """Many cases that grew at different times, so that their rows moved within the database."""
    references = [f"case-{n:03}" for n in range(many)]
    rng.shuffle(references)
    kept.register.ledger.append([draft(one, MARKED, token=one) for one in references])
    for incident in (None, "incident-1" * 3, None):
        some = rng.sample(references, many // 2)
        kept.register.ledger.append([draft(one, MARKED, incident=incident) for one in some])
    return references


def again(kept: Opened, tmp_path: Path):
    """An empty embedded register in a folder with the same keys and the list of erasures."""
    folder = tmp_path / "again"
    folder.mkdir()
    for one in ("master.key", "signing.key", "erasures.jsonl"):
        (folder / one).write_bytes((kept.place.folder / one).read_bytes())
    return Place(folder).open()
