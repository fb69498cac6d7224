"""`threshold demo`: made-up cases in every state, marked as made up, to look around in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.ended import mended_by_caller
from api.keyring import DATA
from api.opened import opened_in
from criteria.errors import InputError, Problem, ThresholdError
from criteria.shelf import shelf
from criteria.timeline import only, resolve

if TYPE_CHECKING:
    from api.register.drafts import Draft
    from api.register.working import Working

MARK = "MADE-UP"
INCIDENT = f"{MARK}-incident-1"

DIED: Mapping[str, str] = {
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "abuse_or_neglect_by": "person",
    "outcome": "died",
    "place_of_incident": "this_area",
    "normal_residence": "this_area",
    "looked_after": "no",
    "care_leaver": "no",
}
HARMED: Mapping[str, str] = {
    **DIED,
    "outcome": "harmed",
    "long_term_impairment": "yes",
}

Said = tuple[str, Mapping[str, Any]]
"""An entry to be made: its kind, and what it says."""


@click.command()
@click.option("--panel", default="default", show_default=True, help="Whose cases they become.")
@DATA
@mended_by_caller
def demo(panel: str, data: Path | None) -> None:
    """Add made-up cases in every state; each reference says that it is made up."""
    from api.register.erasing import Erasure, Erasures, erase

    with opened_in(data, new=True) as here:
        ledger = here.register.ledger
        if any(one.reference.startswith(MARK) for one in here.register.library.listed(panel)):
            told = f"has made-up cases already: their references begin with {MARK}"
            raise InputError([Problem(("panel",), told)])
        cases = made_up(date.today())
        for reference, incident, entries in cases:
            if not entries:
                here.register.working.begin(begun(panel, reference, incident))
            for kind, content in entries:
                kept(ledger.append([draft(panel, reference, incident, kind, content)])[0])
        last = cases[-1][0]
        erasure = Erasure(panel, last, "made up, to show an erased case")
        erase(ledger, Erasures(here.settings.data), erasure, maker("admin"))
    click.echo(f"{len(cases)} made-up cases for panel {panel}, from {cases[0][0]} to {last}.")


def kept(found: object) -> None:
    """Raise what refused an entry, if anything did."""
    if isinstance(found, ThresholdError):
        raise found


def maker(role: str) -> Any:
    """Who made up the cases, as their entries say it."""
    from api.register.chain import By

    return By(role, f"made-up-{role}", MARK.lower())


def draft(panel: str, reference: str, incident: str | None, kind: Any, content: Any) -> Draft:
    """An entry of a made-up case."""
    from api.register.drafts import Draft
    from api.service.recording import writing

    write = writing(kind, content)
    return Draft(panel, reference, incident, kind, maker("chair"), write)


def begun(panel: str, reference: str, incident: str | None) -> Working:
    """A case that is being screened: a question was answered, and nothing is recorded."""
    from api.register.working import Working

    dates = {"decision": date.today().isoformat()}
    copy = Working(panel, reference, incident, dates=dates, facts={"outcome": "harmed"})
    return copy.with_told(maker("screener"), "outcome")


def screening(aware: date, facts: Mapping[str, str], **more: Any) -> Said:
    """A screening of today of a case that the authority became aware of on a day."""
    on = date.today()
    timeline = shelf().timeline
    dates = {"authority_aware": aware.isoformat(), "decision": on.isoformat()}
    stated = {"edition": only(resolve(timeline, on), timeline), "facts": dict(facts)}
    return "screening", {**stated, "dates": {**dates, **more}}


def decision(decides: str, on: date, **more: Any) -> Said:
    """A decision of the chair's."""
    return "decision", {"decides": decides, "on": on.isoformat(), **more}


def made_up(today: date) -> list[tuple[str, str | None, list[Said]]]:
    """Every made-up case: its reference, its incident, and its entries in order."""
    numbered = enumerate(stories(today), 1)
    return [(f"{MARK}-{n:02}", incident, list(told)) for n, (incident, told) in numbered]


def stories(today: date) -> Iterator[tuple[str | None, list[Said]]]:
    """The made-up cases, one for each thing that a list or a history shows; the last is erased.

    One without an entry is only begun.
    """
    lately, long_ago = today - timedelta(days=3), today - timedelta(days=21)
    few = {"age_group": "under_16", "abuse_or_neglect": "suspected", "outcome": "harmed"}
    yield None, [screening(long_ago, few)]
    yield None, [screening(lately, few)]
    yield None, [screening(lately, {**DIED, "link_to_abuse_or_neglect": "unrelated"})]
    yield None, [screening(lately, DIED)]
    yield INCIDENT, [screening(today, HARMED)]
    yield INCIDENT, [screening(today, {**HARMED, "long_term_impairment": "unknown"})]
    yield None, [screening(lately, {**HARMED, "abuse_or_neglect": "not_suspected"})]
    yield None, [screening(lately, DIED), *referred(today)]
    yield None, [screening(long_ago, few), screening(long_ago, HARMED), *departed(today)]
    yield None, []
    yield None, [screening(long_ago, DIED)]


def referred(today: date) -> list[Said]:
    """A decision that follows the engine, and who was told of it."""
    told = {"notice": "notify-panel", "to": "the national Panel", "on": today.isoformat()}
    return [decision("refer", today), ("notice", told)]


def departed(today: date) -> list[Said]:
    """Advice with a dissent, a decision that departs from the engine, and what came of it."""
    dissent = {"of": "health", "words": "Made up: there may be more to learn from this."}
    advice = {
        "advises": "no_duty_to_refer",
        "words": "Made up: the impairment is not thought to be long-term any more.",
        "dissent": [dissent],
    }
    reasons = {"code": "facts-learnt-since", "words": "Made up: the consultant's letter of today."}
    reply = {"on": today.isoformat(), "agrees": "not_said", "words": "Made up: they took note."}
    return [
        ("advice", advice),
        decision("no_duty_to_refer", today, reasons=reasons),
        ("reply", reply),
        ("correction", {"entry": 3, "words": "Made up: it was said by public health."}),
    ]
