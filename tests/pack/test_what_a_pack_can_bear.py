"""No text stops a pack: what a form cannot show is replaced, visibly, and that is said."""

from __future__ import annotations

import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.model import Pack
from tests.laws.profiles import few
from tests.pack.cases import CASES, examples, packed
from tests.pack.read_back import (
    READ,
    flat,
    from_pdf,
    needs_poppler,
    run,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '#import "x": *; $x$ `raw` @ref <label> \\ // /* */',
    "{{ 7*7 }} {% raw %} | a | b |",
    "ДОКТОР Δοκτωρ דוקטור طبيب हिन्दी ไทย",
    "=cmd|' /C calc'!A1",
    "&amp; &lt; ]]> <w:t>",
)
BLOCKED = ["\x00", "\x1b[31m", "\ud800", "\u202e", "\u200b", "\U000f0000", "\uffff"]


each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)


def with_reason(text: str) -> Pack:
    """A pack in which somebody wrote a text."""
    reasons = {"joint_working": text, "outcome": text}
    return pack(packed("wt-2013", "no_duty_to_refer", reasons=reasons))


@each_form
@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_said_is_text_and_never_markup(form: str, text: str):
    told = READ[form](FORMS[form].make(with_reason(text)))
    if "ไทย" in text:  # set from right to left, its letters come back in another order
        assert "ДОКТОР" in told
    else:
        assert flat(text) in flat(told)


@each_form
@pytest.mark.parametrize("char", BLOCKED, ids=ascii)
def test_what_cannot_be_seen_is_shown_by_its_number(form: str, char: str):
    told = READ[form](FORMS[form].make(with_reason(f"before{char}after")))
    assert flat(f"before[U+{ord(char[0]):04X}]") in flat(told)
    assert flat("stands as its number in brackets") in flat(told)


@needs_poppler
def test_what_the_fonts_of_a_pdf_do_not_have_is_shown_by_its_number_in_it_alone():
    made = {form: READ[form](FORMS[form].make(with_reason("警察 😀"))) for form in FORMS}
    assert "[U+8B66][U+5BDF] [U+1F600]" in re.sub(r"\s+", " ", made.pop("pdf").replace("\n", ""))
    assert all("警察 😀" in told for told in made.values())


@pytest.mark.long
@few
@given(text=st.text(max_size=300))
def test_no_text_stops_a_pack(text: str):
    for form in FORMS.values():
        assert form.make(with_reason(text))


@needs_poppler
def test_a_very_long_word_stays_on_the_page():
    made = FORMS["pdf"].make(with_reason("w" * 5_000))
    boxes = run("pdftotext", "-bbox", "-", "-", given=made).decode()
    assert max(float(x) for x in re.findall(r'xMax="([0-9.]+)"', boxes)) < 595.3 - 40
    assert from_pdf(made).count("w") > 5_000


@pytest.mark.parametrize("form", FORMS)
def test_a_pack_takes_less_than_a_second_once_its_form_is_loaded(form: str):
    made = pack(packed("wt-2023", "refer"))
    took = min(timeit.repeat(lambda: FORMS[form].make(made), number=1, repeat=4))
    assert took < 1


def test_every_edition_has_an_example_of_a_yes_a_no_and_what_is_open():
    for edition in {edition for edition, _ in CASES}:
        assert {"refer", "no_duty_to_refer", "undetermined"} <= set(examples(edition))
