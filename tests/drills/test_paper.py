"""A drill on paper: every case and box in each form; what is right on the answer sheet alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from api.drills.model import Drill, Plan
from api.drills.paper import FORMS, answer_sheet, handout
from api.drills.setting import drill
from api.drills.sheet import Sheet
from api.wording import title_of
from criteria.shelf import shelf
from tests.pack.read_back import from_docx, needs_poppler, needs_writer, run

PLAN = Plan(("wt-2013", "wt-2015", "wt-2018"), "borderline", 6, 21)
MADE_UP = "no real child"


@cache
def made() -> Drill:
    """A drill of three editions."""
    return drill(PLAN)


def from_pdf(pdf: bytes) -> str:
    """What a PDF says."""
    return run("pdftotext", "-layout", "-", "-", given=pdf).decode()


READ: dict[str, Callable[[bytes], str]] = {
    "text": bytes.decode,
    "md": lambda one: one.decode().replace("\\", ""),
    "pdf": from_pdf,
    "docx": from_docx,
}
SHEETS = pytest.mark.parametrize("sheet", [handout, answer_sheet])
EACH = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)


def read(form: str, sheet: Sheet) -> str:
    """What a sheet says in a form, its spaces and line ends as one space each."""
    said = READ[form](FORMS[form](sheet))
    return re.sub(r"\s+", " ", said)


@EACH
@SHEETS
def test_every_form_says_all_that_is_asked_what_is_not_said_and_how_to_give_it_again(form, sheet):
    said = read(form, sheet(made()))
    for one in made().questions:
        assert f"case {one.number}" in said.casefold()
        for sentence in one.sentences:
            assert sentence in said
        for asked in one.asked:
            assert asked.prompt in said
            for choice in asked.choices:
                assert choice.words in said
    for edition in PLAN.editions:
        assert title_of(edition) in said
    assert MADE_UP in said
    assert "What is not said of a case is not known." in said
    assert "--difficulty borderline --questions 6 --seed 21" in said


@needs_poppler
def test_the_plan_stands_at_the_foot_of_every_page_on_one_line():
    plan = Plan(shelf().timeline.editions, "borderline", 30, 999_999)
    pdf = FORMS["pdf"](answer_sheet(replace(made(), plan=plan)))
    pages = from_pdf(pdf).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        foot = re.sub(r" +", " ", page.strip().splitlines()[-1])
        assert foot == (
            "Seed 999999 · borderline · 30 questions · "
            f"{', '.join(plan.editions)} {number} of {len(pages)}"
        )


MARKS = {"text": ("[ ]", "[x]"), "md": ("☐", "☒"), "pdf": ("☐", "☒"), "docx": ("☐", "☒")}


@EACH
def test_a_handout_gives_nothing_away_and_its_answers_tick_one_box_for_each(form):
    empty, ticked = MARKS[form]
    given, answered = (read(form, sheet(made())) for sheet in (handout, answer_sheet))
    asked = [one for question in made().questions for one in question.asked]
    boxes = sum(len(one.choices) for one in asked)
    assert (given.count(empty), given.count(ticked)) == (boxes, 0)
    assert (answered.count(empty), answered.count(ticked)) == (boxes - len(asked), len(asked))
    for one in asked:
        assert f"{ticked} {one.answer.words}" in answered.replace("  ", " ")


@EACH
def test_the_answers_have_the_deciding_words_with_sources_and_grades(form):
    given, answered = (read(form, sheet(made())) for sheet in (handout, answer_sheet))
    sides = [side for one in made().questions if one.pair for side in one.pair.sides]
    assert sides
    for side in sides:
        for source in side.sources:
            assert re.sub(r"\s+", " ", source) in answered
            assert source not in given
    assert "confirmed: read in two or more copies" in answered


def test_words_that_look_like_markup_are_words_in_markdown():
    sheet = handout(made())
    assert "\\[" in FORMS["md"](answer_sheet(made())).decode()
    assert FORMS["md"](sheet).decode().count("\n## ") == len(made().questions)


@needs_poppler
@SHEETS
def test_a_pdf_has_its_title_its_language_and_headings_and_is_for_a4(sheet):
    pdf = FORMS["pdf"](sheet(made()))
    info = run("pdfinfo", "-", given=pdf).decode()
    assert re.search(rf"Title: +{re.escape(sheet(made()).title)}", info)
    assert re.search(r"Tagged: +yes", info)
    assert "A4" in info
    assert re.search(rb"/Lang ?\(en-GB\)", pdf)
    tags = run("pdfinfo", "-struct-text", "-", given=pdf).decode()
    headings = re.findall(r"^ *(H[1-6]) ", tags, re.M)
    assert headings == ["H1", *["H2"] * len(made().questions)]


@SHEETS
def test_a_word_document_has_its_title_language_and_headings(sheet):
    document = Document(BytesIO(FORMS["docx"](sheet(made()))))
    assert document.core_properties.title == sheet(made()).title
    assert document.core_properties.language == "en-GB"
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [f"Case {one.number}" for one in made().questions]
    assert round(document.sections[0].page_width.cm, 1) == 21


LONG = Plan(PLAN.editions, "detailed", 6, 7)
"""A drill whose answers part a case that is not kept whole."""


@needs_writer
@needs_poppler
def test_a_case_stays_on_one_page_in_libreoffice(tmp_path: Path):
    sheet = answer_sheet(drill(LONG))
    (tmp_path / "sheet.docx").write_bytes(FORMS["docx"](sheet))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path))
    run(*command, str(tmp_path / "sheet.docx"))
    pages = from_pdf((tmp_path / "sheet.pdf").read_bytes()).split("\f")
    for entry in sheet.entries:
        [page] = [one for one in pages if f"{entry.heading}\n" in one]
        case = page.partition(f"{entry.heading}\n")[2].partition("\nCase ")[0]
        assert case.count("☒") == len(entry.items)
        assert case.count("☐") == sum(len(one.boxes) - 1 for one in entry.items)


@SHEETS
def test_editions_that_decide_alike_have_no_question_and_the_sheet_says_why(sheet):
    said = read("text", sheet(drill(Plan(("wt-2023", "wt-2026"), "borderline", 6, 21))))
    assert "no answers make these editions decide differently" in said
    assert "has not been read" in said
    assert "CASE" not in said
