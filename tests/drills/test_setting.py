"""A drill: what is right is what the engine decides, and each difficulty is what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from api.drills.cases import found
from api.drills.model import MOST_QUESTIONS, Plan, Question
from api.drills.setting import drill
from criteria.decisions import Decision
from criteria.shelf import shelf
from criteria.words import DUTIES, UNDETERMINED
from engine.compare import compare
from engine.differ import force_of_referral
from engine.ready import ready
from tests.drills.drawn import PAIRS, questions
from tests.laws.test_separating import that_would_bring

FIVE = shelf().timeline.compared


def afresh(question: Question) -> tuple[Decision, Decision]:
    """Both decisions on what is told of a case, made anew."""
    one, other = (ready(edition).decide(dict(question.facts), {}) for edition in question.editions)
    return one, other


def test_what_is_right_is_what_each_edition_decides_on_the_facts_that_are_told():
    for question in questions():
        for asked, decision in zip(question.asked[:2], afresh(question), strict=True):
            names = [one.name for one in asked.choices]
            if "refer" in names:
                assert asked.right == decision.referral
            elif "“" in asked.prompt:
                title = asked.prompt.split("“")[1].split("”")[0]
                assert asked.right in forces(question, decision, title)
            else:
                assert asked.right == (force_of_referral(decision) or UNDETERMINED)


def forces(question: Question, decision: Decision, title: str) -> set[str]:
    """The forces that a decision lays on what either edition gives a title."""
    rulesets = [shelf().volume(edition).ruleset for edition in question.editions]
    named = {name for r in rulesets for name, d in r.determinations.items() if d.title == title}
    assert named
    laid = {one.id: one.force or UNDETERMINED for one in decision.determinations}
    return {laid.get(name, "none") for name in named}


def test_the_editions_are_said_to_be_alike_just_where_nothing_is_said_to_separate_them():
    for question in questions():
        one, other, reason = question.asked
        told = compare(question.facts, question.editions).differences
        assert reason.right == (told[0].criterion if told else "nothing")
        assert (one.right == other.right) == (reason.right == "nothing") == (question.pair is None)


def test_what_separates_would_bring_one_to_the_other_and_nothing_else_offered_would():
    for question in questions():
        reason = question.asked[2]
        bringing = set(that_would_bring(*afresh(question)))
        if reason.right == "nothing":
            continue
        assert reason.right in bringing or not bringing
        wrong = {one.name for one in reason.choices} - {reason.right, "nothing"}
        assert not wrong & bringing


def test_editions_said_to_be_alike_lay_the_same_duties_where_neither_refers():
    plans = [Plan(pair, "borderline", 8, seed) for pair in PAIRS for seed in range(1, 4)]
    asked = [*questions(), *(one for plan in plans for one in drill(plan).questions)]
    alike = [one for one in asked if one.asked[2].right == "nothing"]
    assert len(alike) > 50
    for question in alike:
        decisions = afresh(question)
        if not {one.referral for one in decisions} & {"refer", "refer_elsewhere"}:
            one, other = (duties_met(decision) for decision in decisions)
            assert one == other, question.facts


def duties_met(decision: Decision) -> dict[str, str | None]:
    """The duties that a decision lays, with their forces."""
    return {one.id: one.force for one in decision.determinations if one.force in DUTIES}


def test_one_choice_is_right_and_all_are_told_apart():
    for question in questions():
        assert [one.name for one in question.asked] == ["one", "other", "reason"]
        for asked in question.asked:
            names = [one.name for one in asked.choices]
            assert names.count(asked.right) == 1
            assert len(set(names)) == len(names)
            assert len({one.words.casefold() for one in asked.choices}) == len(names)
        assert len(question.asked[2].choices) == 5
        assert question.asked[2].choices[-1].name == "nothing"


def test_a_plain_case_is_a_smallest_set_as_it_stands():
    for question in questions("plain"):
        assert question.facts in smallest(question.editions)


def test_a_detailed_case_is_one_among_two_to_four_further_facts_that_change_nothing():
    for question in questions("detailed"):
        within = [
            one
            for one in smallest(question.editions)
            if one.items() <= question.facts.items()
            and 2 <= len(question.facts) - len(one) <= 4
            and laid(question.editions, one) == laid(question.editions, question.facts)
        ]
        assert within


def laid(editions: tuple[str, str], facts: Mapping[str, str]) -> list[tuple[object, ...]]:
    """The referral, its force, and every determination's force, as each edition decides."""
    made = [ready(edition).decide(dict(facts), {}) for edition in editions]
    return [
        (one.referral, force_of_referral(one), *((d.id, d.force) for d in one.determinations))
        for one in made
    ]


def smallest(editions: tuple[str, str]) -> list[Mapping[str, str]]:
    """The smallest sets on which two editions differ."""
    return [s for group in found(editions).groups for f in group.families for s in f.sets]


def test_a_borderline_drill_has_all_kinds():
    kinds: Counter[str] = Counter()
    for seed in range(3):
        for question in drill(Plan(FIVE, "borderline", MOST_QUESTIONS, seed)).questions:
            kinds[kind(question)] += 1
    assert set(kinds) == {"as found", "alike", "open"}
    assert kinds["as found"] > kinds.total() // 3


def test_what_separates_is_a_point_and_never_a_whole_test():
    made = drill(Plan(shelf().timeline.editions, "borderline", MOST_QUESTIONS, 1))
    for question in (*made.questions, *questions("borderline")):
        rulesets = [shelf().volume(edition).ruleset for edition in question.editions]
        points = {name for ruleset in rulesets for name, _ in ruleset.leaves()}
        points |= {group.criterion for group in found(question.editions).groups}
        assert question.asked[2].right in points | {"nothing"}


def kind(question: Question) -> str:
    """What became of a boundary case; what is settled and differs is one as it was found."""
    if question.asked[2].right == "nothing":
        return "alike"
    if UNDETERMINED in {one.right for one in question.asked[:2]}:
        return "open"
    assert any(one.items() <= question.facts.items() for one in smallest(question.editions))
    return "as found"


def test_a_drill_shows_other_criteria_before_one_again_and_no_case_twice():
    made = drill(Plan(FIVE, "plain", MOST_QUESTIONS, 3))
    shown = [one.asked[2].right for one in made.questions]
    criteria = {
        group.criterion for pair in PAIRS if set(pair) <= set(FIVE) for group in found(pair).groups
    }
    assert len(set(shown[: len(criteria) // 2])) == len(criteria) // 2
    assert len({one.editions for one in made.questions[:10]}) >= 8
    facts = [frozenset(one.facts.items()) for one in made.questions]
    assert len(set(facts)) == len(facts) == MOST_QUESTIONS


def test_there_are_fewer_questions_where_there_are_no_more_cases():
    made = drill(Plan(("wt-2018", "wt-2023"), "plain", 10, 0))
    assert 0 < len(made.questions) <= found(("wt-2018", "wt-2023")).count < 10
    assert [one.number for one in made.questions] == [*range(1, len(made.questions) + 1)]
