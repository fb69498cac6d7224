"""A Word document of ours: begun on A4 with our styles and numbered pages, and saved."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import _Row as DocxRow
from docx.text.run import Run

from api.pack.docx_styles import set_styles
from api.pack.model import LANGUAGE


def begun(title: str, foot: str, *, sides: float, ends: float, subject: str = "") -> Docx:
    """A document without text. Margins in centimetres; `foot` stands before each page's number."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author = title, subject, "Threshold"
    properties.comments, properties.language = "", LANGUAGE
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(sides)
    section.top_margin = section.bottom_margin = Cm(ends)
    section.header_distance = section.footer_distance = Cm(0.7)
    set_styles(document)
    number_pages(document, foot)
    return document


def mark(row: DocxRow, name: str) -> None:
    """Say of a row that something is so."""
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def number_pages(document: Docx, foot: str) -> None:
    """The number of the page and how many there are, at the foot of each."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{foot} · page ")
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


def saved(document: Docx) -> bytes:
    """The document as a .docx file."""
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
