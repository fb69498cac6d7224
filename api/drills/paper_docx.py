"""A drill as a Word document: real styles and headings, to be edited."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from api.drills.sheet import Box, Entry, Sheet
from api.pack.as_docx import field
from api.pack.docx_styles import LINE, LOOKS, SMALL, Look, set_look, set_styles
from api.pack.model import LANGUAGE

BOX = 0.8
"""How far a box goes in, in centimetres."""

SHORT, FEW, ABREAST, WIDTH = 24, 4, 3, 16.4
"""How many characters are short; such boxes stand abreast: all if few, else so many."""

BIGGER = {
    "Normal": Look(10.5, after=4),
    "Heading 1": Look(13, before=14, after=4, bold=True),
    LINE: Look(10, after=2, hanging=True),
    SMALL: Look(8.5, after=3),
}
"""What is set bigger than in a pack: it is read and written on in a room."""


def as_docx(sheet: Sheet) -> bytes:
    """The whole sheet as a .docx file."""
    document = Document()
    set_up(document, sheet)
    document.add_paragraph(sheet.title, style="Title")
    for one in sheet.about:
        document.add_paragraph(f"– {one}", style=LINE)
    for entry in sheet.entries:
        add_entry(document, entry)
    for number, text in enumerate(sheet.foot):
        paragraph = document.add_paragraph(text, style=SMALL)
        paragraph.paragraph_format.space_before = Pt(0 if number else 14)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def set_up(document: Docx, sheet: Sheet) -> None:
    """The properties, the page, the styles and the foot of each page."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = sheet.title, "Threshold", LANGUAGE
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(1.7)
    section.footer_distance = Cm(0.8)
    set_styles(document)
    for name, look in {**LOOKS, **BIGGER}.items():
        set_look(document.styles[name], look)
    number_pages(document, section.footer.paragraphs[0], sheet)


def number_pages(document: Docx, paragraph: Paragraph, sheet: Sheet) -> None:
    """The plan, and the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.style = document.styles["Footer"]
    set_look(document.styles["Footer"], Look(7))
    paragraph.add_run(f"{sheet.plan} · page ")
    field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" of ")
    field(paragraph.add_run(), "NUMPAGES")


def add_entry(document: Docx, entry: Entry) -> None:
    """One case, which stays on a page with what is asked of it."""
    document.add_paragraph(entry.heading, style="Heading 1")
    kept = [document.add_paragraph(entry.case)]
    for item in entry.items:
        prompt = document.add_paragraph(style="Normal")
        prompt.add_run(item.prompt, style="Strong")
        prompt.paragraph_format.space_before = Pt(5)
        kept += [prompt, *add_boxes(document, item.boxes)]
    for words in entry.words:
        kept.append(document.add_paragraph(words, style=SMALL))
        kept[-1].paragraph_format.left_indent = Cm(BOX)
        kept[-1].paragraph_format.keep_together = True
    for paragraph in kept[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def add_boxes(document: Docx, boxes: tuple[Box, ...]) -> Iterator[Paragraph]:
    """Boxes to tick with their words: those that are short abreast, others one under the other."""
    short = all(len(box.words) <= SHORT for box in boxes)
    abreast = 1 if not short else len(boxes) if len(boxes) <= FEW else ABREAST
    for start in range(0, len(boxes), abreast):
        paragraph = document.add_paragraph(style=LINE)
        paragraph.paragraph_format.left_indent = Cm(BOX + 0.5)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        for number, box in enumerate(boxes[start : start + abreast]):
            if number:
                paragraph.paragraph_format.tab_stops.add_tab_stop(
                    Cm(BOX + WIDTH / abreast * number)
                )
                paragraph.add_run("\t")
            paragraph.add_run(f"{box.mark} {box.words}", style="Strong" if box.ticked else None)
        yield paragraph
