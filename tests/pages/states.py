"""The pages of a case in every state that a journey leads to, and cases made to be in them."""

from __future__ import annotations

from tests.pages.visiting import Visitor

STATES = {
    "new": "/cases/new",
    "sibling": "/cases/new?sibling={settled}",
    "edition": "{at}/edition",
    "arguable": "/cases/{window}/edition",
    "dates": "{at}/dates",
    "question": "{at}/questions/outcome",
    "question-with-reasons": "{at}/questions/joint_working",
    "judgement": "/cases/{unborn}/judgements/child",
    "nothing-more-for-now": "{at}/questions",
    "no-more-needed": "/cases/{settled}/questions",
    "all-questions": "{at}/all-questions",
    "to-be-weighed": "{at}/considerations",
    "answers": "{at}/answers",
    "open": "{at}/decision",
    "settled": "/cases/{settled}/decision",
    "both": "/cases/{window}/decision",
    "history": "{at}/history",
}
OPEN = {
    "outcome": "harmed",
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "place_of_incident": "this_area",
    "long_term_impairment": "unknown",
    "serious_harm_judgement": "unknown",
}
SETTLED = {**OPEN, "outcome": "died", "looked_after": "no", "care_leaver": "no"}


def cases_made(visitor: Visitor) -> dict[str, str]:
    """Cases in every state that a page of the journey shows: their references, and the address."""
    found = {"case": visitor.begin(), "settled": visitor.begin(incident="INC-3")}
    found |= {"window": visitor.begin("2018-09-01"), "unborn": visitor.begin()}
    visitor.answer(found["case"], **OPEN)
    visitor.answer(found["settled"], **SETTLED)
    visitor.answer(found["window"], **OPEN)
    visitor.answer(found["unborn"], **{**SETTLED, "age_group": "unborn"})
    at = f"/cases/{found['settled']}"
    visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    return {**found, "at": f"/cases/{found['case']}"}
