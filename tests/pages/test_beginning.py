"""A new referral: what is asked, what is refused and kept there, and which edition follows."""

from __future__ import annotations

import httpx
import pytest

from criteria.shelf import shelf
from criteria.writing import day
from tests.pages.visiting import Visitor, heading, text_of, visiting
from tests.service.running import Running

DAYS = {"decision__day": "4", "decision__month": "3", "decision__year": "2024"}


def test_the_page_that_somebody_sees_first_says_when_newer_law_was_looked_for(server: Running):
    said = f"Law last looked for: {day(shelf().timeline.looked_for)}."
    assert said in httpx.get(f"{server.url}/", follow_redirects=True).text
    with visiting(server, "trainer") as trainer:
        assert said in text_of(trainer.get("/"))
        assert said in text_of(trainer.get("/editions"))
    with visiting(server, "chair") as chair:
        assert said in text_of(chair.get("/cases"))
        assert said in text_of(chair.get("/sources"))


def test_which_guidance_governs_a_late_day_is_told_with_a_warning(visitor: Visitor):
    early, late = (visitor.begin(decision=on) for on in ("2024-03-04", "2190-01-01"))
    assert "Newer law may exist" not in text_of(visitor.get(f"/cases/{early}/edition"))
    assert "Newer law may exist" in text_of(visitor.get(f"/cases/{late}/edition"))


def test_a_case_is_in_the_list_as_soon_as_it_is_begun(visitor: Visitor):
    reference = visitor.begin()
    assert heading(visitor.seen[-1]) == "Which guidance applies"
    assert "Working Together to Safeguard Children 2023" in text_of(visitor.seen[-1])
    listed = text_of(visitor.get(f"/cases?reference={reference}"))
    assert f"{reference} Referral Not recorded yet State Being screened" in listed


@pytest.mark.parametrize("reference", ["", "Jane Smith", "no-digit", "x" * 40 + "1", "1/2", "1<b>"])
def test_what_is_no_reference_is_refused_and_nothing_typed_is_lost(
    visitor: Visitor, reference: str
):
    reply = visitor.send("/cases/new", reference=reference, incident="INC-7", **DAYS)
    assert reply.status_code == 422
    assert "<title>Error: New referral" in reply.text
    assert "There is a problem" in text_of(reply)
    assert 'value="INC-7"' in reply.text
    assert 'value="2024"' in reply.text
    assert "<b>" not in reply.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({**DAYS, "decision__day": ""}, "Day of the decision must include a day"),
        ({**DAYS, "decision__day": "31", "decision__month": "2"}, "must be a real date"),
        ({**DAYS, "decision__year": "24"}, "must be a real date"),
        ({**DAYS, "decision__month": "٣"}, "must be a real date"),
        ({**DAYS, "decision__year": "2006", "decision__month": "1"}, "on or after 1 April 2006"),
        ({**DAYS, "incident__day": "1"}, "Day of the incident must include a month and a year"),
        ({"decision__day": "", "decision__month": "", "decision__year": ""}, "Enter the day of"),
    ],
)
def test_a_day_that_is_none_is_told(visitor: Visitor, typed: dict[str, str], told: str):
    reply = visitor.send("/cases/new", reference="N-1", **typed)
    assert reply.status_code == 422
    assert told in text_of(reply)


def test_a_month_may_be_named(visitor: Visitor):
    visitor.begin("2024-march-04".replace("march", "March"))
    assert "The decision is of 4 March 2024" in text_of(visitor.seen[-1])


def test_a_reference_is_used_once(visitor: Visitor):
    reference = visitor.begin()
    reply = visitor.send("/cases/new", reference=reference, **DAYS)
    assert reply.status_code == 422
    assert f"There is a case {reference} already" in text_of(reply)


def test_in_the_window_the_area_s_start_settles_it_or_both_are_gone_on_with(visitor: Visitor):
    reference = visitor.begin("2018-09-01")
    page = visitor.seen[-1]
    assert heading(page) == "Two editions are arguable"
    at = f"/cases/{reference}/edition"
    neither = visitor.send(at)
    assert neither.status_code == 422
    assert "or go on under both editions" in text_of(neither)
    both = visitor.send(at, both="yes")
    assert "/questions/" in str(both.url)
    wrong = visitor.send(at, **dict(zip(fields("area_switch"), ("1", "1", "2017"), strict=True)))
    assert wrong.status_code == 422
    day = dict(zip(fields("area_switch"), ("7", "5", "2019"), strict=True))
    settled = visitor.send(at, **day)
    assert heading(settled) == "Which guidance applies"
    assert "The decision of 1 September 2018 was before the day" in text_of(settled)


def fields(name: str) -> tuple[str, ...]:
    """The three fields of a day, as they are sent here."""
    return tuple(f"{name}__{part}" for part in ("day", "month", "year"))


def test_a_sibling_has_what_is_so_for_every_child_and_nothing_else(visitor: Visitor):
    first = visitor.begin()
    visitor.answer(first, age_group="under_16", place_of_incident="this_area", multiple_areas="yes")
    page = visitor.get(f"/cases/new?sibling={first}")
    assert "Where did the death or harm happen? In this area" in text_of(page)
    assert "How old was" not in text_of(page)
    second = f"{first}-b"
    begun = visitor.send_from(page, "/cases/new", reference=second)
    assert heading(begun) == "Which guidance applies"
    answers = text_of(visitor.get(f"/cases/{second}/answers"))
    assert "Where did the death or harm happen? In this area" in answers
    assert "How old was" not in answers
    assert f"Case {first}" in answers
    assert f"Case {second}" in text_of(visitor.get(f"/cases/{first}/answers"))


def test_what_is_so_for_every_child_is_no_judgement_and_says_nothing_of_the_child():
    facts = shelf().vocabulary.facts
    shared = [name for name, fact in facts.items() if fact.of_incident]
    assert shared == ["known_for_recent_concern", "place_of_incident", "multiple_areas"]
    assert not any(facts[name].judgement for name in shared)


def test_dates_can_be_changed_and_taken_out_and_the_edition_follows(visitor: Visitor):
    reference = visitor.begin()
    at = f"/cases/{reference}/dates"
    day = dict(zip(fields("notified_panel"), ("5", "3", "2024"), strict=True))
    assert heading(visitor.send(at, **day)) == "Check your answers"
    assert "National Panel notified 5 March 2024" in text_of(visitor.seen[-1])
    decided = dict(zip(fields("decision"), ("4", "3", "2014"), strict=True))
    changed = visitor.send(at, **decided)
    assert "Working Together to Safeguard Children 2013" in text_of(changed)
    nothing = dict.fromkeys(fields("notified_panel"), "")
    visitor.send(at, **nothing)
    assert "National Panel notified" not in text_of(visitor.get(f"/cases/{reference}/answers"))
    refused = visitor.send(at, **dict.fromkeys(fields("decision"), ""))
    assert refused.status_code == 422
