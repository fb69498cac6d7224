"""Every earlier form of the tables is brought forward, and loses nothing on the way."""

from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from api.register.verifying import verified_here
from api.store.database import FILE, configured, form_of, newest, opened
from api.store.keys import Keys
from api.store.tables import metadata
from criteria.errors import InputError
from tests.register.forms import PUT, at_form
from tests.register.places import Place

FORMS = [one.revision for one in ScriptDirectory.from_config(configured()).walk_revisions()][::-1]


def url(place: Place) -> str:
    """The URL of the database of a place."""
    place.folder.mkdir(exist_ok=True)
    return place.url or f"sqlite:///{place.folder / FILE}"


def test_the_tables_are_what_the_migrations_make(place: Place):
    engine = opened(place.folder, place.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.mark.parametrize("form", FORMS[:-1])
def test_an_earlier_form_is_brought_forward_with_what_is_in_it(place: Place, form: str):
    assert form in PUT, "say what stands in the tables of this form"
    at_form(form, url(place))
    with place.open() as kept:
        assert form_of(kept.engine) == newest()
        assert [one.panel for one in Keys(kept.engine).listed()] == ["north", "south"]
        kept.add("2026-1", incident="incident-1")
        assert [row["reference"] for row in kept.rows()] == ["2026-1", "2025-1"][
            : 1 + (form > "0001")
        ]
        assert verified_here(kept.register).findings == ()


def test_many_who_open_an_earlier_form_at_once_all_find_the_newest(place: Place):
    at_form(FORMS[0], url(place))
    found: list[str | None] = []

    def open_it() -> None:
        engine = opened(place.folder, place.url)
        found.append(form_of(engine))
        engine.dispose()

    everybody = [threading.Thread(target=open_it) for _ in range(6)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    assert found == [newest()] * 6


def test_a_form_that_a_later_version_made_is_refused(place: Place):
    engine = opened(place.folder, place.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(InputError, match="made by a later version"):
        opened(place.folder, place.url)
