"""Reading an edition off its ruleset, for whoever wants to read it."""

from __future__ import annotations

from collections.abc import Iterator

from api.editions.conditions import in_brief, in_words
from api.editions.model import Deadline, Duty, Place, Readable, Test, Weighed
from api.wording import FORCES, WEIGHTS, quoted_place
from criteria.facts import Vocabulary
from criteria.rulesets import Determination, Ruleset
from criteria.versions import Volume
from engine.dates import cited


def readable(volume: Volume) -> Readable:
    """An edition as a reader needs it."""
    ruleset = volume.ruleset
    return Readable(
        id=ruleset.id,
        title=ruleset.title,
        publisher=ruleset.publisher,
        in_force=ruleset.in_force.text,
        about=ruleset.about,
        version=ruleset.version,
        digest=volume.digest,
        duties=tuple(duties(volume)),
        here=ruleset.referral.here,
        elsewhere=ruleset.referral.elsewhere,
        tests={one.id: one for one in tests(volume)},
        weighed=tuple(weighed(volume)),
        unencoded=tuple(
            (one.text, places(ruleset, one.sources)) for one in ruleset.not_encoded.values()
        ),
    )


def places(ruleset: Ruleset, names: tuple[str, ...]) -> tuple[Place, ...]:
    """The sources of these names; those that look the same stand once."""
    shown = zip(names, cited(ruleset.sources, names), strict=True)
    found = (
        Place(quoted_place(one), one.grade, ruleset.sources[name].remark or "")
        for name, one in shown
    )
    return tuple(dict.fromkeys(found))


def tests(volume: Volume) -> Iterator[Test]:
    """The criteria, in the order of the ruleset."""
    ruleset, facts = volume.ruleset, volume.vocabulary.facts
    for name, one in ruleset.criteria.items():
        yield Test(
            id=name,
            title=one.title,
            question=one.question,
            how=one.when.how,
            words=in_words(one.when, facts),
            brief=in_brief(one.when, facts),
            parts=one.when.parts,
            asked_of_people=one.judgement_question,
            stands_for=one.stands_for,
            changed=one.changed,
            sources=places(ruleset, one.sources),
        )


def duties(volume: Volume) -> Iterator[Duty]:
    """The determinations, in the order of the ruleset."""
    ruleset = volume.ruleset
    for name, one in ruleset.determinations.items():
        yield Duty(
            id=name,
            title=one.title,
            grounds=tuple((ground.force, ground.criterion) for ground in one.grounds),
            otherwise=otherwise(ruleset, one),
            duty_holder=one.duty_holder,
            decision_maker=one.decision_maker,
            actions=tuple(actions(one)),
            deadlines=tuple(deadlines(ruleset, volume.vocabulary, one)),
            changed=one.changed,
            sources=places(ruleset, one.sources),
        )


def otherwise(ruleset: Ruleset, one: Determination) -> str:
    """The force where no ground is met, in words."""
    force, gates = FORCES[one.otherwise.force], one.otherwise.gates
    if not gates:
        return f"{force}."
    titles = " / ".join(ruleset.criteria[gate].title for gate in gates)
    return f"{force}. None of this unless one of these is met: {titles}."


def actions(one: Determination) -> Iterator[tuple[str, str]]:
    """What follows, by whether the determination is met."""
    yield "met", one.action.met
    yield "not met", one.action.not_met
    if one.action.none is not None:
        yield "not met, and no power is left", one.action.none
    yield "open", one.action.undetermined


def deadlines(ruleset: Ruleset, vocabulary: Vocabulary, one: Determination) -> Iterator[Deadline]:
    """The time limit of a determination, in each of its readings."""
    for clock in one.due.readings if one.due is not None else ():
        runs_from = vocabulary.dates[clock.from_].words
        yield Deadline(clock.text, runs_from, places(ruleset, clock.sources))


def weighed(volume: Volume) -> Iterator[Weighed]:
    """What is to be weighed, in the order of the ruleset."""
    ruleset = volume.ruleset
    for one in ruleset.considerations.values():
        yield Weighed(
            title=one.title,
            for_=ruleset.determinations[one.for_].title,
            weight=WEIGHTS[one.weight],
            words=in_words(one.when, volume.vocabulary.facts),
            sources=places(ruleset, one.sources),
        )
