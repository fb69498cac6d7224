"""A pack as a Word document: real styles and headings, to be edited."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from api.lines import Line
from api.pack.model import LANGUAGE, Pack, Part, Table

FONT = "Arial"
STEP = 0.6
"""How far a line goes in for each step of its depth, in centimetres."""


def as_docx(pack: Pack) -> bytes:
    """The whole pack as a .docx file."""
    document = Document()
    set_up(document, pack)
    document.add_paragraph(f"Rationale: {pack.word.lower()}", style="Title")
    document.add_paragraph(f"{pack.reference} · {pack.title} ({pack.edition})", style="Subtitle")
    document.add_paragraph(pack.summary).runs[0].bold = True
    for part in pack.front:
        add_part(document, part)
    for number, part in enumerate(pack.parts):
        heading = add_part(document, part)
        heading.paragraph_format.page_break_before = number == 0
    for text in pack.foot:
        document.add_paragraph(text).style = document.styles["Caption"]
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def set_up(document: Docx, pack: Pack) -> None:
    """The properties, the page, the fonts and the page numbers."""
    properties = document.core_properties
    properties.title = f"Rationale: {pack.word.lower()}, {pack.reference}"
    properties.subject = f"{pack.title} ({pack.edition})"
    properties.author = "Threshold"
    properties.comments = ""
    properties.language = LANGUAGE
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size in SIZES.items():
        set_font(document, name, size)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    number_pages(section.footer.paragraphs[0], pack)


SIZES = {
    "Normal": 9.5,
    "Title": 20,
    "Subtitle": 10.5,
    "Heading 1": 12.5,
    "Caption": 8,
}
"""The size of each style, in points."""


def set_font(document: Docx, name: str, size: float) -> None:
    """One style in our font and language, for every script."""
    style = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)


def number_pages(paragraph: Paragraph, pack: Pack) -> None:
    """The reference and the number of the page, at the foot of each."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{pack.reference} · page ")
    field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" of ")
    field(paragraph.add_run(), "NUMPAGES")


def field(run: Run, name: str) -> None:
    """A field that the reader's program fills in."""
    for kind, text in (("begin", None), (None, name), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind or "")
        run._r.append(element)


def add_part(document: Docx, part: Part) -> Paragraph:
    """A heading with what stands under it."""
    heading = document.add_paragraph(part.title, style="Heading 1")
    if part.table is not None:
        add_table(document, part.table)
    for line in part.lines:
        add_line(document, line)
    return heading


def add_line(document: Docx, line: Line) -> None:
    """One line, as far in as it is deep, its tag in bold and its sources behind it."""
    paragraph = document.add_paragraph(style="List Bullet" if line.depth else "Normal")
    paragraph.paragraph_format.left_indent = Cm(STEP * line.depth)
    paragraph.paragraph_format.space_after = Pt(2)
    if line.tag:
        paragraph.add_run(f"{line.tag}  ").bold = True
    paragraph.add_run(line.text)
    if line.sources:
        paragraph.add_run(f" ({', '.join(map(str, line.sources))})")


def add_table(document: Docx, table: Table) -> None:
    """A table whose first row is its header, on every page it reaches."""
    made = document.add_table(rows=1, cols=len(table.headers), style="Table Grid")
    fill(made, 0, table.headers, bold=True)
    for row in table.rows:
        made.add_row()
        fill(made, len(made.rows) - 1, row)
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(header)


def fill(table: DocxTable, row: int, cells: tuple[str, ...], bold: bool = False) -> None:
    """One row's cells."""
    for cell, text in zip(table.rows[row].cells, cells, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold
