"""The day newer law was last looked for: said at every door, and warned of once it is long ago."""

from __future__ import annotations

import json
from datetime import date

import pytest

from api.law import describe_law, resolve_day
from api.pages.rendering import templates
from api.service.health import describe_readiness
from criteria.shelf import shelf
from criteria.timeline import resolve
from criteria.writing import day as written
from tests.doors.program import command, flat

TIMELINE = shelf().timeline
LONG_AFTER = date(2190, 1, 1)
SAID = f"Law last looked for: {written(TIMELINE.looked_for)}."


def test_the_editions_say_when_newer_law_was_looked_for():
    told = json.loads(command("editions", "--format", "json").out)
    assert told["law_last_looked_for"] == TIMELINE.looked_for.isoformat()
    assert SAID in flat(command("editions").out)


def test_a_resolution_of_a_late_day_says_that_newer_law_may_exist():
    early, late = TIMELINE.looked_for, LONG_AFTER
    assert resolve_day(early, None) == resolve(TIMELINE, early)
    told = json.loads(command("resolve", "--on", str(late), "--format", "json").out)
    (warning,) = describe_law(late)[1:]
    assert told["reason"] == f"{resolve(TIMELINE, late).reason} {warning}"
    assert warning in flat(command("resolve", "--on", str(late)).out)


@pytest.mark.parametrize(("on", "warns"), [(TIMELINE.looked_for, False), (LONG_AFTER, True)])
def test_who_asks_whether_it_is_ready_is_told_of_the_law_too(on: date, warns: bool):
    assert describe_readiness(on) == {
        "status": "ready",
        "law_last_looked_for": TIMELINE.looked_for.isoformat(),
        "newer_law_may_exist": warns,
    }


@pytest.mark.parametrize(("on", "warns"), [(TIMELINE.looked_for, False), (LONG_AFTER, True)])
@pytest.mark.parametrize("page", ["start.html", "sign-in.html", "editions.html"])
def test_the_first_pages_say_it_and_warn_where_it_is_long_ago(page: str, on: date, warns: bool):
    who = {"name": "a-trainer", "role": "trainer", "panel": "default"}
    lists = dict.fromkeys(("errors", "pairs", "editions", "newer_law"), ())
    view = {"who": who, "token": None, "path": "/", "provider": True, "start": "/", **lists}
    shown = templates().get_template(page).render(**view, law=describe_law(on))
    assert SAID in shown
    assert ("Newer law may exist" in shown) is warns
