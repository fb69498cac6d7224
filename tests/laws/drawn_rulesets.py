"""Generated rulesets: sound by construction, and unlike anything a person would write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from criteria.facts import Vocabulary
from criteria.rulesets import MOST_PARTS, Ruleset
from criteria.shelf import Volume, shelf, volume_of
from criteria.words import FORCES, UNKNOWN, Referral, Status

ODD = ("c", "a'b", 'q"q', "back\\slash", "$ex", "sid", "12+", "always", "é–", "x" * 80, "$and", "m")
REFERRALS = get_args(Referral)
STATUSES = get_args(Status)

Table = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How large a generated ruleset may be, and what it may do."""

    leaves: int = 8
    joins: int = 6
    facts: int = 5
    answers: int = 4
    mixed: bool = True
    """Whether one fact may be presumed from in one rule and asked for in another."""


SMALL = Shape(leaves=6, joins=5, facts=4, answers=3)


@st.composite
def vocabularies(draw: Any, shape: Shape = Shape()) -> Vocabulary:
    """A vocabulary of a few facts, some of them judgements, with odd words among the answers."""
    count = draw(st.integers(1, shape.facts))
    words = ("yes", "no", *(f"{odd}." for odd in ODD), *(f"w{n}" for n in range(20)))
    facts = {}
    for number in range(count):
        size = draw(st.integers(2, shape.answers))
        start = draw(st.integers(0, len(words) - size))
        facts[f"fact_{number}"] = {
            "question": "?",
            "help": "",
            "who_may_know": ["anyone"],
            "judgement": draw(st.booleans()),
            "answers": {word: word for word in words[start : start + size]},
        }
    dates = {"decision": {"words": "the decision"}}
    return Vocabulary.model_validate({"facts": facts, "dates": dates, "contradictions": {}})


def any_vocabulary(shape: Shape = Shape()) -> st.SearchStrategy[Vocabulary]:
    """A generated vocabulary, or now and then the real one."""
    return st.one_of(vocabularies(shape), vocabularies(shape), st.just(shelf().vocabulary))


@st.composite
def leaf(draw: Any, vocabulary: Vocabulary, facts: list[str], presumed: set[str] | None) -> Table:
    """A condition on one fact: answers that meet it, answers left to people, the rest refused."""
    fact = draw(st.sampled_from(facts))
    parts = {a: draw(st.sampled_from(["is", "judgement", ""])) for a in vocabulary.facts[fact].answers}
    meets = [answer for answer, part in parts.items() if part == "is"]
    presumes = draw(st.booleans()) if presumed is None else fact in presumed
    left = [answer for answer, part in parts.items() if part == "judgement"]
    return {"fact": fact, "is": meets + [UNKNOWN] * presumes, "judgement": left}


@st.composite
def join(draw: Any, names: list[str]) -> Table:
    """All or any of some criteria that come before; now and then of as many as the model allows."""
    most = min(MOST_PARTS, len(names))
    size = draw(st.sampled_from([1, 2, 2, 3, most])) if most > 1 else 1
    parts = draw(st.permutations(names))[: min(size, most)]
    return {draw(st.sampled_from(["all", "any"])): list(parts)}


def criterion(when: Table, stands_for: str | None = None) -> Table:
    """A criterion with this condition, asking a judgement question where one is needed."""
    asks = {"judgement_question": "?"} if when.get("judgement") else {}
    alias = {"stands_for": stands_for} if stands_for else {}
    return {"title": "t", "question": "?", "when": when, "sources": ["s"], **asks, **alias}


@st.composite
def criteria(draw: Any, vocabulary: Vocabulary, shape: Shape) -> Table:
    """Leaves over few facts, then joins of what came before; their order in the ruleset is any."""
    facts = draw(st.permutations(list(vocabulary.facts)))[: shape.facts]
    presumed = None if shape.mixed else {f for f in facts if draw(st.booleans())}
    made: Table = {}
    names = [*ODD, *(f"k-{n}" for n in range(shape.leaves + shape.joins))]
    for number in range(draw(st.integers(1, shape.leaves))):
        when = draw(leaf(vocabulary, facts, presumed))
        made[names[number]] = criterion(when, draw(second_name(made, when)))
    for number in range(draw(st.integers(0, shape.joins))):
        made[names[shape.leaves + number]] = criterion(draw(join(list(made))))
    return dict(draw(st.permutations(list(made.items()))))


@st.composite
def second_name(draw: Any, made: Table, when: Table) -> str | None:
    """Now and then, a criterion on the same fact for which this one stands."""
    alike = [
        name
        for name, other in made.items()
        if other["when"]["fact"] == when["fact"] and "stands_for" not in other
    ]
    return draw(st.sampled_from([None, *alike])) if when["judgement"] else None


@st.composite
def determinations(draw: Any, names: list[str], tops: list[str]) -> Table:
    """One to three determinations; between them they rest on every criterion that no other does."""
    count = draw(st.integers(1, 3))
    grounds: list[list[str]] = [[] for _ in range(count)]
    for top in tops:
        grounds[draw(st.integers(0, count - 1))].append(top)
    for own in grounds:
        own += draw(st.lists(st.sampled_from(names), min_size=0 if own else 1, max_size=3))
    return {f"d-{n}": draw(determination(names, own)) for n, own in enumerate(grounds)}


@st.composite
def determination(draw: Any, names: list[str], grounds: list[str]) -> Table:
    """A determination on these grounds, each with any force."""
    forces = draw(st.sampled_from([FORCES, ("must",), ("should", "must"), ("consider", "must")]))
    gate = draw(st.sampled_from([None, *names]))
    due = {"text": "soon", "from": "decision", "working_days": draw(st.integers(0, 30)), "sources": ["s"]}
    return {
        "title": "t",
        "grounds": [{"criterion": g, "force": draw(st.sampled_from(forces))} for g in grounds],
        "otherwise": {"force": draw(st.sampled_from(["none", "may"]))} | ({"none_if": gate} if gate else {}),
        "duty_holder": "h",
        "decision_maker": "m",
        "action": {status: status for status in STATUSES},
        "said": {status: f"said {status}" for status in STATUSES},
        "sources": ["s"],
    } | ({"due": due | {"always": draw(st.booleans())}} if draw(st.booleans()) else {})


@st.composite
def considerations(draw: Any, vocabulary: Vocabulary, named: list[str]) -> Table:
    """A few considerations, each on one fact, some with answers that nobody may judge."""
    facts = list(vocabulary.facts)
    return {
        f"weigh-{number}": {
            "title": "t",
            "for": draw(st.sampled_from(named)),
            "weight": draw(st.sampled_from(["must_take_into_account", "should_have_regard"])),
            "when": draw(leaf(vocabulary, facts, None)),
            "sources": ["s"],
        }
        for number in range(draw(st.integers(0, 3)))
    }


@st.composite
def trigger(draw: Any, vocabulary: Vocabulary, criteria: list[str], named: list[str]) -> Table:
    """Something a note hangs on: a criterion, a determination or a fact, and some of its values."""
    kind = draw(st.sampled_from(["criterion", "determination", "fact"]))
    pool = {"criterion": criteria, "determination": named, "fact": list(vocabulary.facts)}[kind]
    name = draw(st.sampled_from(pool))
    values = vocabulary.facts[name].values if kind == "fact" else STATUSES
    return {kind: name, "is": draw(st.lists(st.sampled_from(values), min_size=1, unique=True))}


@st.composite
def notes(draw: Any, vocabulary: Vocabulary, criteria: list[str], named: list[str]) -> Table:
    """A few notes, each with up to three triggers."""
    one = trigger(vocabulary, criteria, named)
    return {
        f"note-{number}": {"text": "n", "when": draw(st.lists(one, max_size=3)), "sources": ["s"]}
        for number in range(draw(st.integers(0, 3)))
    }


@st.composite
def rulesets(draw: Any, vocabulary: Vocabulary, shape: Shape = Shape()) -> Ruleset:
    """A sound ruleset over a vocabulary."""
    made = draw(criteria(vocabulary, shape))
    names = list(made)
    parts = {p for c in made.values() for p in c["when"].get("all", c["when"].get("any", []))}
    decided = draw(determinations(names, [name for name in names if name not in parts]))
    away = draw(st.sampled_from([None, *names]))
    table = framed(made, decided, draw(st.sampled_from(names)), away)
    table["considerations"] = draw(considerations(vocabulary, list(decided)))
    table["notes"] = draw(notes(vocabulary, names, list(decided)))
    return Ruleset.model_validate(table)


def framed(criteria: Table, determinations: Table, here: str, away: str | None) -> Table:
    """A whole ruleset around some criteria and determinations."""
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
            "rests_on": list(determinations),
            "summaries": [{"referral": referral, "text": referral} for referral in REFERRALS],
        }
        | ({"elsewhere": away} if away else {}),
    }


@st.composite
def volumes(draw: Any, shape: Shape = Shape(), *, real: bool = True) -> Volume:
    """A checked ruleset with its vocabulary: what `criteria.shelf` would read from the shelf."""
    vocabulary = draw(any_vocabulary(shape) if real else vocabularies(shape))
    return volume_of(draw(rulesets(vocabulary, shape)), vocabulary)
