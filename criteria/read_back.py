"""A decision read back from its JSON, as it was when it was recorded: nothing is decided anew.

Where the rules that made it are lost, it still tells much of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from criteria.conditions import Condition
from criteria.decisions import Decision, Determined, Finding, Notified, Weighed
from criteria.facts import Answers, DateName, Fact, Plain, Vocabulary
from criteria.rulesets import (
    Consideration,
    Criterion,
    Determination,
    Ground,
    InForce,
    Notice,
    Rows,
    Ruleset,
)
from criteria.versions import Volume
from criteria.words import UNKNOWN

Part = TypeVar("Part")
Partial = TypeVar("Partial", bound=Plain)

WHETHER_LOST = "what this depends on is not kept here"
"""What is said of a notice where the rules are lost that say when it is due."""


def decision_from(told: Mapping[str, Any]) -> Decision:
    """The decision that was told, by `as_json`, in this shape.

    Raises KeyError or TypeError if it is not in the shape of the contract.
    """
    return part_from(Decision, told)


def part_from(kind: type[Part], told: Mapping[str, Any]) -> Part:
    """One part of a decision; what has nothing to say was left out."""
    found = {}
    for name, hint in hints(cast(Any, kind)).items():
        said = name.rstrip("_")
        if said in told or NoneType in get_args(hint):
            found[name] = value_from(hint, told.get(said))
    return kind(**found)


@cache
def hints(kind: Any) -> dict[str, Any]:
    """The fields of a part, each with its type."""
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in fields(kind)}


def value_from(hint: Any, told: Any) -> Any:
    """One value of a type: a part, several, a day, answers, or what JSON has as well."""
    if told is None or (isinstance(told, str) and hint is not date and date not in get_args(hint)):
        return told
    if get_origin(hint) is tuple:
        return tuple(value_from(get_args(hint)[0], one) for one in told)
    if isinstance(hint, UnionType):
        return value_from(next(one for one in get_args(hint) if one is not NoneType), told)
    if hint is date:
        return date.fromisoformat(told)
    if hint is Answers:
        return Answers(told)
    return part_from(hint, told) if isinstance(told, Mapping) else told


def rebuild_volume(told: Mapping[str, Any]) -> Volume:
    """What a decision itself tells of the rules that made it; what it does not tell is left out.

    Its words stand in it already, so it can be shown. It cannot be decided under.
    """
    decision = decision_from(told)
    ruleset = build_partly(
        Ruleset,
        id=decision.edition,
        version=decision.ruleset.version,
        title=decision.edition,
        publisher="",
        in_force=build_partly(InForce, text=""),
        about="",
        sources={},
        criteria={one.id: rebuild_criterion(one) for one in decision.criteria},
        determinations={one.id: rebuild_determination(one) for one in decision.determinations},
        considerations={one.id: rebuild_consideration(one) for one in decision.considerations},
        referral=build_partly(Rows, here=None, elsewhere=None, rests_on=(), summaries=()),
        notes={},
        notices={one.id: rebuild_notice(one) for one in decision.notices},
        not_encoded={},
    )
    return Volume(ruleset, rebuild_vocabulary(decision), decision.ruleset.digest, whole=False)


def build_partly(model: type[Partial], **known: Any) -> Partial:
    """A rule of which only this is known: nothing else may be asked of it."""
    return cast(Partial, model.model_construct(**known))


def rebuild_criterion(one: Finding) -> Criterion:
    """A criterion as its finding tells of it."""
    fact = next((reason.fact for reason in one.because if reason.fact), None)
    joined: dict[str, Any] = {one.how: one.parts} if one.parts else {"fact": fact}
    when = build_partly(Condition, **joined)
    return build_partly(Criterion, title=one.title, question=one.title, when=when, sources=())


def rebuild_determination(one: Determined) -> Determination:
    """A determination as it was determined: only the grounds that were met are told."""
    grounds = tuple(Ground(criterion=name, force="may") for name in one.grounds)
    return build_partly(Determination, title=one.title, grounds=grounds, due=None, sources=())


def rebuild_consideration(one: Weighed) -> Consideration:
    """A consideration as it was weighed: on which answer it rests is not told."""
    when = build_partly(Condition)
    return build_partly(
        Consideration, title=one.title, for_=one.for_, weight=one.weight, when=when, sources=()
    )


def rebuild_notice(one: Notified) -> Notice:
    """A notice as it was told: what it depends on is not."""
    return build_partly(
        Notice,
        text=one.text,
        of=one.of,
        after=one.after,
        to=one.to,
        force=one.force,
        whether=WHETHER_LOST,
        due=None,
        sources=(),
    )


def rebuild_vocabulary(decision: Decision) -> Vocabulary:
    """The facts that a decision names, with their questions where it asks them."""
    asked = {one.fact: one for one in decision.needs_facts}
    changes = [change for one in decision.would_change or () for change in one.changes]
    facts = {
        name: build_partly(
            Fact,
            question=asked[name].question if name in asked else f"{read_name(name).capitalize()}?",
            help="",
            who_may_know=asked[name].who_may_know if name in asked else (),
            answers={
                said: read_name(said)
                for said in (answer, *(one.to for one in changes if one.fact == name))
                if said != UNKNOWN
            },
        )
        for name, answer in decision.facts.items()
    }
    limits = [
        *(one.due for one in decision.determinations),
        *(one.due for one in decision.notices),
    ]
    starts = dict.fromkeys(one.from_ for due in limits if due for one in due.readings)
    dates = {name: build_partly(DateName, words=read_name(name)) for name in starts}
    return build_partly(Vocabulary, facts=facts, dates=dates, contradictions={})


def read_name(name: str) -> str:
    """The name of a fact, an answer or a date, as far as it can be read."""
    return name.replace("_", " ")
