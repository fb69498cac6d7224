"""A pack as a Word document: real styles and headings, to be edited."""

from __future__ import annotations

from itertools import pairwise

from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from api.lines import Line
from api.pack.docx_page import begun, mark, saved
from api.pack.docx_styles import LINE, SMALL
from api.pack.model import Pack, Part, Table

STEP = 0.45
"""How far a line goes in for each step of its depth, in centimetres."""

WIDTH = 17.6
"""How wide the text is, in centimetres."""


def as_docx(pack: Pack) -> bytes:
    """The whole pack as a .docx file."""
    subject = f"{pack.title} ({pack.edition})"
    document = begun(pack.name, pack.reference, sides=1.7, ends=1.3, subject=subject)
    document.add_paragraph(pack.heading, style="Title")
    document.add_paragraph(f"{pack.reference} · {subject}", style="Subtitle")
    document.add_paragraph(pack.summary).runs[0].bold = True
    for part in pack.front:
        add_part(document, part)
    for number, part in enumerate(pack.parts):
        heading = add_part(document, part)
        heading.paragraph_format.page_break_before = number == 0
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, text in enumerate(pack.foot):
        paragraph = document.add_paragraph(text, style=SMALL)
        paragraph.paragraph_format.space_before = Pt(0 if number else 8)
    return saved(document)


def add_part(document: Docx, part: Part) -> Paragraph:
    """A heading with what stands under it."""
    if part.small:
        in_columns(document, 2)
    heading = document.add_paragraph(part.title, style="Heading 1")
    if part.table is not None:
        add_table(document, part.table)
    for line, following in pairwise((*part.lines, None)):
        assert line is not None
        paragraph = add_line(document, line, SMALL if part.small else LINE)
        paragraph.paragraph_format.keep_with_next = bool(following and following.depth > line.depth)
        if part.table is not None and line is part.lines[0]:
            paragraph.paragraph_format.space_before = Pt(4)
    if part.small:
        in_columns(document, 1)
    return heading


def in_columns(document: Docx, number: int) -> None:
    """What comes next stands in so many columns, on the same page."""
    columns = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(number))


def add_line(document: Docx, line: Line, style: str) -> Paragraph:
    """One line, as far in as it is deep, its tag in bold and its sources behind it."""
    paragraph = document.add_paragraph(style=style)
    if line.depth:
        paragraph.paragraph_format.left_indent = Cm(STEP * (line.depth + 1))
    if line.tag:
        paragraph.add_run(line.tag, style="Strong")
        paragraph.add_run("  ")
    paragraph.add_run(line.text)
    if line.sources:
        paragraph.add_run(f" ({', '.join(map(str, line.sources))})")
    return paragraph


def add_table(document: Docx, table: Table) -> None:
    """A table whose first row is its header, on every page it reaches; no row is parted."""
    made = document.add_table(rows=1, cols=len(table.headers), style="Table Grid")
    made.autofit = False
    fill(made, 0, table.headers, style="Strong")
    for row in table.rows:
        made.add_row()
        fill(made, len(made.rows) - 1, row)
    for number, width in enumerate(table.widths):
        made.columns[number].width = Cm(WIDTH * width / sum(table.widths))
        for cell in made.columns[number].cells:
            cell.width = Cm(WIDTH * width / sum(table.widths))
    for one in made.rows:
        mark(one, "w:cantSplit")
    mark(made.rows[0], "w:tblHeader")


def fill(table: DocxTable, row: int, cells: tuple[str, ...], style: str | None = None) -> None:
    """One row's cells; the header stays with the row after it."""
    for cell, text in zip(table.rows[row].cells, cells, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text, style=style)
        paragraph.paragraph_format.keep_with_next = row == 0
