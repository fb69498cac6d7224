"""Covering up: what is said of the cases is made to agree with entries that were tampered with."""

from __future__ import annotations

from tests.register.places import Opened

SAME = "entries.panel = cases.panel AND entries.reference = cases.reference"
AGREED = (
    "UPDATE cases SET"
    f" entries = (SELECT count(*) FROM entries WHERE {SAME}),"
    f" changed = coalesce((SELECT max(at) FROM entries WHERE {SAME}), ''),"
    " incident = (SELECT incident FROM entries"
    f" WHERE {SAME} AND incident IS NOT NULL ORDER BY n DESC LIMIT 1)"
)


def recounted(kept: Opened) -> None:
    """Make the cases agree with the entries, as whoever cuts off entries could."""
    kept.execute(AGREED)
    kept.execute("DELETE FROM cases WHERE entries = 0")
