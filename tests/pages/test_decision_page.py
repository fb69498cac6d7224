"""The decision page says what every door says, records what it shows, and tells what changed."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

import pytest

from criteria.shelf import shelf
from engine.decide import decide
from tests.doors.program import command
from tests.pages.made import REFERRED_FACTS
from tests.pages.visiting import Fields, Visitor, heading, text_of
from tests.service.running import Running


@pytest.fixture
def case(visitor: Visitor) -> str:
    """A case that is to be referred."""
    reference = visitor.begin()
    visitor.answer(reference, **REFERRED_FACTS)
    return reference


def record(visitor: Visitor, case: str, **typed: str):
    """Record the screening as the page offers it."""
    at = f"/cases/{case}"
    return visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record", **typed)


def test_the_page_has_everything_that_the_decision_has(visitor: Visitor, case: str):
    made = decide("wt-2023", REFERRED_FACTS, dates={"decision": "2024-03-04"}, what_if=True)
    page = visitor.get(f"/cases/{case}/decision")
    told = text_of(page)
    assert heading(page) == "Refer"
    assert made.summary in told
    for one in (*made.determinations, *made.criteria, *made.considerations):
        assert one.title in told, one.id
    for note in (*made.notes, *made.notices):
        assert note.text in told, note.id
    for source in {s for one in made.criteria for s in one.sources}:
        assert source.instrument in told
    assert made.ruleset.digest in told
    assert "If it were otherwise" in told


def test_every_number_of_a_source_leads_to_it(visitor: Visitor, case: str):
    text = visitor.get(f"/cases/{case}/decision").text
    places = {one.split('"')[0] for one in text.split('href="#')[1:]}
    for place in places:
        assert f'id="{place}"' in text, place


def test_what_is_needed_is_a_list_for_each_agency_without_a_name(visitor: Visitor):
    reference = visitor.begin()
    visitor.answer(reference, outcome="harmed", abuse_or_neglect="unknown")
    page = visitor.get(f"/cases/{reference}/decision").text
    letters = page.partition('id="letters"')[2]
    question = shelf().vocabulary.facts["abuse_or_neglect"].question
    assert letters.count(question) == 5
    assert f"Our reference: {reference}" in letters
    assert escape("The coroner") in letters


def test_the_picture_is_a_picture_with_a_status_in_words_in_every_box(visitor: Visitor, case: str):
    reply = visitor.get(f"/cases/{case}/tree.svg?edition=wt-2023")
    assert reply.headers["content-type"] == "image/svg+xml"
    assert "style" not in reply.text
    assert "script" not in reply.text
    root = ElementTree.fromstring(reply.text)
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    boxes = len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) - 1
    said = [one for one in words if one in ("met", "not met", "not known", "open", "refer")]
    assert len(said) == boxes
    assert visitor.get(f"/cases/{case}/tree.svg?edition=wt-2013").status_code == 404


def test_a_screening_is_recorded_as_it_was_shown_and_twice_sent_is_once(
    visitor: Visitor, case: str
):
    at = f"/cases/{case}"
    page = visitor.get(f"{at}/decision")
    first = visitor.send_from(page, f"{at}/record")
    again = visitor.send_from(page, f"{at}/record")
    for reply in (first, again):
        assert "The screening is recorded as entry 1" in text_of(reply)
    assert "Nothing has changed since it was recorded as entry 1" in text_of(again)


@pytest.mark.parametrize("kind", ["record", "record/reply"])
@pytest.mark.parametrize("once", ["", "short", "é" * 30, "x" * 61])
def test_a_form_that_lost_what_tells_it_from_the_next_is_not_taken(
    visitor: Visitor, case: str, kind: str, once: str
):
    record(visitor, case)
    at = f"/cases/{case}"
    page = visitor.get(f"{at}/decision" if kind == "record" else f"{at}/{kind}")
    said = {"agrees": "yes", "words": "they agree"} if kind != "record" else {}
    reply = visitor.send_from(page, f"{at}/{kind}", once=once, **said)
    assert (reply.status_code, heading(reply)) == (400, "What was sent cannot be read")
    assert "Entry 2" not in text_of(visitor.get(f"{at}/history"))


def test_what_was_changed_since_it_was_shown_is_not_recorded_unseen(visitor: Visitor, case: str):
    at = f"/cases/{case}"
    page = visitor.get(f"{at}/decision")
    visitor.answer(case, outcome="not_harmed")
    reply = visitor.send_from(page, f"{at}/record")
    assert reply.status_code == 409
    assert "The answers were changed since you opened this page" in text_of(reply)
    assert heading(reply) == "No duty to refer"


def test_screening_again_says_what_changed(visitor: Visitor, case: str):
    record(visitor, case)
    visitor.answer(case, outcome="not_harmed")
    told = text_of(visitor.get(f"/cases/{case}/decision"))
    assert "Changed since it was last recorded (entry 1" in told
    assert "Referral: “Refer” before, “No duty to refer” now." in told
    assert "“The child died” before, “The child was not harmed” now." in told
    recorded = text_of(record(visitor, case))
    assert "The screening is recorded as entry 2" in recorded


def test_under_two_arguable_editions_each_is_shown_and_recorded_by_name(visitor: Visitor):
    reference = visitor.begin("2018-09-01")
    visitor.answer(reference, **REFERRED_FACTS)
    at = f"/cases/{reference}"
    page = visitor.get(f"{at}/decision")
    told = text_of(page)
    for title in ("Working Together 2015 in transition", "Safeguard Children 2018, chapter 4"):
        assert f"Record this screening under {title}" in told or title in told
    forms = [form for action, form in Fields(page.text).forms if action == f"{at}/record"]
    assert [one["edition"] for one in forms] == ["wt-2015-transitional", "wt-2018"]
    reply = visitor.send_from(page, f"{at}/record", edition="wt-2018")
    assert "recorded as entry 1" in text_of(reply)
    wrong = visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record", edition="wt-2023")
    assert wrong.status_code == 422


def test_a_judgement_is_recorded_with_its_reasons(visitor: Visitor, case: str):
    visitor.answer(case, age_group="unborn")
    at = f"/cases/{case}/judgements/child"
    visitor.send(at, judgement="met", reasons="as the guide counts it")
    record(visitor, case)
    assert "as the guide counts it" in text_of(visitor.get(f"/cases/{case}/history"))


def test_a_judgement_recorded_later_stands_against_one_that_was_screened_with(
    visitor: Visitor, case: str
):
    visitor.answer(case, age_group="unborn")
    visitor.send(f"/cases/{case}/judgements/child", judgement="met", reasons="as the guide has it")
    record(visitor, case)
    assert heading(visitor.get(f"/cases/{case}/decision")) == "Refer"
    at = f"/cases/{case}/record/judgement"
    visitor.send(at, criterion="child", judgement="not_met", reasons="the panel thought again")
    page = visitor.get(f"/cases/{case}/decision")
    assert heading(page) == "No duty to refer"
    assert "Nothing has changed since it was recorded as entry 3" in text_of(page)


def test_an_erased_case_has_no_page_but_its_history(server: Running, visitor: Visitor, case: str):
    told = ("register", "erase", case, "--reason", "made up", "--data", str(server.data))
    ended = command(*told)
    assert ended.status == 0, ended.err
    for page in ("answers", "decision", "questions/outcome", "all-questions"):
        assert visitor.get(f"/cases/{case}/{page}").status_code == 410
    assert visitor.get(f"/cases/{case}").url.path.endswith("/history")


def test_a_program_may_say_why_it_was_judged_so_and_of_nothing_else(server: Running):
    content = {
        "edition": "wt-2023",
        "facts": {**REFERRED_FACTS, "age_group": "unborn"},
        "judgements": {"child": "met"},
        "reasons": {"child": "as the guide has it"},
    }
    body = {"reference": "R-1", "kind": "screening", "content": content}
    with server.client("chair") as client:
        assert client.post("/v1/records", json=body).status_code == 201
        content["reasons"] = {"chid": "x"}
        refused = client.post("/v1/records", json=body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["nearest"] == "child"
