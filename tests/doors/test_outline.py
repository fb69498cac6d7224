"""What a chair reads first stands first, and what belongs together stands under one heading."""

from __future__ import annotations

import json

import pytest

from api.asking import would_change
from api.lines import Line, Section, Shown
from api.outline import Outline
from criteria.decisions import Decision
from criteria.shelf import shelf
from engine import decide
from tests.doors.cases import EDITIONS, PAIRS, decided_on
from tests.doors.program import command, flat

each_pair = pytest.mark.parametrize(("name", "edition"), PAIRS)
RANK = {"met": 0, "open": 1, "not known": 1, "for judgement": 1, "not met": 2}
LEVELS = ("Local", "National")
HEADS = ["If it turns out that …", "If it were otherwise …"]


def decided(name: str, edition: str, what_if: bool = False) -> Decision:
    return decide(edition, **decided_on(name), what_if=what_if)


def section(decision: Decision, title: str) -> Section:
    """The section whose title begins so."""
    volume = shelf().volume(decision.edition)
    return next(
        one for one in Outline(decision, volume, {}).sections() if one.title.startswith(title)
    )


def under(lines: tuple[Line, ...]) -> list[tuple[Line, list[Line]]]:
    """Each line at the left, with those under it."""
    groups: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.depth == 0:
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    return groups


@each_pair
def test_the_ground_that_is_met_comes_first_then_what_is_open(name: str, edition: str):
    for head, lines in under(section(decided(name, edition), "Why").lines):
        grounds = [RANK[line.tag] for line in lines if line.depth == 1]
        if not head.text.startswith("Referral"):
            assert grounds == sorted(grounds)


WHOLE_CHAPTER = " (Working Together 2018, chapter 4, from p.82)"


def in_2023(place: str) -> str:
    """A box of Working Together 2023."""
    return f" (Working Together 2023, chapter 5, box {place})"


WHERE = {
    "wt-2018": ["", WHOLE_CHAPTER, " (SI 2018/789, regulation 3)", WHOLE_CHAPTER],
    "wt-2023": ["", "", "", in_2023("in para 345")],
    "wt-2026": ["", "", "", in_2023("in para 345")],
}
"""Where all that is weighed so stands, if it is one place."""


@pytest.mark.parametrize("edition", WHERE)
def test_considerations_stand_under_the_decision_and_the_weight_they_have(edition: str):
    decision = decided("unexplained-death", edition)
    groups = under(section(decision, "To be weighed").lines)
    local, national = (f"{level} child safeguarding practice review: " for level in LEVELS)
    must, should = "must take into account", "should have regard"
    heads = [f"{local}{must}", f"{local}{should}", f"{national}{must}", f"{national}{should}"]
    expected = [f"{head}{place}" for head, place in zip(heads, WHERE[edition], strict=True)]
    assert [head.text for head, _ in groups] == expected
    said = [line.text for _, lines in groups for line in lines]
    assert said == [one.title for one in decision.considerations]


def test_a_consideration_that_is_left_to_people_is_not_called_unknown():
    decision = decided("looked-after-child-died", "wt-2023")
    tags = {line.text: line.tag for line in section(decision, "To be weighed").lines}
    assert tags["Concern about two or more agencies working together"] == "for judgement"
    assert tags["Concern about what one agency did"] == "not known"


@each_pair
def test_every_change_is_told_under_its_heading_in_words(name: str, edition: str):
    decision = decided(name, edition, what_if=True)
    groups = under(section(decision, "What would change").lines)
    assert [head.text for head, _ in groups] in ([], HEADS[:1], HEADS[1:], HEADS)
    facts = shelf().vocabulary.facts
    for one in decision.would_change or ():
        head = HEADS[0 if one.learnt else 1]
        said = [line.text for top, lines in groups if top.text == head for line in lines]
        words = [facts[c.fact].question[1:] for c in one.changes]
        words += [facts[c.fact].words(c.to)[1:] for c in one.changes]
        assert any(all(word in text for word in words) for text in said)


@each_pair
def test_no_change_is_told_that_the_decision_does_not_name(name: str, edition: str):
    decision = decided(name, edition, what_if=True)
    shown = Shown(decision, shelf().volume(edition), {})
    told = [line.text for line in would_change(shown) if line.depth]
    assert len(told) == len(set(told)) <= len(decision.would_change or ())
    assert not any(fact in text for fact in shown.facts if "_" in fact for text in told)


def test_answers_of_which_any_will_do_are_told_together():
    decision = decided("unexplained-death", "wt-2013", what_if=True)
    told = [line.text for line in section(decision, "What would change").lines]
    place = "And where did the child normally live? In another area of England"
    assert (
        "Was the child in custody or detained when they died? In custody; in a secure "
        f"children's home; or detained under the Mental Health Act. {place} – then: refer "
        "elsewhere."
    ) in told
    assert sum("– then: refer elsewhere." in text for text in told) == 2


@each_pair
def test_who_decides_is_named_in_a_sentence(name: str, edition: str):
    for line in section(decided(name, edition), "What must").lines:
        assert "Decided by: " not in line.text
        assert line.text == line.text.strip()


@each_pair
def test_a_notice_says_what_it_depends_on(name: str, edition: str):
    decision = decided(name, edition)
    notices = shelf().volume(edition).ruleset.notices
    if decision.notices:
        lines = [line for line in section(decision, "What follows").lines if line.depth == 0]
        expected = [f"{notices[n.id].whether}, {n.force}" for n in decision.notices]
        assert [line.tag for line in lines] == expected


@each_pair
def test_what_an_editor_remarks_on_a_source_is_shown_beside_it(name: str, edition: str):
    decision = decided(name, edition)
    shown = {line.text for line in section(decision, "Sources").lines}
    ruleset = shelf().volume(edition).ruleset
    cited = {source for finding in decision.criteria for source in finding.sources}
    for source in ruleset.sources.values():
        if source.remark and (source.instrument, source.pinpoint, source.words) in {
            (one.instrument, one.pinpoint, one.words) for one in cited
        }:
            assert any(f" {source.remark}" in text.partition("]")[2] for text in shown)


def test_a_comparison_shows_the_remarks_too():
    facts = {"age_group": "under_16", "outcome": "died", "detention": "mental_health_act"}
    facts |= {"abuse_or_neglect": "not_suspected", "looked_after": "no"}
    said = flat(command("compare", "-", stdin=json.dumps({"facts": facts}).encode()).out)
    assert "read as the Mental Health Act 1983." in said


def test_what_makes_a_duty_not_met_or_open_is_told_by_its_status():
    facts = {"age_group": "unborn", "outcome": "harmed", "abuse_or_neglect": "known"}
    facts |= {"local_importance": "no"}
    lines = section(decide("wt-2018", facts), "What must").lines
    told = [line for line in lines if line.tag in RANK and line.depth]
    assert told[0] == Line("The person was a child (not yet born)", "for judgement", 1)
    assert told[1].tag == "not known"
    assert told[1].text.startswith("The child's health or development is seriously impaired")
    rows = [line for line in told if line.tag == "not met"]
    assert Line("The case may matter to the area (not ruled out) (no)", "not met", 1) in rows


def test_a_judgement_is_named_where_it_makes_a_duty_not_met():
    facts = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "known"}
    facts |= {"link_to_abuse_or_neglect": "unrelated", "detention": "none"}
    decision = decide("wt-2015", facts, judgements={"abuse-linked": "not_met"})
    (review, *_) = [one for one in section(decision, "What must").lines if one.tag == "not met"]
    assert "(no, the death or harm was unrelated to it; so judged by those deciding)" in review.text


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_unborn_child_judged_not_to_be_a_child_is_not_called_an_adult(edition: str):
    unborn = decide(edition, {"age_group": "unborn"}, judgements={"child": "not_met"})
    assert "adult-victim" not in [note.id for note in unborn.notes]
    adult = decide(edition, {"age_group": "25_or_over"})
    assert "adult-victim" in [note.id for note in adult.notes]
