"""Hostile input to the pages of the journey: inert where it is kept, refused where it cannot be."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.pages.site import PAGES
from tests.pages.visiting import Fields, Visitor, heading, text_of, visiting
from tests.service.running import Running

SCRIPT = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>{{7*7}}"
DAYS = {"decision__day": "4", "decision__month": "3", "decision__year": "2024"}
IN_A_CASE = [page for page in PAGES if page.path.startswith("/cases/{reference}")]


def filled(path: str, reference: str) -> str:
    """An address of a case."""
    names = {"reference": reference, "fact": "outcome", "criterion": "child", "kind": "decision"}
    return path.format_map(names)


@pytest.mark.parametrize("field", ["reference", "incident", "decision__day", "incident__year"])
def test_a_script_in_a_new_referral_is_shown_as_it_was_typed(visitor: Visitor, field: str):
    reply = visitor.send("/cases/new", **{"reference": "S-1", **DAYS, field: SCRIPT})
    assert reply.status_code == 422
    assert "<script>document" not in reply.text
    assert "<img src=x" not in reply.text
    assert "{{7*7}}" in reply.text


def test_a_script_in_an_answer_or_a_judgement_is_text_on_every_page(visitor: Visitor, chair: Page):
    reference = visitor.begin("2014-03-04")
    at = f"/cases/{reference}"
    visitor.answer(reference, age_group="unborn", outcome="harmed", abuse_or_neglect="known")
    visitor.send(
        f"{at}/questions/joint_working",
        joint_working="clearly_none", joint_working__reason=SCRIPT,
        joint_working__agency="<script>alert(1)</script>",
    )  # fmt: skip
    visitor.send(f"{at}/judgements/child", judgement="met", reasons=SCRIPT)
    visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    said: list[str] = []
    chair.on("dialog", lambda one: said.append(one.message))
    chair.on("pageerror", lambda one: said.append(str(one)))
    for page in ("answers", "questions/joint_working", "judgements/child", "decision",
                 "all-questions", "history", "questions"):  # fmt: skip
        chair.goto(f"{at}/{page}")
        assert "owned" not in chair.title()
        assert chair.locator("img[src=x]").count() == 0
    chair.goto(f"{at}/answers")
    expect(chair.get_by_text(SCRIPT).first).to_be_visible()
    svg = visitor.get(f"{at}/tree.svg?edition=wt-2013").text
    assert "<script" not in svg
    assert said == []


@pytest.mark.parametrize("page", IN_A_CASE, ids=lambda page: f"{page.method}{page.path}")
def test_another_panel_s_case_is_not_there_for_anybody(server: Running, visitor: Visitor, page):
    theirs = "T-1"
    with visiting(server, "chair", "north") as other:
        if other.get(f"/cases/{theirs}/answers").status_code == 404:
            other.send("/cases/new", reference=theirs, **DAYS)
        assert other.get(f"/cases/{theirs}/answers").status_code == 200
    where, nowhere = filled(page.path, theirs), filled(page.path, "T-2")
    if page.method == "GET":
        replies = [visitor.get(where), visitor.get(nowhere)]
    else:
        token = Fields(visitor.get("/cases/new").text).forms[-1][1]["token"]
        typed = {"token": token, "outcome": "died", "judgement": "met", "reasons": "x", "seen": "x"}
        days = {name.replace("__", "-"): said for name, said in DAYS.items()}
        more = {"area_switch-day": "7", "area_switch-month": "5", "area_switch-year": "2019"}
        data = {**typed, **days, **more}
        replies = [visitor.client.post(one, data=data) for one in (where, nowhere)]
    assert [one.status_code for one in replies] == [404, 404]
    assert heading(replies[0]) == heading(replies[1])


@pytest.mark.parametrize("page", [one for one in IN_A_CASE if one.method == "POST"],
                         ids=lambda page: page.path)  # fmt: skip
def test_a_huge_or_forged_form_changes_nothing(visitor: Visitor, page):
    reference = visitor.begin()
    visitor.answer(reference, outcome="died")
    where = filled(page.path, reference)
    token = Fields(visitor.get("/cases/new").text).forms[-1][1]["token"]
    huge = visitor.client.post(where, data={"token": token, "outcome": "harmed", "x": "y" * 10**7})
    assert huge.status_code == 413
    for forged in ({"outcome": "harmed"}, {"outcome": "harmed", "token": "0" * 64}):
        assert visitor.client.post(where, data=forged).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    sent = visitor.client.post(where, data={"token": token, "outcome": "harmed"}, headers=cross)
    assert sent.status_code == 403
    assert "The child died" in text_of(visitor.get(f"/cases/{reference}/answers"))


@pytest.mark.parametrize("then", ["https://evil.example", "//evil.example", "../../sign-out", "x"])
def test_an_answer_leads_nowhere_but_to_pages_of_ours(visitor: Visitor, then: str):
    reference = visitor.begin()
    at = f"/cases/{reference}/questions/outcome"
    page = visitor.get(f"{at}?then={then}")
    assert "evil" not in page.text
    reply = visitor.send_from(page, at, outcome="died", then=then)
    assert reply.url.path.startswith(f"/cases/{reference}/questions/")


def test_a_reason_too_long_is_refused_and_kept_on_the_page(visitor: Visitor):
    reference = visitor.begin("2014-03-04")
    at = f"/cases/{reference}/questions/joint_working"
    words = "wort " * 5000
    reply = visitor.send(at, joint_working="clearly_none", joint_working__reason=words)
    assert reply.status_code == 422
    assert words.strip() in reply.text


@pytest.mark.parametrize("role", ["auditor", "trainer", "admin"])
def test_who_does_not_screen_sees_nothing_that_is_not_recorded(
    server: Running, visitor: Visitor, role: str
):
    reference = visitor.begin()
    visitor.answer(reference, outcome="died")
    with visiting(server, role) as other:
        for page in IN_A_CASE:
            if page.method == "GET" and "/history" not in page.path:
                reply = other.get(filled(page.path, reference))
                nothing = {403, 404} if page.path.endswith("/pack") else {403}
                assert reply.status_code in nothing or reply.url.path.endswith("/history")
                assert "The child died" not in reply.text


def test_an_auditor_is_led_nowhere_that_is_not_for_auditors(server: Running, visitor: Visitor):
    begun, screened = visitor.begin(), visitor.begin()
    at = f"/cases/{screened}"
    visitor.answer(screened, outcome="died")
    visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    with visiting(server, "auditor") as other:
        for reference, told in ((begun, "Nothing is recorded yet"), (screened, "Entry 1")):
            page = other.get(f"/cases/{reference}/history")
            assert told in text_of(page)
            links = set(re.findall(r'href="(/cases/[^"#]+)"', page.text))
            leads = {one: other.client.get(one) for one in links}
            assert [one for one, reply in leads.items() if reply.status_code != 200] == []
            assert [one for one, reply in leads.items() if reply.history] == []


def test_nobody_who_is_not_signed_in_sees_a_case(server: Running, visitor: Visitor):
    reference = visitor.begin()
    for page in IN_A_CASE:
        where = f"{server.url}{filled(page.path, reference)}"
        if page.method == "GET":
            assert httpx.get(where).headers["location"].startswith("/sign-in?then=")
        else:
            assert httpx.post(where, data={"outcome": "died"}).status_code == 401
