"""What a request states of a case: every mistake found, and the edition told or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.casefile import Asked, date_problems, misjudged, section_problems
from api.service.bodies import MOST_SAID, repeats
from criteria.errors import ArguableEdition, InputError, NoEdition, Problem, nearest, quoted
from criteria.shelf import shelf
from criteria.timeline import only, resolve
from engine.dates import as_day

SECTIONS = ("facts", "judgements", "dates")
ROOTS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("dates", "decision"): ("on",),
    ("dates", "area_switch"): ("area_switch",),
}
"""What a request may state at its root in place of a date."""


def asked(body: Mapping[str, Any], parts: Iterable[str]) -> Asked:
    """The case in a body that may have these parts. Raises InputError with every mistake."""
    known = tuple(parts)
    problems = [
        *misplaced(body, known),
        *repeats(body),
        *section_mistakes(body),
        *which_mistakes(body),
        *what_if_mistakes(body),
    ]
    if problems:
        raise InputError([*problems, *misjudged(body.get("judgements", {}))][:MOST_SAID])
    dates = dict(body.get("dates", {}))
    dates |= {name: body[place] for (_, name), (place,) in ROOTS.items() if place in body}
    return Asked(
        edition=body["edition"] if "edition" in body else governing(body, dates),
        facts=body.get("facts", {}),
        judgements=body.get("judgements", {}),
        dates=dates,
        what_if=body.get("what_if", False),
    )


def misplaced(body: Mapping[str, Any], known: tuple[str, ...]) -> list[Problem]:
    """A problem for each part that does not belong."""
    return [
        Problem((name,), f"{quoted(name)} is not a part of this request", nearest(name, known))
        for name in list(body)[:MOST_SAID]
        if name not in known
    ]


def section_mistakes(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with facts, judgements and dates, as far as no edition is needed to tell."""
    found = [one for name in SECTIONS for one in section_problems(name, body.get(name, {}))]
    missing = (
        [] if "facts" in body else [Problem(("facts",), "is missing: send {} if none is known")]
    )
    return [*missing, *found]


def which_mistakes(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the way an edition is told: by its name, or by the day of the decision."""
    problems = [*day_mistakes(body)]
    problems += shelf().misnamed(body["edition"]) if "edition" in body else []
    if "edition" in body and "on" in body:
        problems.append(Problem(("on",), "give `edition` or `on`, not both"))
    dates = body.get("dates", {})
    if not ("edition" in body or "on" in body or (isinstance(dates, dict) and "decision" in dates)):
        problems.append(Problem(("edition",), "is missing: give `edition`, or `on` for the day"))
    return problems


def day_mistakes(body: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with `on` and `area_switch`, or with saying two different days for one."""
    dates = body.get("dates")
    for (section, name), (place,) in ROOTS.items():
        if place not in body:
            continue
        yield from (one.stated_at(ROOTS) for one in date_problems({name: body[place]}))
        if isinstance(dates, Mapping) and dates.get(name, body[place]) != body[place]:
            detail = f"{quoted(body[place])} is another day than in `{section}.{name}`: give one"
            yield Problem((place,), detail)


def edition_mistakes(editions: object) -> list[Problem]:
    """What is wrong with a list of editions to decide under."""
    known = shelf().timeline.editions
    if not isinstance(editions, list) or not editions:
        return [Problem(("editions",), f"{quoted(editions)} is not a list of editions")]
    if len(editions) > len(known):
        return [Problem(("editions",), f"has {len(editions)} entries, and there are {len(known)}")]
    return [
        Problem(("editions", str(n)), f"{quoted(one)} is not an edition", nearest(one, known))
        for n, one in enumerate(editions)
        if one not in known
    ]


def what_if_mistakes(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with asking for what would change the answer."""
    said = body.get("what_if", False)
    if isinstance(said, bool):
        return []
    return [Problem(("what_if",), f"{quoted(said)} is not true or false")]


def governing(body: Mapping[str, Any], dates: Mapping[str, Any]) -> str:
    """The edition that governs the day of the decision; it is never guessed."""
    timeline = shelf().timeline
    on, switch = as_day(dates["decision"]), as_day(dates.get("area_switch"))
    assert on is not None
    try:
        return only(resolve(timeline, on, switch), timeline)
    except (NoEdition, ArguableEdition) as error:
        if "on" not in body:
            raise
        raise type(error)(one.stated_at(ROOTS) for one in error.problems) from error
