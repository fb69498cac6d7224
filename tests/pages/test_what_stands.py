"""What a chair is told stands: what was corrected is not done, and nothing recorded is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from icalendar import Calendar

from api.wording import title_of
from tests.pages.made import (
    REFERRED_FACTS,
    SETTLED_FACTS,
    ago,
    new_reference,
    recorded,
    screened,
)
from tests.pages.visiting import Visitor, text_in, text_of, visiting
from tests.service.running import Running

PANEL = "what-stands"
NOTICE = {"notice": "notify-panel", "to": "the Panel", "on": ago(12)}
DECISION = {"decides": "refer", "on": ago(0)}


@pytest.fixture(scope="module")
def visitor(server: Running) -> Iterator[Visitor]:
    """The chair of a panel of its own."""
    with visiting(server, panel=PANEL) as one:
        yield one


def added(server: Running, reference: str, kind: str, **content: object) -> None:
    """An entry of a case of the panel."""
    recorded(server, reference, kind, content, PANEL)


def line(visitor: Visitor, reference: str, state: str = "all") -> str:
    """What the list says of a case, without the names of its columns; nothing if it has it not."""
    page = visitor.get(f"/cases?state={state}&reference={reference}").text
    return text_in(page.partition("<tbody")[2].partition("</tbody>")[0])


def limits(visitor: Visitor, reference: str) -> list[str]:
    """The limits of a case in the calendar."""
    found = Calendar.from_ical(visitor.get("/cases.ics").text).walk("VEVENT")
    told = [str(one["summary"]) for one in found]
    return [one.removeprefix(f"{reference}: ") for one in told if one.startswith(reference)]


def test_a_duty_of_which_nobody_was_told_after_all_is_late_again(server: Running, visitor: Visitor):
    reference = screened(server, SETTLED_FACTS, 30, PANEL)
    added(server, reference, "notice", **NOTICE)
    assert "Late" not in line(visitor, reference)
    added(server, reference, "correction", entry=2, words="Nobody was told.")
    added(server, reference, "correction", entry=3, words="Nobody at all.")
    said = line(visitor, reference)
    assert "Late by" in said
    assert "Notify the national Panel. That it was done was corrected by entry 4: look" in said
    assert limits(visitor, reference) == ["Notify the national Panel"]
    added(server, reference, "notice", **NOTICE)
    assert "Late" not in line(visitor, reference)
    assert limits(visitor, reference) == ["Rapid review"]


def test_a_correction_of_something_else_leaves_the_duty_done(server: Running, visitor: Visitor):
    reference = screened(server, SETTLED_FACTS, 30, PANEL)
    added(server, reference, "notice", **NOTICE)
    added(server, reference, "correction", entry=1, words="The day was another.")
    assert "Late" not in line(visitor, reference)


def test_a_decision_that_was_corrected_is_waited_for_and_still_told(
    server: Running, visitor: Visitor
):
    reference = screened(server, SETTLED_FACTS, 30, PANEL)
    reasons = {"code": "other", "words": "a letter of today"}
    added(server, reference, "decision", decides="no_duty_to_refer", on=ago(0), reasons=reasons)
    assert "Late" not in line(visitor, reference)
    added(server, reference, "correction", entry=2, words="Wrong case.")
    said = line(visitor, reference, "open")
    assert "Late by" in said
    assert "Awaiting decision. Decided “No duty to refer”, corrected by entry 3: look" in said
    added(server, reference, "decision", **DECISION)
    assert "Refer (decided)" in line(visitor, reference)
    assert "corrected" not in line(visitor, reference)


def test_of_a_case_that_is_only_begun_no_limit_is_denied(server: Running, visitor: Visitor):
    reference = visitor.begin()
    assert "Not known until it is screened" in line(visitor, reference)
    assert "No time limit runs" not in line(visitor, reference)


def test_what_corrects_a_decision_and_advice_stands_beside_them(server: Running, visitor: Visitor):
    reference = screened(server, SETTLED_FACTS, 1, PANEL)
    added(server, reference, "advice", advises="refer", words="as the law says")
    added(server, reference, "decision", **DECISION)
    added(server, reference, "correction", entry=3, words="Nothing was decided of this child.")
    added(server, reference, "correction", entry=2, words="That advice was on another.")
    for page in ("history", "record/decision"):
        beside = text_of(visitor.get(f"/cases/{reference}/{page}")).partition("What people")[2]
        beside = beside.partition("Everything that was recorded")[0]
        assert "decided Refer Corrected by entry 4: Nothing was decided of this child." in beside
        assert "advised: Refer. Corrected by entry 5: That advice was on another." in beside


IN_THE_WINDOW = {"decision": "2018-09-01", "notified_board": "2018-08-20"}
ELSEWHERE = {**SETTLED_FACTS, "place_of_incident": "elsewhere_in_england"}
BOTH = ("wt-2015-transitional", "wt-2018")


def screened_under(
    server: Running,
    *editions: str,
    facts: dict[str, str] = ELSEWHERE,
    **dates: str,
) -> str:
    """A case of the window that was screened under each edition in turn."""
    reference = new_reference()
    for edition in editions:
        content = {"edition": edition, "facts": facts, "dates": {**IN_THE_WINDOW, **dates}}
        added(server, reference, "screening", **content)
    return reference


@pytest.mark.parametrize("editions", [BOTH, BOTH[::-1]])
def test_where_two_editions_are_arguable_both_answers_and_their_clocks_stand(
    server: Running, visitor: Visitor, editions: tuple[str, str]
):
    reference = screened_under(server, *editions)
    said = line(visitor, reference)
    assert "Two editions are arguable: “Refer” and “Refer elsewhere" in said
    assert "was due 20 September 2018 Serious case review" in said
    assert "Serious case review" in limits(visitor, reference)
    page = text_of(visitor.get(f"/cases/{reference}/history"))
    engine = page.partition("What the engine answers")[2].partition("What people decided")[0]
    assert "Two editions are arguable for this decision, and both answers stand" in engine
    assert "Refer The case meets a test for a serious case review here" in engine
    assert "Refer elsewhere: it is for another area" in engine


def test_a_screening_under_another_edition_is_said_to_be_no_change(
    server: Running, visitor: Visitor
):
    reference = screened_under(server, *BOTH)
    page = text_of(visitor.get(f"/cases/{reference}/history"))
    entry = page.partition("Entry 2: Screening")[2].partition("Entry 1: Screening")[0]
    assert "This is under another edition than entry 1" in entry
    assert "There the answer was “Refer”, here it is “Refer elsewhere" in entry
    assert "The answer was" not in entry


def test_once_the_area_s_start_is_known_one_answer_stands(server: Running, visitor: Visitor):
    reference = screened_under(server, *BOTH)
    content = {"edition": "wt-2018", "facts": ELSEWHERE}
    dates = {**IN_THE_WINDOW, "area_switch": "2018-07-01"}
    added(server, reference, "screening", **content, dates=dates)
    assert "Two editions" not in line(visitor, reference)
    assert "arguable" not in line(visitor, reference)
    assert "Serious case review" not in limits(visitor, reference)


def test_what_was_answered_otherwise_before_does_not_stand_beside(
    server: Running, visitor: Visitor
):
    reference = screened_under(server, BOTH[0])
    content = {"edition": BOTH[1], "facts": SETTLED_FACTS, "dates": IN_THE_WINDOW}
    added(server, reference, "screening", **content)
    said = line(visitor, reference)
    assert "Two editions" not in said
    assert "Refer elsewhere" not in said
    assert "Refer. Another edition is arguable too: screen under both" in said
    page = text_of(visitor.get(f"/cases/{reference}/history"))
    assert f"Another edition is arguable too: {title_of(BOTH[0])}." in page


def test_people_decide_where_two_editions_are_arguable(server: Running, visitor: Visitor):
    reference = screened_under(server, *BOTH)
    reasons = {"code": "other", "words": "the stricter"}
    added(server, reference, "decision", decides="refer", on="2018-09-01", reasons=reasons)
    assert "Refer (decided)" in line(visitor, reference)
    page = text_of(visitor.get(f"/cases/{reference}/history"))
    assert f"Refer – not what the engine answers under {title_of('wt-2018')}" in page
    notice = visitor.get(f"/cases/{reference}/record/notice").text
    assert "Serious case review" in notice


@pytest.mark.parametrize(
    ("aware", "told"), [("2020-08-03", "2020-08-05"), ("2020-08-05", "2020-08-03")]
)
def test_of_two_readings_of_a_limit_every_door_goes_by_the_earlier(
    server: Running, visitor: Visitor, aware: str, told: str
):
    reference = new_reference()
    dates = {"decision": "2020-08-06", "authority_aware": aware, "notified_panel": told}
    content = {"edition": "wt-2018", "facts": SETTLED_FACTS, "dates": dates}
    added(server, reference, "screening", **content)
    added(server, reference, "notice", notice="notify-panel", to="the Panel", on=told)
    assert "was due 24 August 2020 Rapid review" in line(visitor, reference)
    events = Calendar.from_ical(visitor.get("/cases.ics").text).walk("VEVENT")
    days = [one["dtstart"].dt for one in events if str(one["summary"]).startswith(reference)]
    assert days == [date(2020, 8, 24)]
    document = text_in(visitor.get(f"/agenda?format=html&references={reference}").text)
    assert "24 August 2020: late" in document
    working = visitor.get(f"/cases/{reference}/decision")
    page = text_of(working)
    assert page.index("That is 24 August 2020.") < page.index("That is 26 August 2020.")


@pytest.mark.parametrize("decides", ["refer", "refer_elsewhere"])
def test_who_decides_as_one_arguable_edition_answers_says_why_not_as_the_other(
    server: Running, visitor: Visitor, decides: str
):
    reference = screened_under(server, *BOTH)
    on = {"on-day": "1", "on-month": "9", "on-year": "2018"}
    path = f"/cases/{reference}/record/decision"
    reply = visitor.send(path, decides=decides, **on)
    assert reply.status_code == 422
    assert "Say why: the engine answers “Refer elsewhere" in text_of(reply)
    assert "and “Refer”, or you decide about a review" in text_of(reply)
    reply = visitor.send(path, decides=decides, reason="other", why="the area began", **on)
    assert reply.status_code == 200


def test_the_rapid_review_is_counted_from_the_notification_on_record(
    server: Running, visitor: Visitor
):
    reference = screened(server, SETTLED_FACTS, 60, PANEL)
    added(server, reference, "notice", **{**NOTICE, "on": "2026-03-03"})
    added(server, reference, "notice", **{**NOTICE, "on": "2026-03-02"})
    assert "was due 23 March 2026 Rapid review" in line(visitor, reference)
    assert limits(visitor, reference) == ["Rapid review"]
    added(server, reference, "correction", entry=3, words="It was the day after.")
    assert "was due 24 March 2026 Rapid review" in line(visitor, reference)
    added(server, reference, "correction", entry=2, words="Nobody was told.")
    assert "Rapid review" not in limits(visitor, reference)
    assert "Notify the national Panel" in limits(visitor, reference)


def test_a_day_that_was_screened_with_goes_before_a_record(server: Running, visitor: Visitor):
    reference = new_reference()
    dates = {"authority_aware": ago(60), "notified_panel": "2026-03-03"}
    content = {"edition": "wt-2023", "facts": SETTLED_FACTS, "dates": dates}
    added(server, reference, "screening", **content)
    added(server, reference, "notice", **{**NOTICE, "on": "2026-03-02"})
    assert "was due 24 March 2026 Rapid review" in line(visitor, reference)


def test_the_decision_page_counts_from_the_record_and_says_so(server: Running, visitor: Visitor):
    reference = visitor.begin()
    visitor.answer(reference, **REFERRED_FACTS)
    at = f"/cases/{reference}"
    visitor.send_from(visitor.get(f"{at}/decision"), f"{at}/record")
    added(server, reference, "notice", **{**NOTICE, "on": "2026-03-02"})
    page = text_of(visitor.get(f"{at}/decision"))
    assert "That is 23 March 2026." in page
    assert (
        "The day the national Panel was notified is taken from what is recorded: 2 March 2026"
        in page
    )
