"""Where two editions are arguable and both were screened, a pack has both answers side by side."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from api.pack.agenda import agenda
from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.recorded import recorded
from api.wording import title_of
from criteria.decisions import as_json
from engine import decide
from tests.pack.read_back import READ, flat, needs_poppler
from tests.pack.records import SHELF, entry

DATES = {
    "decision": "2018-09-01",
    "authority_aware": "2018-08-27",
    "notified_board": "2018-08-20",
}
FACTS = {
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "outcome": "died",
    "place_of_incident": "elsewhere_in_england",
    "normal_residence": "this_area",
}
each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)


def screened(n: int, edition: str) -> dict[str, Any]:
    """A screening of the case under an edition."""
    made = decide(edition, FACTS, dates=DATES, what_if=True)
    told = json.loads(json.dumps(as_json(made)))
    return entry(n, "screening", {"dates": DATES, "decision": told})


def both(*more: dict[str, Any]) -> Packed:
    """The case as it was screened under both editions, with more entries."""
    entries = [screened(1, "wt-2015-transitional"), screened(2, "wt-2018"), *more]
    return recorded("2018-017", entries, {}, date(2018, 10, 1), SHELF)


@each_form
def test_a_pack_has_both_answers_with_their_duties_and_sources_in_every_form(form: str):
    told = flat(READ[form](FORMS[form].make(pack(both()))))
    for text in (
        "Two editions are arguable for this decision, and both answers stand.",
        "Rationale: refer elsewhere or refer" if form == "docx" else "refer elsewhere or refer",
        "The case meets a test for a serious case review here",
        "Late: no record that it was done; the last day was 20 September 2018.",
        "Recommendation to the Chair",
        "Working Together 2015 in transition, with",
        "Ruleset wt-2015-transitional",
        "Ruleset wt-2018",
    ):
        assert flat(text).lower() in told.lower(), text


def test_each_duty_stands_under_the_edition_that_has_it_and_every_number_is_a_source():
    made = pack(both())
    tables = [part for part in made.front if part.table is not None]
    assert [part.title for part in tables] == [
        f"What must, should or may be done: {title_of(edition)}"
        for edition in ("wt-2018", "wt-2015-transitional")
    ]
    first, second = (
        [row[:2] for row in part.table.rows] for part in tables if part.table is not None
    )
    assert not any("Serious case review" in what for what, _ in first)
    assert any("Serious case review" in what and force == "MUST" for what, force in second)
    (sources,) = (part for part in made.parts if part.small)
    cited = {n for part in made.parts for line in part.lines for n in line.sources}
    assert {str(n) for n in cited} <= {line.tag for line in sources.lines}
    titles = [part.title for part in (*made.front, *made.parts)]
    assert len(titles) == len(set(titles))


def test_what_people_decided_is_held_to_both_answers():
    decided = entry(3, "decision", {"decides": "refer", "on": "2018-09-01"})
    made = pack(both(decided))
    said = [
        line.text
        for part in made.front
        if part.title == "What people decided"
        for line in part.lines
    ]
    assert said[:2] == [
        f"refer elsewhere ({title_of('wt-2018')})",
        f"refer ({title_of('wt-2015-transitional')})",
    ]
    assert "This is not what the rules answer." not in said


def test_an_agenda_goes_by_the_stricter_clock_and_has_both_answers():
    made = agenda([both()])
    table = made.front[0].table
    assert table is not None
    assert table.rows[0][1:3] == ("Refer elsewhere or refer", "3 September 2018: late")
    assert any(
        "the case meets a test for a serious case review here" in line.text
        for line in made.parts[0].lines
    )


def test_a_record_of_a_duty_of_the_other_edition_is_called_by_its_name():
    content = {"notice": "serious-case-review", "to": "the Panel", "on": "2018-09-03"}
    made = pack(both(entry(3, "notice", content)))
    (part,) = (one for one in made.parts if one.title == "Who was told")
    assert any(line.text.endswith("Serious case review.") for line in part.lines)
