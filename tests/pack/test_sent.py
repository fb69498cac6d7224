"""Beside every duty and notice stands what was recorded as done, what is late, what is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from api.pack.agenda import agenda
from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.recorded import recorded
from criteria.decisions import as_json
from engine import decide
from tests.pack.cases import packed
from tests.pack.read_back import READ, flat, needs_poppler
from tests.pack.records import SHELF, entry, screening

each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)
IN_TIME, LATER = date(2020, 8, 10), date(2020, 9, 30)


def notice(n: int, of: str, on: str) -> dict[str, Any]:
    """An entry that says somebody was told."""
    return entry(n, "notice", {"notice": of, "to": "the national Panel", "on": on})


def case(*more: dict[str, Any], on: date = IN_TIME, edition: str = "wt-2018") -> Packed:
    """A case that is to be referred, with more entries, as it stands on a day."""
    return recorded("2018-017", [screening(edition, "refer"), *more], {}, on, SHELF)


def told(made: Packed, title: str) -> dict[str, list[str]]:
    """Under a heading of the pack, for each line that is not indented what stands beneath it."""
    parts = {part.title: part for part in (*pack(made).front, *pack(made).parts)}
    found: dict[str, list[str]] = {}
    for line in parts[title].lines:
        if line.depth == 0:
            beneath = found.setdefault(line.text, [])
        else:
            beneath.append(f"{line.tag}: {line.text}")
    return found


def limit(made: Packed, duty: str) -> str:
    """The last cell of a duty on the first page."""
    table = pack(made).front[0].table
    assert table is not None
    return next(row[-1] for row in table.rows if row[0].startswith(f"{duty}:"))


@each_form
def test_what_was_told_is_said_beside_the_duty_in_every_form(form: str):
    made = case(notice(2, "notify-panel", "2020-08-07"))
    said = flat(READ[form](FORMS[form].make(pack(made))))
    assert flat("Told: the national Panel, on 7 August 2020 (entry 2, 12 August 2020,") in said


def test_a_duty_without_a_record_is_owed_until_its_day_has_passed_and_then_late():
    assert limit(case(on=date(2020, 8, 7)), "Notify the national Panel").endswith(
        "That is 7 August 2020. (3) Still owed: no record that it was done."
    )
    assert limit(case(on=date(2020, 8, 8)), "Notify the national Panel").endswith(
        "Late: no record that it was done; the last day was 7 August 2020."
    )


def test_a_record_of_another_duty_is_none_of_this_one():
    made = case(notice(2, "rapid-review", "2020-08-07"), on=LATER)
    assert "Late: no record" in limit(made, "Notify the national Panel")
    assert "Late: no record" not in limit(made, "Rapid review")


def test_what_was_told_after_its_last_day_says_so():
    made = case(notice(2, "notify-panel", "2020-08-08"))
    said = limit(made, "Notify the national Panel")
    assert "on 8 August 2020 (entry 2, 12 August 2020, chair the independent chair)" in said
    assert said.endswith("; the last day was 7 August 2020.")


def test_a_limit_from_a_day_that_was_not_screened_with_runs_from_what_is_recorded():
    made = screening("wt-2018", "refer")
    made["content"]["dates"].pop("notified_panel")
    dates = {"authority_aware": "2020-07-31"}
    decision = decide("wt-2018", made["content"]["decision"]["facts"], dates=dates)
    made["content"]["decision"] = as_json(decision)
    entries = [
        made,
        notice(2, "notify-panel", "2020-08-10"),
        notice(3, "notify-panel", "2020-08-07"),
    ]
    case = recorded("1", entries, {}, LATER, SHELF)
    assert "That is 28 August 2020." in limit(case, "Rapid review")
    assert any(
        "day the national Panel was notified: 7 August 2020" in line.text
        for part in pack(case).parts
        for line in part.lines
    )
    untold = recorded("1", [made], {}, LATER, SHELF)
    assert "That is 28 August 2020." not in limit(untold, "Rapid review")


def test_where_sources_differ_a_day_between_the_two_is_after_one_reading():
    between = notice(2, "rapid-review", "2020-08-25")
    assert "; by one reading the last day was 21 August 2020." in limit(
        case(between), "Rapid review"
    )


def test_a_correction_of_a_record_is_said_beside_it():
    mended = entry(3, "correction", {"entry": 2, "words": "another day"})
    made = case(notice(2, "notify-panel", "2020-08-07"), mended)
    said = limit(made, "Notify the national Panel")
    assert "Corrected: by entry 3: look. It was: the national Panel, on 7 August 2020" in said
    assert "Told:" not in said


def test_a_duty_whose_record_was_corrected_is_late_again():
    mended = entry(3, "correction", {"entry": 2, "words": "nobody was told"})
    again = entry(4, "correction", {"entry": 3, "words": "nobody at all"})
    told = notice(2, "notify-panel", "2020-08-07")
    made = case(told, mended, again, on=LATER)
    said = limit(made, "Notify the national Panel")
    assert "Corrected: by entry 3 and entry 4: look." in said
    assert "Late: no record that it was done; the last day was 7 August 2020." in said
    table = agenda([made]).front[0].table
    assert table is not None
    assert table.rows[0][2] == "7 August 2020: late"
    assert "Late:" not in limit(
        case(told, mended, notice(4, "notify-panel", "2020-08-06"), on=LATER),
        "Notify the national Panel",
    )


def test_a_decision_that_was_corrected_is_said_to_be_and_ends_no_clock():
    content = {"decides": "no_duty_to_refer", "on": "2020-08-20", "local_review": "no"}
    decided = entry(2, "decision", content)
    mended = entry(3, "correction", {"entry": 2, "words": "nothing was decided of this child"})
    made = case(decided, mended, on=LATER)
    said = [
        (line.tag, line.text)
        for part in pack(made).front
        if part.title == "What people decided"
        for line in part.lines
    ]
    assert ("decided", "No duty to refer, on 20 August 2020.") in said
    assert ("corrected", "by entry 3: nothing was decided of this child") in said
    assert not any(text == "This is not what the rules answer." for _, text in said)
    assert "Late: no record" in limit(made, "Notify the national Panel")
    cover = told(made, "Cover for the rapid review")
    assert any("corrected by entry 3" in line for lines in cover.values() for line in lines)


def test_a_notice_that_hangs_on_what_was_done_is_not_said_to_be_owed():
    said = told(case(on=LATER), "What follows the decision")
    (beneath,) = [lines for text, lines in said.items() if "in the same time" in text]
    assert beneath[-1] == "told: No record; the last day was 7 August 2020."
    assert {tag.partition(":")[0] for lines in said.values() for tag in lines} <= {
        "by when", "or", "told",
    }  # fmt: skip


def beside(made: Packed, words: str) -> str:
    """The tag of what stands last beside the notice with these words."""
    said = told(made, "What follows the decision")
    (beneath,) = [lines for text, lines in said.items() if words in text]
    return beneath[-1].partition(":")[0]


@pytest.mark.parametrize(
    ("edition", "decides", "words", "limit"),
    [
        ("wt-2015", "refer", "Tell them your decision", date(2016, 8, 26)),
        ("wt-2013", "no_duty_to_refer", "explain why", date(2014, 9, 3)),
    ],
)
def test_what_follows_any_decision_or_a_no_is_owed_once_it_is_decided(
    edition: str, decides: str, words: str, limit: date
):
    entries = [screening(edition, decides)]
    assert beside(recorded("1", entries, {}, limit, SHELF), words) == "told"
    decided = {"decides": decides, "on": f"{limit.year}-08-20"}
    entries.append(entry(2, "decision", decided))
    assert beside(recorded("1", entries, {}, limit, SHELF), words) == "still owed"
    assert beside(recorded("1", entries, {}, limit + timedelta(days=1), SHELF), words) == "late"


def test_an_explanation_is_not_owed_after_a_yes():
    decided = entry(2, "decision", {"decides": "refer", "on": "2014-08-20"})
    made = recorded("1", [screening("wt-2013", "no_duty_to_refer"), decided], {}, LATER, SHELF)
    assert beside(made, "explain why") == "told"


def test_what_is_open_is_not_said_to_be_owed():
    made = recorded("1", [screening("wt-2018", "undetermined")], {}, LATER, SHELF)
    cells = [limit(made, one.title) for one in made.decision.determinations if one.force is None]
    assert any("Whether it is owed is open." in cell for cell in cells)
    assert not any("Late:" in cell or "Still owed:" in cell for cell in cells)


def test_a_clock_that_ended_with_the_decision_is_not_said_to_run():
    decided = entry(2, "decision", {"decides": "no_duty_to_refer", "on": "2020-08-20"})
    assert "record" not in limit(case(decided, on=LATER), "Notify the national Panel")


def test_a_case_that_is_not_recorded_says_nothing_of_records():
    said = FORMS["md"].make(pack(packed("wt-2018", "refer"))).decode()
    assert "No record" not in said
    assert "owed" not in said


def test_the_cover_says_both_limits_the_earlier_first_and_what_is_owed():
    cover = told(case(on=LATER), "Cover for the rapid review")
    said = cover["These do not wait for this decision:"]
    both = [line for line in said if "15 working days" in line]
    assert [line.partition(":")[0] for line in both] == ["by when", "or"]
    assert "That is 21 August 2020." in both[0]
    assert "That is 28 August 2020." in both[1]
    assert sum(line.startswith("late: ") for line in said) == 2


def test_an_agenda_goes_by_what_is_not_done_yet_and_says_what_is_late():
    ready = case(notice(2, "notify-panel", "2020-08-07"), on=LATER)
    table = agenda([ready, case(on=date(2020, 8, 2))]).front[0].table
    assert table is not None
    assert [row[2] for row in table.rows] == ["7 August 2020", "21 August 2020: late"]


def test_a_decision_of_before_the_last_screening_says_so_on_the_first_page():
    decided = entry(2, "decision", {"decides": "refer", "on": "2020-08-20"})
    again = {**screening("wt-2018", "undetermined"), "n": 3}
    made = recorded("1", [screening("wt-2018", "refer"), decided, again], {}, LATER, SHELF)
    said = told(made, "What people decided")
    assert "The case was screened again after this decision, in entry 3." in said


@pytest.mark.parametrize(
    ("referral", "decides", "said"),
    [
        ("refer", "no_duty_to_refer", "This is not what the rules answer."),
        ("undetermined", "refer", "This settles what the rules leave open."),
        ("refer", "refer", None),
    ],
)
def test_a_decision_that_is_not_what_the_rules_answer_says_so(
    referral: str, decides: str, said: str | None
):
    decided = entry(2, "decision", {"decides": decides, "on": "2020-08-20"})
    made = recorded("1", [screening("wt-2018", referral), decided], {}, LATER, SHELF)
    assert [text for text in told(made, "What people decided") if text.startswith("This")] == (
        [said] if said else []
    )


def test_a_no_against_the_rules_is_explained_too():
    decided = entry(2, "decision", {"decides": "no_duty_to_refer", "on": "2014-08-20"})
    made = recorded("1", [screening("wt-2013", "refer"), decided], {}, LATER, SHELF)
    (said,) = [text for text in told(made, "Recommendation to the Chair") if "explain why" in text]
    assert said.endswith("Within 14 days of the decision.")


def test_days_counted_from_another_day_than_it_was_decided_on_are_pointed_out():
    for on, pointed_out in (("2014-08-20", False), ("2014-08-29", True)):
        decided = entry(2, "decision", {"decides": "refer", "on": on})
        entries = [screening("wt-2013", "no_duty_to_refer"), decided]
        said = told(recorded("1", entries, {}, LATER, SHELF), "What people decided")
        assert any("are counted from 20 August 2014 here" in text for text in said) is pointed_out


def test_long_reasons_have_their_beginning_on_the_first_page_and_all_of_them_behind_it():
    words = " ".join(f"w{n}" for n in range(400))
    reasons = {"code": "other", "words": words}
    decided = entry(2, "decision", {"decides": "refer", "on": "2020-08-20", "reasons": reasons})
    made = pack(case(decided))
    front = " ".join(line.text for part in made.front for line in part.lines)
    assert "w20 w21" in front
    assert "w399" not in front
    assert any(line.text.endswith(words) for part in made.parts for line in part.lines)
