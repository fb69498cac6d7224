"""Databases of earlier forms, as earlier versions left them, with something in each table."""

from __future__ import annotations

from datetime import datetime

from alembic import command
from sqlalchemy import Connection, create_engine, text

from api.store.database import configured

MADE = datetime(2026, 1, 2, 3, 4, 5)
PUT = {
    "0001": [
        "INSERT INTO keys (id, name, role, panel, hashed, created, revoked)"
        " VALUES ('0123456789abcdef', 'a chair', 'chair', 'north', 'aa', :made, NULL)",
        "INSERT INTO keys (id, name, role, panel, hashed, created, revoked)"
        " VALUES ('fedcba9876543210', 'an admin', 'admin', 'south', 'bb', :made, :made)",
    ],
    "0002": ["INSERT INTO retention (panel, days) VALUES ('north', 3650)"],
    "0003": [
        "INSERT INTO links (hashed, id, name, role, panel, ends)"
        " VALUES ('cc', '0123456789abcdef', 'a chair', 'chair', 'north', :made)",
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
                connection.execute(text(one), {"made": MADE} if ":made" in one else {})
