"""What reads sensibly together is said in answers that there are, and holds of every drill."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from api.drills.sense import CLASHES, NEEDS, sensible
from api.drills.story import SUBJECTS, others
from tests.drills.drawn import FACTS, questions

DIED_HELD = {"age_group": "under_16", "outcome": "died", "detention": "custody"}
SAID: list[Mapping[str, tuple[str, ...]]] = [*NEEDS.values(), *CLASHES]


def test_it_is_said_of_facts_and_answers_that_there_are():
    assert set(NEEDS) <= set(FACTS)
    for some in SAID:
        assert set(some) <= set(FACTS)
        for fact, answers in some.items():
            assert set(answers) <= set(FACTS[fact].answers)
            assert len(set(answers)) == len(answers)


def test_every_fact_has_its_subject_and_none_has_two():
    told = [fact for subject in SUBJECTS for fact in subject]
    assert len(set(told)) == len(told)
    assert others(FACTS) == ()


def test_every_case_of_a_drill_reads_sensibly():
    assert all(sensible(one.facts) for one in questions())


@pytest.mark.parametrize(
    "facts",
    [
        {"serious_harm_judgement": "serious"},
        {"outcome": "died", "serious_harm_judgement": "serious"},
        {"abuse_or_neglect": "not_suspected", "abuse_or_neglect_by": "person"},
        {"age_group": "25_or_over", "looked_after": "yes"},
        {"no_agency_involvement": "yes", "multiple_areas": "yes"},
        {"age_group": "under_16", "outcome": "harmed", "detention": "custody"},
        {**DIED_HELD, "place_of_incident": "outside_england"},
        {**DIED_HELD, "detention": "secure_childrens_home", "place_of_incident": "outside_england"},
        {
            "age_group": "under_16",
            "no_agency_involvement": "yes",
            "institutional_setting": "yes",
        },
    ],
)
def test_what_nobody_would_tell_of_one_case_is_not_sensible(facts: dict[str, str]):
    assert not sensible(facts)
    assert sensible({name: answer for name, answer in facts.items() if name == "age_group"})
