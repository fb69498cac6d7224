"""A form that was not taken is shown again as it was answered, and leads back to its page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from criteria.shelf import shelf
from tests.pages.made import JUDGED_FACTS, SETTLED_FACTS, recorded, screened
from tests.pages.states import STATES
from tests.pages.visiting import Fields, Visitor, heading, text_of
from tests.service.running import Running

FACTS = shelf().vocabulary.facts
WITH_A_FORM = [
    "new", "arguable", "dates", "question-with-reasons", "judgement", "all-questions",
]  # fmt: skip
KINDS = ("judgement", "advice", "decision", "notice", "reply", "correction")


def signed_out(visitor: Visitor, path: str, **typed: str) -> httpx.Response:
    """What is answered to a form that was opened before the session ended."""
    page = visitor.get(path)
    kept = dict(visitor.client.cookies)
    visitor.client.cookies.clear()
    try:
        return visitor.send_from(page, path, **typed)
    finally:
        visitor.client.cookies.update(kept)


def leads_to(reply: httpx.Response) -> str:
    """Where the link to sign in leads in the end."""
    found = re.search(r'href="(/sign-in\?[^"]*)"', reply.text)
    assert found is not None
    return parse_qs(urlsplit(found[1]).query)["then"][0]


def test_every_answer_of_the_long_form_is_shown_to_who_was_signed_out(
    visitor: Visitor, cases: dict[str, str]
):
    path = f"{cases['at']}/all-questions"
    told = {"outcome": "died", "outcome__agency": "coroner"}
    day = {"outcome__on__day": "4", "outcome__on__month": "3", "outcome__on__year": "2019"}
    why = {"joint_working": "definitively_none", "joint_working__reason": "unison"}
    reply = signed_out(visitor, path, **told, **day, **why)
    assert (reply.status_code, heading(reply)) == (401, "You are not signed in")
    said = text_of(reply)
    outcome = FACTS["outcome"]
    for one in (outcome.question, "coroner", "4 3 2019", "unison"):
        assert one in said, one
    assert outcome.words("died") in said.lower()
    assert FACTS["joint_working"].words("definitively_none").lower() in said.lower()
    assert leads_to(reply) == path


def test_what_a_page_carries_unseen_is_not_shown(visitor: Visitor, cases: dict[str, str]):
    for path in (f"{cases['at']}/all-questions", f"/cases/{cases['settled']}/record/decision"):
        hidden = re.findall(
            r'type="hidden" name="[^"]+" value="([^"]{6,})"', visitor.get(path).text
        )
        reply = signed_out(visitor, path)
        assert hidden
        assert [one for one in hidden if one in reply.text] == []


def test_choices_days_and_every_dissent_are_shown_in_words(server: Running, visitor: Visitor):
    at = f"/cases/{screened(server, SETTLED_FACTS)}/record"
    day = {"on__day": "4", "on__month": "3", "on__year": "2019"}
    decided = signed_out(visitor, f"{at}/decision", decides="no_duty_to_refer", **day)
    assert "No duty to refer" in text_of(decided)
    assert "On which day was it decided? 4 3 2019" in text_of(decided)
    assert leads_to(decided) == f"{at}/decision"
    page = visitor.send(f"{at}/advice", add="dissent", dissent__of="health", advises="refer")
    assert page.status_code == 200
    advised = signed_out(visitor, f"{at}/advice", dissent__of="health", dissent__words="wait")
    assert "Dissent 1: who saw it otherwise health" in text_of(advised)


def test_who_recorded_a_screening_is_led_back_to_the_case(visitor: Visitor, cases: dict[str, str]):
    page = visitor.get(f"{cases['at']}/decision")
    kept = dict(visitor.client.cookies)
    visitor.client.cookies.clear()
    reply = visitor.send_from(page, f"{cases['at']}/record")
    visitor.client.cookies.update(kept)
    assert leads_to(reply) == cases["at"]


@pytest.mark.parametrize("path", ["//evil.example/x/record/reply", "/cases/a%22b/record/reply"])
def test_nobody_is_led_elsewhere(server: Running, path: str):
    reply = httpx.post(f"{server.url}{path}", data={"a": "b"}, headers={"accept": "text/html"})
    assert reply.status_code in (401, 404)
    assert 'then=%2F"' in reply.text or 'href="/sign-in"' in reply.text


def test_no_question_of_a_form_is_left_out(
    server: Running, visitor: Visitor, cases: dict[str, str]
):
    judged = screened(server, JUDGED_FACTS)
    judgement = {"criterion": "abuse-linked", "judgement": "met", "reasons": "so"}
    recorded(server, judged, "judgement", judgement)
    pages = [STATES[one].format_map(cases) for one in WITH_A_FORM]
    for path in [*pages, *(f"/cases/{judged}/record/{kind}" for kind in KINDS)]:
        page = visitor.get(path)
        form = next(told for where, told in Fields(page.text).forms if where == urlsplit(path).path)
        asked = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page.text))
        hidden = set(re.findall(r'type="hidden" name="([^"]+)"', page.text))
        typed = {name: f"typed-{n}." for n, name in enumerate(sorted(asked - hidden - {"add"}))}
        assert typed, path
        reply = signed_out(visitor, path, **{**form, **typed})
        times = {name: text_of(reply).count(said) for name, said in typed.items()}
        assert set(times.values()) == {1}, (path, times)
