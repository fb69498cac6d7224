"""What separates two editions is what would bring one to the other, if anything would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given

from criteria.decisions import Decision, Finding
from criteria.shelf import shelf
from engine import compare, decide
from engine.differ import agree
from tests.laws.drawn_cases import shelf_facts
from tests.laws.profiles import many

FACTS = shelf().vocabulary.facts
HARM = {"age_group": "16_or_17", "abuse_or_neglect": "suspected", "outcome": "harmed"}
CUSTODY = {"age_group": "16_or_17", "abuse_or_neglect": "not_suspected", "outcome": "died"}


@many
@given(facts=shelf_facts())
def test_what_is_named_brings_one_edition_to_the_other_if_anything_does(facts: Mapping[str, str]):
    told = compare(facts)
    by_edition = {one.edition: one for one in told.decisions}
    for difference in told.differences:
        one, other = (by_edition[name] for name in difference.editions)
        bringing = set(that_would_bring(one, other))
        assert difference.criterion in bringing or not bringing


def that_would_bring(one: Decision, other: Decision) -> Iterator[str]:
    """The criteria answered otherwise whose fact moves one of two decisions alone to the other."""
    for mine, theirs in ((one, other), (other, one)):
        for finding in mine.criteria:
            facts = {ground.fact for ground in finding.because if ground.fact}
            if not finding.parts and not same_status(finding, theirs):
                for fact in facts:
                    if any(one_is_brought(one, other, fact, to) for to in FACTS[fact].answers):
                        yield finding.id


def same_status(finding: Finding, other: Decision) -> bool:
    """Whether the other edition asks the same and answers it alike."""
    return any(
        theirs.id == finding.id and theirs.status == finding.status for theirs in other.criteria
    )


def one_is_brought(one: Decision, other: Decision, fact: str, answer: str) -> bool:
    """Whether an answer moves one of two decisions alone, and to where the other is.

    What both ask and answer alike must stay as it is.
    """
    changed = dict(one.facts) | {fact: answer}
    ours, theirs = decide(one.edition, changed), decide(other.edition, changed)
    moved = {a.id for a, b in zip(one.criteria, ours.criteria, strict=True) if a.status != b.status}
    if any(same_status(a, other) for a in one.criteria if a.id in moved and not a.parts):
        return False
    if one.referral != other.referral:
        stays = one.referral == ours.referral or other.referral == theirs.referral
        return stays and ours.referral == theirs.referral
    return (agree(one, ours) or agree(other, theirs)) and agree(ours, theirs)


@pytest.mark.parametrize(
    ("facts", "pair", "criterion"),
    [
        (
            HARM | {"serious_harm_judgement": "serious", "joint_working": "clearly_none"},
            ("wt-2013", "wt-2015"),
            "joint-working",
        ),
        (
            CUSTODY | {"detention": "deprivation_of_liberty", "known_for_recent_concern": "no"},
            ("wt-2015", "wt-2023"),
            "deprived-of-liberty",
        ),
        (
            CUSTODY | {"detention": "custody", "normal_residence": "elsewhere_in_england"},
            ("lscb-2006", "wt-2013"),
            "detained",
        ),
    ],
)
def test_the_words_that_made_the_difference_are_named(
    facts: Mapping[str, str], pair: tuple[str, str], criterion: str
):
    [found] = [one for one in compare(facts).differences if one.editions == pair]
    assert found.criterion == criterion
