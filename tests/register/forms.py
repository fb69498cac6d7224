"""Databases of earlier forms, as earlier versions left them, with something in each table."""

from __future__ import annotations

from datetime import datetime

from alembic import command
from sqlalchemy import Connection, create_engine, text

from api.register.chain import BEGINNING, By, Entry, digest
from api.store.database import configured

MADE = datetime(2026, 1, 2, 3, 4, 5)
REASON = b'{"reason":"old"}'
ERASED = Entry(
    panel="north",
    seq=1,
    reference="2025-1",
    n=1,
    kind="erased",
    at="2026-01-02T03:04:05.000Z",
    by=By("admin", "an admin", "fedcba9876543210"),
    sealed=digest(REASON),
    previous=BEGINNING,
).linked()
PUT = {
    "0001": [
        "INSERT INTO keys (id, name, role, panel, hashed, created, revoked)"
        " VALUES ('0123456789abcdef', 'a chair', 'chair', 'north', 'aa', :made, NULL)",
        "INSERT INTO keys (id, name, role, panel, hashed, created, revoked)"
        " VALUES ('fedcba9876543210', 'an admin', 'admin', 'south', 'bb', :made, :made)",
    ],
    "0003": [
        "INSERT INTO links (hashed, id, name, role, panel, ends)"
        " VALUES ('cc', '0123456789abcdef', 'a chair', 'chair', 'north', :made)",
    ],
    "0004": [
        "INSERT INTO working (panel, reference, revision, content)"
        " VALUES ('north', '2025-9', 1, :reason)",
    ],
    "0005": [
        "INSERT INTO readings (panel, reference, at, role, name, key)"
        f" VALUES ('north', '2025-1', '{ERASED.at}', 'auditor', 'an auditor', '0123456789abcdef')",
    ],
    "0006": [
        "INSERT INTO rooms (code, host, drill, step, ends) VALUES ('ABCDEF', 'aa', '{}', 0, :made)",
    ],
    "0002": [
        "INSERT INTO retention (panel, days) VALUES ('north', 3650)",
        "INSERT INTO cases (panel, reference, entries, opened, changed)"
        f" VALUES ('north', '2025-1', 1, '{ERASED.at}', '{ERASED.at}')",
        "INSERT INTO entries (panel, seq, reference, n, kind, at, role, name, key, content,"
        " sealed, previous, hash) VALUES ('north', 1, '2025-1', 1, 'erased',"
        f" '{ERASED.at}', 'admin', 'an admin', 'fedcba9876543210', :reason,"
        f" '{ERASED.sealed}', '{BEGINNING}', '{ERASED.hash}')",
    ],
}
"""What stands in the tables of each form, beside what the forms before it have."""


def at_form(form: str, url: str) -> None:
    """Make the tables of a form in a database, with something in them."""
    engine = create_engine(url)
    config = configured()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, form)
        filled(connection, form)
    engine.dispose()


def filled(connection: Connection, form: str) -> None:
    """Put something into the tables of a form."""
    for name, statements in PUT.items():
        if name <= form:
            for one in statements:
                told = {"made": MADE, "reason": REASON}
                asked = {name: value for name, value in told.items() if f":{name}" in one}
                connection.execute(text(one), asked)
