"""Questions in a browser's manner: asked, answered, changed, and never lost or asked in a loop."""

from __future__ import annotations

import re

import pytest

from criteria.shelf import shelf
from tests.pages.visiting import Fields, Visitor, heading, text_of

FACTS = shelf().vocabulary.facts


def walk(visitor: Visitor, reference: str, **known: str) -> list[str]:
    """Answer whatever is asked, as known or not known, until the questions stop; what was asked."""
    asked: list[str] = []
    page = visitor.get(f"/cases/{reference}/questions")
    while (found := re.search(r"/questions/(\w+)$", page.url.path)) is not None:
        asked.append(found[1])
        assert len(asked) < 40, asked
        answer = {found[1]: known.get(found[1], "unknown")}
        page = visitor.send_from(page, page.url.path, **answer)
    return asked


def test_not_knowing_is_an_answer_and_is_never_asked_again_in_a_loop(visitor: Visitor):
    reference = visitor.begin()
    asked = walk(visitor, reference)
    assert len(asked) == len(set(asked))
    page = visitor.get(f"/cases/{reference}/questions")
    assert heading(page) == "Nothing more to ask for now"
    assert "Not known yet – ask children's social care, the police or the hospital" in text_of(page)


def test_it_stops_where_nothing_could_change_a_duty_and_says_so(visitor: Visitor):
    reference = visitor.begin()
    asked = walk(visitor, reference, outcome="not_harmed", age_group="under_16", care_leaver="no")
    page = visitor.get(f"/cases/{reference}/questions")
    assert heading(page) == "No more questions are needed"
    assert "Nothing that is open could change the referral" in text_of(page)
    assert "Go through what is to be weighed" in text_of(page)
    assert len(asked) < 8


def test_a_question_says_why_it_is_asked_and_who_may_know(visitor: Visitor):
    reference = visitor.begin()
    page = text_of(visitor.get(f"/cases/{reference}/questions/outcome"))
    assert "Children Act 2004, section 16C(1) [official]" in page
    assert "Not known yet – ask children's social care, the police or the hospital" in page
    assert FACTS["outcome"].help in page
    assert "single: read in one copy" in page


def test_a_question_on_which_no_criterion_rests_says_so(visitor: Visitor):
    reference = visitor.begin("2024-03-04")
    page = text_of(visitor.get(f"/cases/{reference}/questions/detention"))
    assert "No criterion rests on it under the guidance that applies to this case" in page


def test_nothing_chosen_is_told_and_what_was_typed_stays(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/questions/outcome"
    reply = visitor.send(at, outcome__agency="the police")
    assert reply.status_code == 422
    assert "Select an answer, or that it is not known yet" in text_of(reply)
    assert 'value="the police"' in reply.text
    odd = visitor.send(at, outcome="dead")
    assert odd.status_code == 422


def test_where_an_answer_came_from_is_kept_and_shown(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/questions/outcome"
    typed = {"outcome__agency": "the police", "outcome__on__day": "2", "outcome__on__month": "3"}
    wrong = visitor.send(at, outcome="died", **typed)
    assert "The date must include a year" in text_of(wrong)
    visitor.send(at, outcome="died", **typed, outcome__on__year="2024")
    answers = text_of(visitor.get(f"/cases/{reference}/answers"))
    assert "The child died the police, 2 March 2024" in answers
    decision = text_of(visitor.get(f"/cases/{reference}/decision"))
    assert "Answer: the child died (the police, 2 March 2024)." in decision


@pytest.mark.parametrize("answer", ["clearly_none", "definitively_none"])
def test_what_makes_joint_working_clear_must_be_said(visitor: Visitor, answer: str):
    reference = visitor.begin("2014-03-04")
    at = f"/cases/{reference}/questions/joint_working"
    refused = visitor.send(at, joint_working=answer)
    assert refused.status_code == 422
    assert "Say what makes it so" in text_of(refused)
    taken = visitor.send(at, joint_working=answer, joint_working__reason="an audit of all")
    assert taken.status_code == 200
    assert "an audit of all" in text_of(visitor.get(f"/cases/{reference}/answers"))
    changed = visitor.send(f"{at}?then=answers", joint_working="concern")
    assert heading(changed) == "Check your answers"
    back = Fields(visitor.get(at).text).forms
    said = next(form for action, form in back if action == at)
    assert said["joint_working-reason"] == "an audit of all"


def test_back_leads_through_the_answers_and_change_leads_back(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}"
    visitor.answer(reference, outcome="died", age_group="under_16", looked_after="no")
    assert f'href="{at}/questions/age_group"' in visitor.get(f"{at}/questions/looked_after").text
    assert f'href="{at}/questions/outcome"' in visitor.get(f"{at}/questions/age_group").text
    assert f'href="{at}/edition"' in visitor.get(f"{at}/questions/outcome").text
    changed = visitor.send(f"{at}/questions/age_group?then=answers", age_group="16_or_17")
    assert heading(changed) == "Check your answers"
    assert "16 or 17" in text_of(changed)
    assert "The child died" in text_of(changed)


def test_answers_that_contradict_one_another_are_noted_and_not_refused(visitor: Visitor):
    reference = visitor.begin()
    reply = visitor.answer(reference, outcome="harmed", suspected_suicide="yes")
    assert reply.status_code == 200
    assert "Check both answers" in text_of(visitor.get(f"/cases/{reference}/answers"))


def test_two_windows_lose_nothing_of_each_other_s(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/questions"
    one, other = visitor.get(f"{at}/outcome"), visitor.get(f"{at}/age_group")
    visitor.send_from(one, f"{at}/outcome", outcome="died")
    visitor.send_from(other, f"{at}/age_group", age_group="under_16")
    answers = text_of(visitor.get(f"/cases/{reference}/answers"))
    assert "The child died" in answers
    assert "Under 16" in answers


def test_of_two_answers_to_one_question_the_last_stands_and_the_other_is_told(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/questions/outcome"
    shown = visitor.get(at)
    visitor.send(at, outcome="died")
    later = visitor.send_from(shown, at, outcome="harmed")
    assert "the-chair had changed this answer since you opened it" in text_of(later)
    assert "was “The child died”. Your answer stands now: “The child was harmed”" in text_of(later)
    assert "Changed elsewhere" not in text_of(visitor.send(at, outcome="harmed"))


def test_the_long_form_changes_only_what_was_changed_on_it(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/all-questions"
    shown = visitor.get(at)
    visitor.answer(reference, outcome="died", age_group="under_16")
    reply = visitor.send_from(shown, at, looked_after="no", place_of_incident="this_area")
    told = text_of(reply)
    assert heading(reply) == "Check your answers"
    for answer in ("The child died", "Under 16", "In this area"):
        assert answer in told


def test_a_mistake_in_the_long_form_keeps_everything_typed(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/all-questions"
    reply = visitor.send(at, outcome="died", joint_working="clearly_none")
    assert reply.status_code == 422
    assert f"Say what makes it so: {FACTS['joint_working'].question}" in text_of(reply)
    assert re.search(r'name="outcome" type="radio" value="died" checked', reply.text)
    assert "The child died" not in text_of(visitor.get(f"/cases/{reference}/answers"))


def test_the_long_form_asks_every_question_of_the_edition(visitor: Visitor):
    reference = visitor.begin()
    page = text_of(visitor.get(f"/cases/{reference}/all-questions"))
    conditions = shelf().volume("wt-2023").ruleset.conditions().values()
    for fact in {when.fact for when in conditions} - {None}:
        assert FACTS[fact or ""].question in page


def test_a_judgement_is_made_with_its_reasons_and_counts(visitor: Visitor):
    reference = visitor.begin()
    visitor.answer(
        reference, age_group="unborn", outcome="died", abuse_or_neglect="known",
        place_of_incident="this_area", looked_after="no", care_leaver="no",
    )  # fmt: skip
    page = visitor.get(f"/cases/{reference}/questions")
    at = f"/cases/{reference}/judgements/child"
    assert page.url.path == at
    assert "Threshold does not answer it for you" in text_of(page)
    unsaid = visitor.send(at, judgement="met")
    assert unsaid.status_code == 422
    assert "Say why" in text_of(unsaid)
    done = visitor.send(at, judgement="met", reasons="the guide counts an unborn child")
    assert heading(done) == "No more questions are needed"
    decision = visitor.get(f"/cases/{reference}/decision")
    assert heading(decision) == "Refer"
    assert "Judged by those deciding: met." in text_of(decision)
    visitor.send(f"{at}?then=answers", judgement="not_yet")
    assert heading(visitor.get(f"/cases/{reference}/decision")) == "Not settled yet"
    assert visitor.get(f"/cases/{reference}/judgements/outcome").status_code == 404
