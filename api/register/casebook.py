"""What the register says of each case beside its entries, held to the entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, and_, func, or_, select

from api.register.links import Broken
from api.register.rows import PANEL, each
from api.store.tables import case_keys, cases, entries, repeats
from criteria.errors import quoted

FIRST, LAST = entries.alias("first"), entries.alias("last")


def of_case(some: FromClause) -> tuple[ColumnElement[bool], ...]:
    """That entries are those of the case."""
    return some.c.panel == cases.c.panel, some.c.reference == cases.c.reference


SAME = of_case(entries)

COUNTED = select(func.count()).where(*SAME).scalar_subquery()
HIGHEST = select(func.coalesce(func.max(entries.c.n), 0)).where(*SAME).scalar_subquery()
"""How many entries a case has where none of them is missing, which the chain tells: it is found at
once, where they are counted one by one."""

MISSTATED = (
    select(
        cases,
        case_keys.c.id.is_not(None).label("has_key"),
        COUNTED.label("counted"),
        FIRST.c.at.label("first_at"),
        LAST.c.at.label("last_at"),
        LAST.c.kind.label("last_kind"),
    )
    .outerjoin_from(cases, FIRST, and_(*of_case(FIRST), FIRST.c.n == 1))
    .outerjoin(LAST, and_(*of_case(LAST), LAST.c.n == cases.c.entries))
    .outerjoin(case_keys, case_keys.c.id == cases.c.key_id)
    .where(
        cases.c.panel == PANEL,
        or_(
            cases.c.entries.is_distinct_from(HIGHEST),
            and_(FIRST.c.n.is_not(None), cases.c.opened.is_distinct_from(FIRST.c.at)),
            and_(LAST.c.n.is_not(None), cases.c.changed.is_distinct_from(LAST.c.at)),
            and_(FIRST.c.n.is_(None), case_keys.c.id.is_(None)),
            and_(LAST.c.kind == "erased", cases.c.key_id.is_not(None)),
            and_(LAST.c.kind != "erased", case_keys.c.id.is_(None)),
        ),
    )
    .order_by(cases.c.reference)
)
ONLY_ERASED = and_(cases.c.entries == 1, cases.c.key_id.is_(None))
"""That a case was erased before anything was recorded: its one entry once named no incident."""

INCIDENTS = (
    select(cases.c.reference, cases.c.incident, ONLY_ERASED.label("only_erased"))
    .where(cases.c.panel == PANEL, cases.c.incident.is_not(None), cases.c.entries > 0)
    .order_by(cases.c.reference)
)
UNLISTED = (
    select(entries.c.seq, entries.c.reference)
    .outerjoin_from(entries, cases, and_(*SAME))
    .where(entries.c.panel == PANEL, cases.c.panel.is_(None))
    .order_by(entries.c.seq)
)
SHARED = select(cases.c.key_id).where(cases.c.key_id.is_not(None)).group_by(cases.c.key_id)
SHARING = select(cases.c.panel, cases.c.reference).where(
    cases.c.key_id.in_(SHARED.having(func.count() > 1)), cases.c.panel == PANEL
)
ASTRAY = (
    select(repeats.c.seq)
    .outerjoin_from(
        repeats, entries, and_(entries.c.panel == repeats.c.panel, entries.c.seq == repeats.c.seq)
    )
    .where(repeats.c.panel == PANEL, entries.c.seq.is_(None))
)


def misstated(connection: Connection, panel: str, incidents: Mapping[Any, str]) -> Iterator[Broken]:
    """Everything that is said of a panel's cases and that their entries do not bear out.

    `incidents` are those that entries name, by the reference of the case: the last one counts.
    """
    asked = {"of_panel": panel}
    for row in each(connection, MISSTATED, asked):
        for what in wrong_with(row):
            yield of(panel, row.reference, what)
    named = {
        row.reference: row.incident
        for row in each(connection, INCIDENTS, asked)
        if row.reference in incidents or not row.only_erased
    }
    for reference in {**named, **incidents}:
        if named.get(reference) != (incident := incidents.get(reference)):
            told = f"its incident was changed: by its entries it is {quoted(incident)}"
            yield of(panel, reference, told)
    for row in each(connection, UNLISTED, asked):
        told = f"its case {quoted(row.reference)} is not among the cases"
        yield Broken(panel, row.seq, told)
    for row in each(connection, SHARING, asked):
        yield of(panel, row.reference, "has the key of another case")
    for row in each(connection, ASTRAY, asked):
        yield Broken(panel, row.seq, "is missing, and yet a repeated request is answered with it")


def of(panel: str, reference: object, what: str) -> Broken:
    """What is wrong with a case."""
    return Broken(panel, None, f"case {quoted(reference)}: {what}")


def wrong_with(row: Row[Any]) -> Iterator[str]:
    """What is wrong with what is said of one case."""
    if row.entries != row.counted:
        yield f"has {row.counted} entries, and is said to have {quoted(row.entries)}"
    if row.counted and row.opened != row.first_at:
        yield "when it began was changed"
    if row.counted and row.changed != row.last_at:
        yield "when it was last added to was changed"
    if row.last_kind == "erased" and row.key_id is not None:
        yield "was erased, and has a key"
    if row.last_kind != "erased" and not row.has_key:
        yield "was not erased, and its key is not there"
