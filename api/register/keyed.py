"""Whether the key of every case is what a master key wrapped: one that was overwritten is found.

That every key opens what was said of its case takes opening everything. To have made a wrapped key
takes a master key, which its mark shows: a tenth of the work of unwrapping it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from api.register.links import Broken
from api.register.rows import OF_CASE, PANEL, named
from api.register.sealing import Master
from api.store.tables import case_keys, cases, entries
from criteria.errors import quoted

AT_ONCE = 1000
"""How many keys are fetched at a time: they are short."""

WRAPPED = (
    select(cases.c.reference, case_keys.c.wrapped)
    .join_from(cases, case_keys, case_keys.c.id == cases.c.key_id)
    .where(cases.c.panel == PANEL)
)
FIRST = select(entries.c.seq).where(*OF_CASE, entries.c.n == 1)


def unwrappable(connection: Connection, master: Master, panel: str) -> Iterator[Broken]:
    """The cases of a panel whose key no master key here wrapped, by their first entry."""
    made = master.known()
    rows = connection.execution_options(yield_per=AT_ONCE).execute(WRAPPED, {"of_panel": panel})
    lost = [reference for reference, wrapped in rows if not made(wrapped)]
    for reference in sorted(lost, key=str):
        yield Broken(panel, first_of(connection, panel, reference), told(reference))


def told(reference: object) -> str:
    """That the key of a case was overwritten."""
    return f"case {quoted(reference)}: its key is not one that a master key here wrapped"


def first_of(connection: Connection, panel: str, reference: str) -> int | None:
    """The place of a case's first entry, if it has one."""
    return connection.execute(FIRST, named(panel, reference)).scalar()
