"""Every statement of a ruleset that rests on a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.sources.model import Statement
from criteria.bearing import cone
from criteria.clocks import Limit
from criteria.decisions import Cited
from criteria.rulesets import Determination, Notice, Ruleset, Source
from criteria.timeline import NewerLaw
from criteria.words import Force, strongest
from engine.dates import cited


def list_statements(ruleset: Ruleset) -> Iterator[Statement]:
    """Every statement of a ruleset."""
    yield from list_determinations(ruleset)
    yield from list_criteria(ruleset)
    yield from list_notices(ruleset)
    yield from list_considerations(ruleset)
    yield from list_notes(ruleset)
    yield from list_background(ruleset)


def list_determinations(ruleset: Ruleset) -> Iterator[Statement]:
    """What must, should or may be done, and by when."""
    for name, one in ruleset.determinations.items():
        force = find_force(one)
        found = cited(ruleset.sources, one.sources)
        referral = name in ruleset.referral.rests_on
        yield Statement(
            "determination",
            name,
            one.title,
            describe_action(one),
            found,
            force=force,
            for_referral=referral,
        )
        for text, sources in read_clocks(ruleset.sources, one.due):
            yield Statement("clock", name, one.title, text, sources, force=force)


def describe_action(one: Determination) -> str:
    """What a determination says is to be done; where a power is left, also what may be."""
    left = f" {one.action.not_met}" if one.otherwise.force == "may" else ""
    return f"{one.action.met}{left}"


def find_force(determination: Determination) -> Force | None:
    """The strongest force that a determination can have."""
    grounds: list[Force] = [ground.force for ground in determination.grounds]
    return strongest([*grounds, determination.otherwise.force])


def read_clocks(
    sources: Mapping[str, Source], limit: Limit | None
) -> Iterator[tuple[str, tuple[Cited, ...]]]:
    """The text of a time limit in each of its readings, with the sources of each."""
    for clock in () if limit is None else limit.readings:
        yield clock.text, cited(sources, clock.sources)


def list_criteria(ruleset: Ruleset) -> Iterator[Statement]:
    """The tests of the law, each with the force of what is done where it is met."""
    forces = find_forces(ruleset)
    referral = cone(ruleset, ruleset.referral.roots)
    for name, one in ruleset.criteria.items():
        yield Statement(
            "criterion",
            name,
            one.title,
            f"{one.title}. {one.question}",
            cited(ruleset.sources, one.sources),
            force=strongest(forces[name]),
            for_referral=name in referral,
        )


def find_forces(ruleset: Ruleset) -> dict[str, list[Force]]:
    """The forces of what is done where each criterion is met."""
    found: dict[str, list[Force]] = {name: [] for name in ruleset.criteria}
    for one in ruleset.determinations.values():
        for ground in one.grounds:
            for name in cone(ruleset, [ground.criterion]):
                found[name].append(ground.force)
    return found


def list_notices(ruleset: Ruleset) -> Iterator[Statement]:
    """Whom to tell after a decision, and by when."""
    for name, one in ruleset.notices.items():
        title, found = name_notice(one), cited(ruleset.sources, one.sources)
        yield Statement("notice", name, title, one.text, found, force=one.force)
        for text, sources in read_clocks(ruleset.sources, one.due):
            yield Statement("notice_clock", name, title, text, sources, force=one.force)


def name_notice(notice: Notice) -> str:
    """A notice in a few words: who is told, and what that depends on."""
    return f"{notice.to}, {notice.whether}"


def list_considerations(ruleset: Ruleset) -> Iterator[Statement]:
    """What people weigh."""
    for name, one in ruleset.considerations.items():
        found = cited(ruleset.sources, one.sources)
        yield Statement("consideration", name, one.title, one.title, found, weight=one.weight)


def list_notes(ruleset: Ruleset) -> Iterator[Statement]:
    """What the reader is told."""
    for name, one in ruleset.notes.items():
        found = cited(ruleset.sources, one.sources)
        yield Statement("note", name, name_plainly(name), one.text, found)


def list_background(ruleset: Ruleset) -> Iterator[Statement]:
    """When the edition applies, and what is known and not decided."""
    found = cited(ruleset.sources, ruleset.in_force.sources)
    title = "When this edition applies"
    yield Statement("in_force", "in_force", title, ruleset.in_force.text, found)
    for name, one in ruleset.not_encoded.items():
        sources = cited(ruleset.sources, one.sources)
        yield Statement("not_encoded", name, name_plainly(name), one.text, sources)


def state_newer_law(number: int, law: NewerLaw) -> Statement:
    """Newer law as a statement that rests on its one source."""
    sources = cited({"law": law.source}, ("law",))
    return Statement("newer_law", f"newer_law_{number}", law.source.instrument, law.text, sources)


def name_plainly(name: str) -> str:
    """The name of a rule that has no title, as words."""
    return name.replace("-", " ").capitalize()
