"""Which changes of the rules the worked examples notice, and what would notice the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import meaning
from criteria.examples import Example, read_examples
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.versions import Volume
from criteria.words import UNKNOWN
from engine.changes import Change, list_changes
from engine.contrast import Contrast, state_outcome
from engine.guard import guard_edition, guard_volume
from engine.judging import judged_leaves
from engine.sketch import variables
from tests.laws import built
from tests.laws.drawn_rulesets import criterion, volumes
from tests.laws.drawn_vocabularies import Shape
from tests.laws.profiles import some
from tests.shelf import tables

TINY = Shape(leaves=3, joins=3, facts=2, answers=2)
FIRST, LAST = shelf().timeline.editions[0], shelf().timeline.editions[-1]


@dataclass(frozen=True)
class Told:
    """A case as it is put to the meaning, with the number of answers that it takes."""

    facts: dict[str, str]
    judged: dict[str, Any]

    @property
    def size(self) -> int:
        """How many answers and judgements it states."""
        return len(self.judged) + sum(answer != UNKNOWN for answer in self.facts.values())

    def said(self, ruleset: Ruleset) -> list[object]:
        """What rules say of it, by their meaning."""
        found = meaning.statuses(ruleset, self.facts, self.judged)
        rules = ruleset.determinations.values()
        return [meaning.referral(ruleset, found), *(state_outcome(rule, found) for rule in rules)]

    def accepted(self, ruleset: Ruleset) -> bool:
        """Whether rules leave to people all that is judged in it."""
        leaves = judged_leaves(ruleset)
        whens = {n: [ruleset.criteria[c].when for c in leaves.get(n, [])] for n in self.judged}
        return all(
            any(self.facts[w.fact or ""] in w.judgement for w in ws) for ws in whens.values()
        )


def every_case(volume: Volume, changed: Ruleset) -> Iterator[Told]:
    """Every case of all that bears on either, silence among the values."""
    over = variables(volume.vocabulary, volume.ruleset, changed)
    for values in product(*(one.codes for one in over)):
        told = list(zip(over, values, strict=True))
        facts = {v.name: str(value) for v, value in told if not v.is_judgement}
        judged = {v.name: value for v, value in told if v.is_judgement and value is not None}
        yield Told(volume.vocabulary.silence | facts, judged)


def sound_changes(volume: Volume) -> list[Change]:
    """The changes of criteria and determinations after which the rules load."""
    found = list_changes(volume)
    return [c for c in found if c.consideration is None and not c.is_refused(volume.vocabulary)]


@some
@given(st.data())
def test_a_change_alters_a_decision_where_brute_force_finds_a_case(data):
    volume = data.draw(volumes(TINY, real=False))
    change = data.draw(st.sampled_from(sound_changes(volume)))
    contrast = Contrast(volume, [change.ruleset])
    cases = list(every_case(volume, change.ruleset))
    apart = [one for one in cases if one.said(volume.ruleset) != one.said(change.ruleset)]
    stated = [one for one in apart if one.accepted(volume.ruleset)]
    found = contrast.find_case(change.ruleset)
    assert contrast.is_altered(change.ruleset) == bool(apart)
    assert (found is not None) == bool(stated)
    if found is not None:
        case = Told(volume.vocabulary.silence | found[0], found[1])
        assert case in stated
        assert case.size == min(one.size for one in stated)


def added(unseen: Any) -> list[Example]:
    """The examples proposed, as a person would add them."""
    words = {"sentence": "A case.", "teaches": "a trial", "boundary": False}
    proposed = {repr(one.example): one.example for one in unseen}
    return [
        Example.model_validate({"id": f"added-{number}", **words, **one})
        for number, one in enumerate(proposed.values())
    ]


@pytest.mark.parametrize("edition", [FIRST, LAST])
def test_the_examples_proposed_make_the_guard_sound(edition: str):
    volume, examples = shelf().volume(edition), read_examples(shelf(), edition)
    thin = examples[: len(examples) // 2]
    before = guard_volume(volume, thin)
    assert before.unseen
    assert not before.sound
    after = guard_volume(volume, [*thin, *added(before.unseen)])
    assert after.unseen == after.wrong == ()
    assert after.sound
    assert after.alter_nothing == before.alter_nothing
    assert after.noticed == before.noticed + len(before.unseen)


def test_a_fact_that_no_example_states_is_a_hole_and_is_named():
    volume, fact = shelf().volume(LAST), "long_term_impairment"
    examples = [one for one in read_examples(shelf(), LAST) if fact not in one.facts]
    holes = [one for one in guard_volume(volume, examples).unseen if f"`{fact}`" in one.change]
    no_longer_counts = [
        one for one in holes if f"`yes` to `{fact}` would make it not met (now: met)" in one.change
    ]
    assert no_longer_counts
    assert all(fact in one.example["facts"] for one in no_longer_counts)


@pytest.mark.parametrize("edition", shelf().timeline.editions)
def test_every_change_of_an_edition_is_counted_once_and_every_example_holds(edition: str):
    found = guard_edition(edition)
    idle = len(found.alter_nothing) + len(found.judged_alone)
    assert found.changes == found.noticed + found.refused + idle + len(found.unseen)
    assert found.wrong == ()


SENTENCES = [
    "Criterion `child` (So): the answer `child` to `age` would make it a matter of judgement "
    "(now: met).",
    "Criterion `child` (So): the answer `child` to `age` would make it not met (now: met).",
    "Criterion `child` (So): the answer `adult` to `age` would make it met (now: not met).",
    "Criterion `child` (So): the answer `adult` to `age` would make it a matter of judgement "
    "(now: not met).",
    "Criterion `child` (So): the answer `unborn` to `age` would make it met "
    "(now: a matter of judgement).",
    "Criterion `child` (So): the answer `unborn` to `age` would make it not met "
    "(now: a matter of judgement).",
    "Criterion `child` (So): the answer `unknown` to `age` would make it met (now: not known).",
    "Criterion `limb` (So): any of its parts would have to be met (now: all of them).",
    "Criterion `limb` (So): its part `child` would be dropped.",
    "Criterion `limb` (So): its part `died` would be dropped.",
    "Determination `review` (A review): its ground `limb` would have the force `should` "
    "(now: `must`).",
    "Determination `review` (A review): its force where no ground is met would be `none` "
    "(now: `may`).",
    "Determination `review` (A review): its force where no ground is met would no longer hang on "
    "`child`.",
    "Consideration `age-weighed` (The age): the answer `child` to `age` would make it not met "
    "(now: met).",
    "Consideration `age-weighed` (The age): its weight would be `must_take_into_account` "
    "(now: `should_have_regard`).",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_change_is_said_in_one_sentence(sentence: str):
    assert sentence in [change.sentence for change in list_changes(tables.volume())]


def test_every_answer_ground_force_and_weight_is_changed():
    """Of a criterion on three answers 7, on another 5, on parts 3, 8 of a duty, 8 of a weight."""
    assert len(list(list_changes(tables.volume()))) == 7 + 5 + 3 + (3 + 4 + 1) + (7 + 1)


def test_a_change_loads_with_or_without_a_judgement_question():
    for change in list_changes(tables.volume()):
        assert not change.is_refused(tables.vocabulary()), change.sentence


def test_a_change_that_cannot_be_loaded_is_counted_as_refused():
    left = {"fact": "f0", "is": [], "judgement": ["a0"]}
    criteria = {
        "first": criterion(left),
        "second": criterion(left, "first"),
        "top": criterion({"any": ["first", "second"]}),
    }
    found = guard_volume(built.volume(criteria, "top", facts=1), ())
    assert found.refused == 2  # the first is left nothing to judge: `a0` makes it met, or not met
    assert found.changes == found.refused + len(found.unseen) + len(found.alter_nothing)


def test_a_ground_is_dropped_where_there_are_more_than_one():
    rule = tables.SOUND["determinations"]["review"]
    grounds = [*rule["grounds"], {"criterion": "died", "force": "should"}]
    volume = tables.volume(tables.spoiled("determinations.review.grounds", grounds))
    dropped = [c for c in list_changes(volume) if c.sentence.endswith("would be dropped.")]
    assert [len(c.ruleset.determinations["review"].grounds) for c in dropped[-2:]] == [1, 1]


def test_a_consideration_is_guarded_by_an_example_that_names_it():
    volume = tables.volume()
    weighed = {"age-weighed": {"status": "met", "weight": "should_have_regard"}}
    told = {"facts": {"age": "child"}, "referral": "undetermined", "considerations": weighed}
    open_ = {"determinations": {"review": {"status": "undetermined"}}}
    (example,) = added([Proposed({**told, **open_})])
    about = [one.change for one in guard_volume(volume, [example]).unseen if "weight" in one.change]
    assert about == []


def test_one_example_is_proposed_for_all_considerations_on_what_is_not_known():
    found = guard_volume(shelf().volume(LAST), ()).unseen
    silent = [one for one in found if "Consideration" in one.change and "`unknown`" in one.change]
    rules = shelf().volume(LAST).ruleset.considerations
    assert len(silent) == len(rules)
    assert [set(one.example["considerations"]) for one in silent] == [set(rules)] * len(rules)


@dataclass(frozen=True)
class Proposed:
    """An example to add."""

    example: dict[str, Any]


def test_an_example_that_does_not_hold_is_named_and_guards_nothing():
    volume = tables.volume()
    (example,) = added([Proposed({"facts": {}, "referral": "refer"})])
    found = guard_volume(volume, [example])
    [wrong] = found.wrong
    assert (wrong.example, found.noticed) == ("added-0", 0)
    assert (
        wrong.differences[0] == "referral: the example expects refer, the rules say undetermined."
    )
    assert not found.sound


def contradicting(age: str, counted: list[str]) -> Volume:
    """The trial where children of some ages count, and one age contradicts a death."""
    when = [{"fact": "age", "is": [age]}, {"fact": "outcome", "is": ["died"]}]
    facts = {**tables.FACTS, "contradictions": {"never": {"when": when, "text": "Check both."}}}
    table = tables.spoiled("criteria.child.when", {"fact": "age", "is": counted})
    del table["criteria"]["child"]["judgement_question"]
    return tables.volume(table, facts)


@pytest.mark.parametrize(
    ("age", "counted", "shown", "contradicts"),
    [
        ("child", ["child", "unborn"], "unborn", ()),
        ("unborn", ["child", "unborn"], "child", ()),
        ("unborn", ["unborn"], "unborn", ("Check both.",)),
    ],
)
def test_answers_that_cannot_all_be_true_are_the_last_resort_and_are_named(
    age: str, counted: list[str], shown: str, contradicts: tuple[str, ...]
):
    volume = contradicting(age, counted)
    changes = list(list_changes(volume))
    force = next(one for one in changes if "force `should`" in one.sentence)
    facts = {"age": shown, "outcome": "died"}
    assert Contrast(volume, [force.ruleset]).find_case(force.ruleset) == (facts, {})
    unseen = {one.change: one for one in guard_volume(volume, ()).unseen}[force.sentence]
    assert unseen.contradicts == contradicts
