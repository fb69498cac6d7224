"""No id occurs twice on a page: a label, a hint or a mistake would lead to another field."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.pages.made import JUDGED_FACTS, recorded, screened
from tests.pages.states import STATES
from tests.pages.visiting import Visitor
from tests.service.running import Running

RECORDED = ("judgement", "advice", "decision", "notice", "reply", "correction")


def twice(page: str) -> list[str]:
    """The ids that occur more than once in a page."""
    found = Counter(re.findall(r'\sid="([^"]*)"', page))
    return [name for name, times in found.items() if times > 1]


@pytest.mark.parametrize("state", STATES)
def test_no_id_occurs_twice_in_any_state(visitor: Visitor, cases: dict[str, str], state: str):
    assert twice(visitor.get(STATES[state].format_map(cases)).text) == []


@pytest.mark.parametrize("path", ["/cases/new", "{at}/dates", "{at}/all-questions"])
def test_no_id_occurs_twice_where_something_is_wrong(
    visitor: Visitor, cases: dict[str, str], path: str
):
    wrong = {"reference": "", "incident": "?", "decision__day": "", "joint_working": "clearly_none"}
    reply = visitor.send(path.format_map(cases), **wrong)
    assert reply.status_code == 422
    assert twice(reply.text) == []


@pytest.mark.parametrize("kind", RECORDED)
def test_no_id_occurs_twice_in_a_form_empty_or_wrong(server: Running, visitor: Visitor, kind: str):
    reference = screened(server, JUDGED_FACTS)
    judgement = {"criterion": "abuse-linked", "judgement": "met", "reasons": "so"}
    recorded(server, reference, "judgement", judgement)
    at = f"/cases/{reference}/record/{kind}"
    page = visitor.get(at)
    wrong = visitor.send_from(page, at, dissent__of="health", on__day="31", on__month="2")
    assert wrong.status_code == 422
    assert twice(page.text) == twice(wrong.text) == []
