"""Generated rulesets: sound by construction, and unlike anything a person would write."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from criteria.conditions import MOST_PARTS
from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import volume_of
from criteria.versions import Volume
from criteria.words import UNKNOWN, Referral, Status
from tests.laws.drawn_vocabularies import MIXED, ODD, Shape, any_vocabulary, vocabularies

REFERRALS = get_args(Referral)
STATUSES = get_args(Status)
FORCES = ("must", "should", "consider", "may")

Table = dict[str, Any]


@st.composite
def leaf(
    draw: DrawFn, vocabulary: Vocabulary, facts: list[str], presumed: set[str] | None
) -> Table:
    """A condition on one fact: answers that meet it, answers left to people, the rest refused."""
    name = draw(st.sampled_from(facts))
    kinds = {a: draw(st.sampled_from(["is", "left", ""])) for a in vocabulary.facts[name].answers}
    presumes = draw(st.booleans()) if presumed is None else name in presumed
    meets = [answer for answer, kind in kinds.items() if kind == "is"] + [UNKNOWN] * presumes
    return {"fact": name, "is": meets, "judgement": [a for a, k in kinds.items() if k == "left"]}


@st.composite
def join(draw: DrawFn, names: list[str]) -> Table:
    """All or any of some criteria; now and then of as many as the model allows."""
    most = min(MOST_PARTS, len(names))
    size = draw(st.sampled_from([1, 2, 2, 3, most]))
    return {draw(st.sampled_from(["all", "any"])): draw(st.permutations(names))[: min(size, most)]}


def criterion(when: Table, stands_for: str | None = None) -> Table:
    """A criterion with this condition, asking a judgement question where one is needed."""
    asks = {"judgement_question": "?"} if when.get("judgement") else {}
    alias = {"stands_for": stands_for} if stands_for else {}
    return {"title": "t", "question": "?", "when": when, "sources": ["s"], **asks, **alias}


@st.composite
def criteria(draw: DrawFn, vocabulary: Vocabulary, shape: Shape) -> Table:
    """Leaves over few facts, then joins of what came before; their order in the ruleset is any."""
    facts = draw(st.permutations(list(vocabulary.facts)))[: shape.facts]
    presumed = None if shape.mixed else {name for name in facts if draw(st.booleans())}
    names = iter([*ODD, *(f"k-{number}" for number in range(shape.leaves + shape.joins))])
    made: Table = {}
    for _ in range(draw(st.integers(1, shape.leaves))):
        when = draw(leaf(vocabulary, facts, presumed))
        made[next(names)] = criterion(when, draw(second_name(made, when)))
    for _ in range(draw(st.integers(0, shape.joins))):
        made[next(names)] = criterion(draw(join(list(made))))
    return dict(draw(st.permutations(list(made.items()))))


def second_name(made: Table, when: Table) -> st.SearchStrategy[str | None]:
    """Now and then, a criterion on the same fact, judged as well, for which this one stands."""
    judged = {name: other for name, other in made.items() if other["when"]["judgement"]}
    alike = [
        name
        for name, other in judged.items()
        if other["when"]["fact"] == when["fact"] and "stands_for" not in other
    ]
    return st.sampled_from([None, *alike]) if when["judgement"] else st.none()


@st.composite
def determinations(draw: DrawFn, names: list[str], tops: list[str]) -> Table:
    """One to three determinations; between them they rest on every criterion that no other does."""
    grounds: list[list[str]] = [[] for _ in range(draw(st.integers(1, 3)))]
    for top in tops:
        draw(st.sampled_from(grounds)).append(top)
    for own in grounds:
        own += draw(st.lists(st.sampled_from(names), min_size=0 if own else 1, max_size=3))
    return {f"d-{n}": draw(determination(names, own)) for n, own in enumerate(grounds)}


@st.composite
def determination(draw: DrawFn, names: list[str], grounds: list[str]) -> Table:
    """A determination on these grounds, each with any force."""
    forces = draw(
        st.sampled_from([FORCES[1:], ("must",), ("should", "must"), ("consider", "must")])
    )
    gate = draw(st.sampled_from([None, *names]))
    keeps = draw(st.sampled_from([None, *names])) if gate else None
    clock = {"text": "soon", "from": "decision", "working_days": 5, "sources": ["s"]}
    due = draw(st.sampled_from([None, clock, clock | {"always": True}]))
    return {
        "title": "t",
        "grounds": [{"criterion": g, "force": draw(st.sampled_from(forces))} for g in grounds],
        "otherwise": {
            "force": draw(st.sampled_from(["none", "may"])),
            "none_if": gate,
            "unless": keeps,
        },
        "duty_holder": "h",
        "decision_maker": "m",
        "action": {status: status for status in STATUSES},
        "said": {status: f"said {status}" for status in STATUSES},
        "due": due,
        "sources": ["s"],
    }


@st.composite
def considerations(draw: DrawFn, vocabulary: Vocabulary, named: list[str]) -> Table:
    """A few considerations, each on one fact, some with answers that nobody may judge."""
    return {
        f"weigh-{number}": {
            "title": "t",
            "for": draw(st.sampled_from(named)),
            "weight": draw(st.sampled_from(["must_take_into_account", "should_have_regard"])),
            "when": draw(leaf(vocabulary, list(vocabulary.facts), None)),
            "sources": ["s"],
        }
        for number in range(draw(st.integers(0, 3)))
    }


@st.composite
def trigger(draw: DrawFn, vocabulary: Vocabulary, criteria: list[str], named: list[str]) -> Table:
    """Something a note hangs on: a criterion, a determination or a fact, and some of its values."""
    kind = draw(st.sampled_from(["criterion", "determination", "fact"]))
    pool = {"criterion": criteria, "determination": named, "fact": list(vocabulary.facts)}[kind]
    name = draw(st.sampled_from(pool))
    values = vocabulary.facts[name].values if kind == "fact" else STATUSES
    return {kind: name, "is": draw(st.lists(st.sampled_from(values), min_size=1, unique=True))}


@st.composite
def rulesets(draw: DrawFn, vocabulary: Vocabulary, shape: Shape = MIXED) -> Ruleset:
    """A sound ruleset over a vocabulary."""
    made = draw(criteria(vocabulary, shape))
    names = list(made)
    parts = {p for c in made.values() for p in c["when"].get("all", c["when"].get("any", []))}
    decided = draw(determinations(names, [name for name in names if name not in parts]))
    away = draw(st.sampled_from([None, *names]))
    table = framed(made, decided, draw(st.sampled_from(names)), away)
    table["considerations"] = draw(considerations(vocabulary, list(decided)))
    triggers = st.lists(trigger(vocabulary, names, list(decided)), max_size=3)
    table["notes"] = {
        f"note-{number}": {"text": "n", "when": draw(triggers), "sources": ["s"]}
        for number in range(draw(st.integers(0, 3)))
    }
    return Ruleset.model_validate(table)


def framed(criteria: Table, determinations: Table, here: str, away: str | None) -> Table:
    """A whole ruleset, as a table, around some criteria and determinations."""
    summaries = [{"referral": referral, "text": referral} for referral in REFERRALS]
    return {
        "id": "generated",
        "version": "1.0.0",
        "title": "t",
        "publisher": "p",
        "in_force": {"from": date(2020, 1, 1), "text": "from then on"},
        "about": "a",
        "sources": {"s": {"instrument": "i", "grade": "reading"}},
        "criteria": criteria,
        "determinations": determinations,
        "referral": {
            "here": here,
            "elsewhere": away,
            "rests_on": list(determinations),
            "summaries": summaries,
        },
    }


@st.composite
def volumes(draw: DrawFn, shape: Shape = MIXED, *, real: bool = True) -> Volume:
    """A checked ruleset with its vocabulary, as `criteria.shelf` would read it from the shelf."""
    vocabulary = draw(any_vocabulary(shape) if real else vocabularies(shape))
    return volume_of(draw(rulesets(vocabulary, shape)), vocabulary)
