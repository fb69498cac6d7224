"""A decision answers the screening that was on its page, and no other that came meanwhile."""

from __future__ import annotations

import httpx
import pytest

from tests.pages.made import REFERRED_FACTS, SETTLED_FACTS, recorded, screened
from tests.pages.visiting import Fields, Visitor, text_of
from tests.service.running import Running

AGAIN = "The case was screened again since you opened this form"
ANOTHER = {"edition": "wt-2023", "facts": {**SETTLED_FACTS, "outcome": "not_harmed"}}


def overtaken(server: Running, visitor: Visitor) -> tuple[str, str, httpx.Response]:
    """A case, where its decision is recorded, and the form there, opened before a new screening."""
    reference = screened(server, REFERRED_FACTS)
    at = f"/cases/{reference}/record/decision"
    page = visitor.get(at)
    recorded(server, reference, "screening", ANOTHER)
    return reference, at, page


def test_a_decision_on_a_screening_that_nobody_saw_is_not_recorded(
    server: Running, visitor: Visitor
):
    reference, at, page = overtaken(server, visitor)
    typed = {"decides": "refer", "reason": "other", "why": "as we saw it"}
    refused = visitor.send_from(page, at, **typed)
    assert refused.status_code == 422
    assert AGAIN in text_of(refused)
    assert "No duty to refer" in text_of(refused).partition("What people decided")[0]
    shown = dict(Fields(refused.text).forms)[at]
    assert (shown["decides"], shown["why"]) == ("refer", "as we saw it")
    assert '<option value="other" selected>' in refused.text
    assert "Entry 3" not in text_of(visitor.get(f"/cases/{reference}/history"))
    taken = visitor.send_from(refused, at, reason="other")
    assert "on the screening in entry 2" in text_of(taken)


def test_every_mistake_beside_a_screening_that_nobody_saw_is_told_at_once(
    server: Running, visitor: Visitor
):
    _, at, page = overtaken(server, visitor)
    refused = text_of(visitor.send_from(page, at))
    assert AGAIN in refused
    assert "Choose what you decide" in refused


@pytest.mark.parametrize("said", ["0", "-1", "one", "7" * 5000])
def test_a_form_whose_screening_is_none_is_shown_again(
    server: Running, visitor: Visitor, said: str
):
    at = f"/cases/{screened(server, REFERRED_FACTS)}/record/decision"
    reply = visitor.send(at, decides="refer", screening=said)
    assert reply.status_code == 422
    assert AGAIN in text_of(reply)
