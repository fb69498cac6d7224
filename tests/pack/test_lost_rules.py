"""A recorded case whose rules nobody has any more is laid out by what its decision tells."""

from __future__ import annotations

import pytest

from api.outline import Outline
from api.pack.agenda import agenda
from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.recorded import recorded
from criteria.read_back import rebuild_volume
from tests.pack.cases import CASES
from tests.pack.read_back import READ, flat
from tests.pack.records import ON, SHELF, entry, screening

LOST = {"version": "0.9.0", "digest": "f" * 64}
each_case = pytest.mark.parametrize(("edition", "referral"), CASES)
each_form = pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])


def lose_rules(edition: str, referral: str) -> Packed:
    """A worked example, recorded under rules that are nowhere."""
    made = screening(edition, referral)
    made["content"]["decision"]["ruleset"] |= LOST
    told = {"notice": "notify-panel", "to": "the Panel", "on": "2020-08-21"}
    decided = {"decides": "no_duty_to_refer", "on": "2020-08-20"}
    more = [entry(2, "notice", told), entry(3, "decision", decided)]
    return recorded("2018-017", [made, *more], {}, ON, SHELF)


@each_form
@each_case
def test_all_that_the_decision_says_is_in_every_form(edition: str, referral: str, form: str):
    case = lose_rules(edition, referral)
    told = flat(READ[form](FORMS[form].make(pack(case))))
    decision = case.decision
    assert flat(decision.summary) in told
    for one in decision.determinations:
        assert flat(one.title) in told
        assert one.force in (None, "none") or flat(one.action) in told
    for one in (*decision.notes, *decision.notices, *decision.considerations):
        assert flat(getattr(one, "text", None) or one.title) in told
    assert flat("We no longer have version 0.9.0 of these rules") in told
    assert "f" * 64 in told


@each_case
def test_it_has_no_certificate_and_stands_on_an_agenda(edition: str, referral: str):
    case = lose_rules(edition, referral)
    assert case.certificate is None
    assert case.decision.summary in FORMS["md"].make(agenda([case])).decode().replace("\\", "")


@each_case
def test_no_clock_ends_because_the_rules_are_lost(edition: str, referral: str):
    """Which duties rest on the referral is not known, so none is taken to."""
    case = lose_rules(edition, referral)
    for one in case.decision.determinations:
        if one.status == "met" and one.due and one.due.date and "Decide" not in one.due.text:
            assert one.id in (case.running or {})


@each_case
def test_only_what_the_decision_tells_stands_in_its_rules(edition: str, referral: str):
    made = screening(edition, referral)["content"]["decision"]
    volume = rebuild_volume(made)
    assert not volume.whole
    outline = Outline(lose_rules(edition, referral).decision, volume, {})
    assert [section.title for section in outline.sections()]
    assert set(volume.ruleset.criteria) == {one["id"] for one in made["criteria"]}
    assert set(volume.vocabulary.facts) == set(made["facts"])


def test_a_screening_under_rules_of_an_earlier_release_says_so():
    made = screening("wt-2018", "refer")
    today = recorded("2018-017", [made], {}, ON, SHELF)
    assert "shown as it was recorded" not in today.why
