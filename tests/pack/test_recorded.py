"""A recorded case is packed as it was recorded, with all that people did around it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from api.governing import governing, why_applied
from api.pack.agenda import agenda, due_first
from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.recorded import recorded
from criteria.decisions import as_json, name_certificate
from criteria.errors import InputError
from criteria.read_back import decision_from
from tests.pack.cases import CASES, dates, packed
from tests.pack.read_back import READ, flat, needs_poppler
from tests.pack.records import SHELF, entry, screening

ON = date(2020, 8, 25)
each_case = pytest.mark.parametrize(("edition", "referral"), CASES)
each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)


PEOPLE = [
    entry(2, "judgement", {"criterion": "child", "judgement": "met", "reasons": "words on unborn"}),
    entry(
        3,
        "advice",
        {
            "advises": "review_though_no_duty",
            "words": "words of advice",
            "local_review": "yes",
            "dissent": [{"of": "the police", "words": "words of dissent"}],
        },
    ),
    entry(
        4,
        "decision",
        {
            "decides": "refer",
            "on": "2020-08-20",
            "national_review": "no",
            "reasons": {"code": "advice-followed", "words": "words of the chair"},
            "other_review": "words on another",
        },
    ),
    entry(5, "notice", {"notice": "tell", "to": "Ofsted", "on": "2020-08-21", "words": "sent"}),
    entry(6, "reply", {"on": "2020-08-22", "agrees": "not_said", "words": "words of a reply"}),
    entry(7, "correction", {"entry": 5, "words": "words of correction"}),
]


@each_case
def test_a_decision_is_read_back_as_it_was_told(edition: str, referral: str):
    decision = packed(edition, referral).decision
    told = json.loads(json.dumps(as_json(decision)))
    assert decision_from(told) == decision
    assert as_json(decision_from(told)) == told


@each_form
def test_all_that_people_did_is_in_every_form(form: str):
    case = recorded("2018-017", [screening("wt-2018", "refer"), *PEOPLE], {}, ON, SHELF)
    told = flat(READ[form](FORMS[form].make(pack(case))))
    for text in (
        "words on unborn", "words of advice", "the police: words of dissent", "words of the chair",
        "Advice followed", "words on another", "Ofsted, on 21 August 2020: tell",
        "words of a reply", "words of correction", f"{4:064x}", "the independent chair",
        "Entry 4, 14 August 2020",
    ):  # fmt: skip
        assert flat(text) in told, text
    assert flat("view yes (entry 3, advice)") in told.replace("[", "").replace("]", "")


def test_the_last_screening_counts_and_the_edition_is_explained():
    entries = [screening("wt-2018", "refer"), screening("wt-2023", "undetermined")]
    case = recorded("1", entries, {}, ON, SHELF)
    assert case.decision.edition == "wt-2023"
    assert case.why == governing(dates("wt-2023"))[1]
    assert case.why.startswith("Decision of 20 August 2024. ")


@pytest.mark.parametrize(
    ("edition", "days", "told"),
    [
        ("wt-2013", {}, "was named with the case; no date of a decision tells it."),
        ("wt-2013", {"decision": "2001-01-01"}, "none governs a decision of 1 January 2001."),
        ("wt-2013", {"decision": "2024-01-01"}, "named with the case; its dates tell wt-2023. "),
        ("wt-2018", {"decision": "2018-09-01"}, "Both are arguable; this one was named with"),
    ],
)
def test_why_an_edition_applies_says_what_the_dates_do_not_tell(
    edition: str, days: dict[str, str], told: str
):
    assert told in why_applied(edition, days)


@each_form
def test_an_agenda_without_a_case_says_so(form: str):
    told = flat(READ[form](FORMS[form].make(agenda([], left=7))))
    assert flat("There is no recorded case") in told
    assert flat("7 more that wait for a decision are not on it") in told


def test_an_erased_case_cannot_be_packed():
    with pytest.raises(InputError, match="was erased"):
        recorded("2018-017", [screening("wt-2018", "refer") | {"content": None}], {}, ON, SHELF)


def test_a_certificate_is_shown_with_what_it_covers():
    screened = screening("wt-2018", "refer")
    decision = screened["content"]["decision"]
    key = name_certificate(decision["ruleset"]["digest"], decision["engine"]["version"])
    made = {key: {"findings": [], "combinations": 12_345}}
    case = recorded("2018-017", [screened], made, ON, SHELF)
    said = FORMS["md"].make(pack(case)).decode()
    assert "12,345 combinations of answers in this edition: nothing was found" in said


@each_form
def test_an_agenda_has_the_case_that_is_due_first_before_the_others(form: str):
    cases = [packed(edition, referral, reference=f"case-{n}") for n, (edition, referral) in
             enumerate(CASES)]  # fmt: skip
    told = flat(READ[form](FORMS[form].make(agenda(cases))))
    for case in cases:
        assert flat(f"{case.reference}:") in told
        assert flat(case.decision.summary) in told
    ordered = [part.title for part in agenda(cases).parts]
    days = [due_first(case) for case in cases]
    first = min(day for day in days if day)
    assert ordered[0].partition(":")[0] in {
        case.reference for case, day in zip(cases, days, strict=True) if day == first
    }
    assert due_first(replace(cases[0], decision=packed(*CASES[0]).decision)) == days[0]
