"""Every form of a pack says the same: referral, duties, dates, criteria, sources and reasons."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from docx import Document

from api.pack.contents import pack
from api.pack.made import FORMS
from tests.pack.cases import CASES, packed
from tests.pack.held import must_be_said
from tests.pack.read_back import READ, flat, needs_poppler

each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)
each_case = pytest.mark.parametrize(("edition", "referral"), CASES)


@cache
def said(edition: str, referral: str, form: str) -> str:
    """What one form of a pack says, without spaces."""
    return flat(READ[form](FORMS[form].make(pack(packed(edition, referral)))))


@each_form
@each_case
def test_every_form_says_all_of_the_decision(edition: str, referral: str, form: str):
    told = said(edition, referral, form)
    for text in must_be_said(packed(edition, referral)):
        assert flat(text) in told, text


@each_form
@each_case
def test_every_form_names_the_case(edition: str, referral: str, form: str):
    assert flat("2018-017") in said(edition, referral, form)


@each_case
def test_a_no_is_explained_as_fully_as_a_yes(edition: str, referral: str):
    told = said(edition, referral, "md")
    decision = packed(edition, referral).decision
    if decision.referral == "no_duty_to_refer":
        assert flat("why not") in told
    if edition == "wt-2013" and decision.referral == "no_duty_to_refer":
        assert flat("Within 14 days of the decision. That is 3 September 2014.") in told


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
