"""Every form of a pack says the same: referral, duties, dates, criteria, sources and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pytest
from docx import Document

from api.pack.contents import pack
from api.pack.made import FORMS
from api.wording import FORCES, REFERRALS, finding_word, place
from criteria.decisions import Decision
from criteria.writing import day
from tests.pack.cases import CASES, packed
from tests.pack.read_back import READ, flat, needs_poppler

each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)
each_case = pytest.mark.parametrize(("edition", "referral"), CASES)


@cache
def said(edition: str, referral: str, form: str) -> str:
    """What one form of a pack says, without spaces."""
    return flat(READ[form](FORMS[form].make(pack(packed(edition, referral)))))


def must_be_said(decision: Decision) -> Iterator[str]:
    """Everything in a decision that a reader must find, in words."""
    yield REFERRALS[decision.referral]
    yield decision.summary
    yield decision.ruleset.digest
    for one in decision.determinations:
        yield one.title
        if one.force != "none":
            yield from (one.action, FORCES[one.force], one.duty_holder)
        if one.due and one.force != "none":
            yield one.due.text
            yield from (day(due.date) for due in (one.due, one.due.also) if due and due.date)
    for finding in decision.criteria:
        yield f"{finding_word(finding)} {finding.title}"
        yield from (f"{place(source)}" for source in finding.sources)
    yield from (one.title for one in decision.considerations)
    yield from (one.question for one in decision.needs_facts)
    yield from (one.question for one in decision.needs_judgement)
    yield from (one.text for one in decision.notes)
    yield from (one.text for one in decision.notices)
    yield from (f"[{source.grade}]" for one in decision.determinations for source in one.sources)


@each_form
@each_case
def test_every_form_says_all_of_the_decision(edition: str, referral: str, form: str):
    told = said(edition, referral, form)
    for text in must_be_said(packed(edition, referral).decision):
        assert flat(text) in told, text


@each_form
@each_case
def test_every_form_says_who_said_so_and_why_the_edition_applies(
    edition: str, referral: str, form: str
):
    told = said(edition, referral, form)
    assert flat("A test.") in told
    assert flat("2018-017") in told
    if packed(edition, referral).decision.facts["abuse_or_neglect"] != "unknown":
        assert flat("the police, 2 August 2018") in told


@each_case
def test_a_no_is_explained_as_fully_as_a_yes(edition: str, referral: str):
    told = said(edition, referral, "md")
    decision = packed(edition, referral).decision
    if decision.referral == "no_duty_to_refer":
        assert flat("why not") in told
    if edition == "wt-2013" and decision.referral == "no_duty_to_refer":
        assert flat("Within 14 days of the decision. That is 3 September 2018.") in told


@each_case
def test_headings_in_word_go_down_one_step_at_a_time(edition: str, referral: str):
    document = Document(BytesIO(FORMS["docx"].make(pack(packed(edition, referral)))))
    styles = [p.style.name for p in document.paragraphs if p.style and p.style.name]
    assert styles[:2] == ["Title", "Subtitle"]
    assert {name for name in styles if name.startswith("Heading")} == {"Heading 1"}
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert len(headings) == len(set(headings)) > 8
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)
    assert document.core_properties.language == "en-GB"
