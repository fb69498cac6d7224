"""What a case may state: its sections, its reference, and every mistake in them told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.reading import MOST_SAID, contents, decoded, parsed, trouble
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.facts import problems_in
from criteria.shelf import shelf
from engine.dates import as_day, read_dates
from engine.judging import misnamed

SECTIONS = ("reference", "facts", "evidence", "judgements", "dates")
REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._-]{1,40}")
LONGEST_AGENCY = 120
MOST_ENTRIES = 100
"""How many entries a section may have; there are some forty facts and seven dates."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its file states it: its facts and dates can be read, its judgements are not yet."""

    reference: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    judgements: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case to be decided under an edition; its judgements are read when it is decided."""

    edition: str
    facts: Mapping[str, str]
    judgements: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    what_if: bool = False


def read_case(path: str, edition: str | None = None) -> Case:
    """The case in a file, or on standard input if the path is `-`.

    Raises InputError with every mistake but those in judgements, which need an edition; among them
    that the edition named for it, if any, is none.
    """
    text = decoded(contents(path))
    try:
        return as_case(parsed(text, Path(path).suffix.lower()))
    except InputError as error:
        misnamed = [] if edition is None else shelf().misnamed(edition)
        raise InputError([*misnamed, *error.problems]) from error


def as_case(table: object) -> Case:
    """The case in a table that was read. Raises InputError with every mistake in it."""
    if not isinstance(table, Mapping):
        raise trouble(f"states {quoted(table)} where a table with [facts] belongs")
    if problems := case_problems(table):
        raise InputError(problems)
    return Case(**table)


def case_problems(table: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a case, the mistakes after the first twenty only counted."""
    problems = [*part_problems(table), *reference_problems(table)]
    for name in SECTIONS[1:]:
        problems += section_problems(name, table.get(name, {}))
    if problems:
        problems += misjudged(table.get("judgements", {}))
    if len(problems) > MOST_SAID + 1:
        left = Problem((), f"and {len(problems) - MOST_SAID} more mistakes")
        problems = [*problems[:MOST_SAID], left]
    return problems


def part_problems(table: Mapping[str, Any]) -> list[Problem]:
    """What is in a case that is no part of one."""
    return [
        Problem((str(key),), f"{quoted(key)} is not a part of a case file", nearest(key, SECTIONS))
        for key in list(table)[:MOST_ENTRIES]
        if key not in SECTIONS
    ]


def misjudged(judgements: object) -> list[Problem]:
    """What is wrong with judgements under whatever edition: told with the other mistakes."""
    if not isinstance(judgements, Mapping):
        return []
    rulesets = [shelf().volume(edition).ruleset for edition in shelf().timeline.editions]
    found = []
    for name, judged in list(judgements.items())[:MOST_ENTRIES]:
        wrong = [misnamed(ruleset, shelf().vocabulary, name, judged) for ruleset in rulesets]
        found += [wrong[-1]] if all(wrong) and wrong[-1] is not None else []
    return found


def section_problems(name: str, section: object) -> list[Problem]:
    """What is wrong with one section of a case, as far as no edition is needed to tell."""
    if not isinstance(section, Mapping):
        return [Problem((name,), f"{quoted(section)} is not a table")]
    if len(section) > MOST_ENTRIES:
        return [Problem((name,), f"has {len(section)} entries, and may have {MOST_ENTRIES}")]
    if name == "facts":
        return problems_in(shelf().vocabulary, section)
    if name == "dates":
        return date_problems(section)
    return evidence_problems(section) if name == "evidence" else []


def date_problems(dates: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the dates."""
    try:
        read_dates(shelf().vocabulary, shelf().timeline, dates)
    except InputError as error:
        return list(error.problems)
    return []


def reference_problems(table: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the reference: it must never be a name."""
    reference = table.get("reference", "0")
    if isinstance(reference, str) and REFERENCE.fullmatch(reference):
        return []
    rule = "letters, digits, - _ . up to 40, with at least one digit, and never a name"
    return [Problem(("reference",), f"{quoted(reference)} is not a reference ({rule})")]


def evidence_problems(evidence: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the evidence: which fact, what agency, which day."""
    facts = shelf().vocabulary.facts
    problems = []
    for name, told in evidence.items():
        place = ("evidence", str(name))
        if name not in facts:
            problems.append(Problem(place, f"{quoted(name)} is not a fact", nearest(name, facts)))
        elif not isinstance(told, Mapping):
            shape = '{ agency = "police", on = 2013-02-11 }'
            problems.append(Problem(place, f"{quoted(told)} is not evidence like {shape}"))
        else:
            problems += told_problems(place, told)
    return problems


def told_problems(place: tuple[str, ...], told: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the evidence for one fact."""
    known = ("agency", "on")
    problems = [
        Problem((*place, str(key)), f"{quoted(key)} is not a part of evidence", nearest(key, known))
        for key in told
        if key not in known
    ]
    agency = told.get("agency", "-")
    if not (
        isinstance(agency, str)
        and agency.isprintable()
        and 0 < len(agency.strip()) <= LONGEST_AGENCY
    ):
        message = (
            f"{quoted(agency)} is not an agency (a few words, up to {LONGEST_AGENCY} characters)"
        )
        problems.append(Problem((*place, "agency"), message))
    if "on" in told and as_day(told["on"]) is None:
        message = f"{quoted(told['on'])} is not a day like 2015-03-26"
        problems.append(Problem((*place, "on"), message))
    return problems
