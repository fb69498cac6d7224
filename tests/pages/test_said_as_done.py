"""That something is done is said only where it is so: an address alone makes nothing so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from api.credentials import Credential
from api.pages import history
from api.pages.casework import Case
from api.pages.history import just_added
from api.register.times import written
from tests.doors.program import command
from tests.pages.made import JUDGED_FACTS, SETTLED_FACTS, ago, recorded, screened
from tests.pages.visiting import Visitor, text_of, visiting
from tests.service.running import Running

DECIDED = {"decides": "refer", "on": ago(0)}
RECORDED = "The decision is recorded"


def test_a_link_does_not_make_a_case_erased(server: Running):
    reference = screened(server, SETTLED_FACTS)
    with visiting(server, "admin") as admin:
        for link in (reference, "2026-9999", "x" * 60, "?"):
            assert "is erased" not in text_of(admin.get(f"/erase?done={link}&left=yes"))
        told = ("register", "erase", reference, "--reason", "made up", "--data", str(server.data))
        assert command(*told).status == 0
        said = text_of(admin.get(f"/erase?done={reference}&left=yes"))
    assert f"Case {reference} is erased" in said
    assert "in a log" not in said


def test_another_panels_erased_case_is_not_told(server: Running):
    reference = screened(server, SETTLED_FACTS, 0, "theirs")
    told = ("register", "erase", reference, "--panel", "theirs", "--reason", "made up")
    assert command(*told, "--data", str(server.data)).status == 0
    with visiting(server, "admin") as admin:
        assert "is erased" not in text_of(admin.get(f"/erase?done={reference}"))


def test_a_link_does_not_make_a_decision_recorded(server: Running, visitor: Visitor):
    reference = screened(server, SETTLED_FACTS)
    at = f"/cases/{reference}/history?done=decision"
    assert RECORDED not in text_of(visitor.get(at))
    recorded(server, reference, "decision", DECIDED)  # by a key of another name
    assert RECORDED not in text_of(visitor.get(at))
    visitor.send(f"/cases/{reference}/record/decision", decides="refer")
    assert RECORDED in text_of(visitor.get(at))
    with visiting(server, "auditor") as auditor:
        assert RECORDED not in text_of(auditor.get(at))
    visitor.send(f"/cases/{reference}/record/reply", agrees="yes", words="they agree")
    assert RECORDED not in text_of(visitor.get(at))


def test_who_recorded_something_is_told_so(server: Running, visitor: Visitor):
    reference = screened(server, JUDGED_FACTS)
    typed = {"criterion": "abuse-linked", "judgement": "met", "reasons": "so"}
    told = text_of(visitor.send(f"/cases/{reference}/record/judgement", **typed))
    assert "The judgement is recorded, and the case was screened again with it" in told


@pytest.mark.parametrize(("seconds", "said"), [(1, True), (59, True), (61, False)])
def test_what_was_recorded_a_while_ago_is_not_told_as_new(
    seconds: int, said: bool, monkeypatch: pytest.MonkeyPatch
):
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return now

    monkeypatch.setattr(history, "datetime", Stopped)
    who = Credential("c1", "the-chair", "chair", "default", now)
    at = written(now - timedelta(seconds=seconds))
    by = {"role": "chair", "name": "the-chair"}
    entry = {"n": 1, "kind": "decision", "at": at, "by": by, "content": {}}
    assert bool(just_added(Case("R-1", None, False, (entry,)), "decision", who)) is said
