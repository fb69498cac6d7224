"""The history says in words what each entry names and changes, under the law it was made under."""

from __future__ import annotations

from typing import Any

import httpx

from criteria.shelf import shelf
from tests.pages.made import JUDGED_FACTS, SETTLED_FACTS, ago, new_reference, recorded, screened
from tests.pages.visiting import Visitor, text_of
from tests.service.running import Running

LINKED = "abuse-linked"
WITHDRAWN = "The judgement is withdrawn: the question is open again"


def question(edition: str) -> str:
    """What is judged of the link to abuse or neglect."""
    asked = shelf().volume(edition).ruleset.criteria[LINKED].judgement_question
    assert asked is not None
    return asked


def screening(edition: str, facts: dict[str, str], **dates: str) -> dict[str, Any]:
    """A screening under an edition, with its dates."""
    return {"edition": edition, "facts": facts, "dates": dates}


def entry(visitor: Visitor, reference: str, n: int) -> str:
    """What the history says of one entry."""
    told = text_of(visitor.get(f"/cases/{reference}/history"))
    return told.partition(f" Entry {n}: ")[2].partition(f" Place of entry {n} in")[0]


def judged(server: Running, visitor: Visitor) -> str:
    """A case of which a judgement was recorded, in entry 2, and screened with it in entry 3."""
    reference = screened(server, JUDGED_FACTS)
    typed = {"judgement": "not_met", "reasons": "a fall"}
    visitor.send(f"/cases/{reference}/record/judgement", criterion=LINKED, **typed)
    return reference


def correct(visitor: Visitor, reference: str, n: int, **typed: str) -> httpx.Response:
    """Correct an entry with the form."""
    at = f"/cases/{reference}/record/correction"
    return visitor.send(at, **{"entry": str(n), "words": "it was another case", **typed})


def test_a_notice_is_named_by_the_edition_under_which_somebody_was_told(
    server: Running, visitor: Visitor
):
    reference = new_reference()
    recorded(server, reference, "screening", screening("wt-2015", SETTLED_FACTS))
    told = {"notice": "notifiable-incident", "to": "Ofsted", "on": ago(0)}
    recorded(server, reference, "notice", told)
    recorded(server, reference, "screening", screening("wt-2023", SETTLED_FACTS))
    ruleset = shelf().volume("wt-2015").ruleset
    said = entry(visitor, reference, 2)
    assert ruleset.determinations["notifiable-incident"].title in said
    assert "notifiable-incident" not in said


def test_a_judgement_is_named_by_its_question_after_another_edition_applies(
    server: Running, visitor: Visitor
):
    reference = judged(server, visitor)
    recorded(server, reference, "screening", screening("wt-2013", {"outcome": "not_harmed"}))
    assert f"Not met : {question('wt-2023')}" in entry(visitor, reference, 2)
    third = entry(visitor, reference, 3)
    assert f"{question('wt-2023')} It was: not judged. It is: Not met." in third
    assert f"{question('wt-2023')} It was: Not met." in entry(visitor, reference, 4)
    assert LINKED not in third + entry(visitor, reference, 4)


def test_a_screening_whose_days_moved_says_so(server: Running, visitor: Visitor):
    reference = new_reference()
    for days in ({"incident": "2024-03-03"}, {"incident": "2024-03-04"}, {}):
        recorded(server, reference, "screening", screening("wt-2023", SETTLED_FACTS, **days))
    moved = entry(visitor, reference, 2)
    assert "Day of the incident: 3 March 2024 before, 4 March 2024 now." in moved
    assert "no answer changed" not in moved
    assert "Day of the incident: 4 March 2024 before, not given now." in entry(
        visitor, reference, 3
    )


def test_the_decision_page_says_that_a_day_moved_since_it_was_recorded(visitor: Visitor):
    reference = visitor.begin()
    visitor.answer(reference, outcome="died")
    at = f"/cases/{reference}"
    page = visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    assert "Nothing has changed" in text_of(page)
    day = {"incident__day": "1", "incident__month": "3", "incident__year": "2024"}
    visitor.send(f"{at}/dates", **day)
    page = visitor.get(f"{at}/decision")
    assert "Day of the incident: not given before, 1 March 2024 now." in text_of(page)
    assert "Nothing has changed" not in text_of(page)


def test_a_correction_of_a_judgement_must_say_how_it_is_judged_now(
    server: Running, visitor: Visitor
):
    reference = judged(server, visitor)
    form = visitor.get(f"/cases/{reference}/record/correction").text
    assert 'name="judgement"' in form
    assert "checked" not in form
    for typed in ({}, {"judgement": "none"}):
        refused = correct(visitor, reference, 2, **typed)
        assert refused.status_code == 422
        assert "Choose how it is judged now" in text_of(refused)
    both = text_of(correct(visitor, reference, 2, words=""))
    assert "Choose how it is judged now" in both
    assert "Say what is right" in both
    correct(visitor, reference, 2, judgement="not_met")
    mended = entry(visitor, reference, 4)
    assert "It is judged: Not met" in mended
    assert WITHDRAWN not in mended


def test_a_correction_that_withdraws_a_judgement_says_so(server: Running, visitor: Visitor):
    reference = judged(server, visitor)
    correct(visitor, reference, 2, judgement="withdrawn")
    assert WITHDRAWN in entry(visitor, reference, 4)
    correct(visitor, reference, 4, judgement="met")
    assert WITHDRAWN not in entry(visitor, reference, 6)
    correct(visitor, reference, 6, judgement="withdrawn")
    assert WITHDRAWN in entry(visitor, reference, 8)


def test_a_correction_of_anything_else_says_nothing_of_a_judgement(
    server: Running, visitor: Visitor
):
    reference = judged(server, visitor)
    for typed in ({"judgement": "met"}, {"judgement": "withdrawn"}):
        refused = correct(visitor, reference, 1, **typed)
        assert refused.status_code == 422
        assert "nothing else if it is none" in text_of(refused)
    correct(visitor, reference, 1, judgement="none")
    correct(visitor, reference, 1)
    for n in (4, 5):
        assert "it was another case" in entry(visitor, reference, n)
        assert WITHDRAWN not in entry(visitor, reference, n)
