"""A drill as a Word document: real styles and headings, to be edited."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.shared import Cm, Pt
from docx.table import _Cell

from api.drills.sheet import Box, Entry, Sheet
from api.pack.docx_page import begun, mark, saved
from api.pack.docx_styles import LINE, SMALL, Look, set_look

BOX = 0.8
"""How far a box goes in, in centimetres."""

SHORT, FEW, ABREAST, WIDTH = 24, 4, 3, 16.4
"""How many characters are short; such boxes stand abreast: all if few, else so many."""

BIGGER = {
    "Normal": Look(10.5, after=4),
    "Heading 1": Look(13, before=14, after=4, bold=True),
    LINE: Look(10, after=2, hanging=True),
    SMALL: Look(8.5, after=3),
    "Footer": Look(7),
}
"""What is set bigger than in a pack: it is read and written on in a room."""


def as_docx(sheet: Sheet) -> bytes:
    """The whole sheet as a .docx file."""
    document = begun(sheet.title, sheet.plan, sides=1.9, ends=1.7)
    for name, look in BIGGER.items():
        set_look(document.styles[name], look)
    document.add_paragraph(sheet.title, style="Title")
    for one in sheet.about:
        document.add_paragraph(f"– {one}", style=LINE)
    for entry in sheet.entries:
        add_entry(document, entry)
    for number, text in enumerate(sheet.foot):
        paragraph = document.add_paragraph(text, style=SMALL)
        paragraph.paragraph_format.space_before = Pt(0 if number else 14)
    return saved(document)


def add_entry(document: Docx, entry: Entry) -> None:
    """One case, which stays on a page with what is asked of it."""
    document.add_paragraph(entry.heading, style="Heading 1")
    cell = whole(document)
    cell.paragraphs[0].add_run(entry.case)
    for item in entry.items:
        prompt = cell.add_paragraph(style="Normal")
        prompt.add_run(item.prompt, style="Strong")
        prompt.paragraph_format.space_before = Pt(5)
        add_boxes(cell, item.boxes)
    for words in entry.words:
        paragraph = cell.add_paragraph(words, style=SMALL)
        paragraph.paragraph_format.left_indent = Cm(BOX)


def whole(document: Docx) -> _Cell:
    """A place without lines that is never parted between pages.

    A cell, for LibreOffice parts many paragraphs that are each to be kept with the next.
    """
    table = document.add_table(rows=1, cols=1)
    mark(table.rows[0], "w:cantSplit")
    cell: _Cell = table.cell(0, 0)
    return cell


def add_boxes(cell: _Cell, boxes: tuple[Box, ...]) -> None:
    """Boxes to tick with their words: those that are short abreast, others one under the other."""
    short = all(len(box.words) <= SHORT for box in boxes)
    abreast = 1 if not short else len(boxes) if len(boxes) <= FEW else ABREAST
    for start in range(0, len(boxes), abreast):
        paragraph = cell.add_paragraph(style=LINE)
        paragraph.paragraph_format.left_indent = Cm(BOX + 0.5)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        for number, box in enumerate(boxes[start : start + abreast]):
            if number:
                paragraph.paragraph_format.tab_stops.add_tab_stop(
                    Cm(BOX + WIDTH / abreast * number)
                )
                paragraph.add_run("\t")
            paragraph.add_run(f"{box.mark} {box.words}", style="Strong" if box.ticked else None)
