"""The styles of a Word document: everything in it has one, so that it can be edited as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from api.pack.model import LANGUAGE

FONT = "Arial"
LINE, SMALL = "Rationale line", "Rationale small"
HANGING = 0.45
"""How far the second row of a line goes in, in centimetres."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks: sizes and spaces in points."""

    size: float
    before: float = 0
    after: float = 2
    bold: bool = False
    hanging: bool = False


LOOKS = {
    "Normal": Look(8.5),
    "Title": Look(19, after=4, bold=True),
    "Subtitle": Look(10, after=4),
    "Heading 1": Look(11, before=8, after=2, bold=True),
    LINE: Look(8.5, after=0.5, hanging=True),
    SMALL: Look(7.5, after=0, hanging=True),
}


def set_styles(document: Docx) -> None:
    """Every style that a pack uses."""
    for name, look in LOOKS.items():
        if name not in document.styles:
            made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            assert isinstance(made, ParagraphStyle)
            made.base_style = document.styles["Normal"]
        set_look(document.styles[name], look)


def set_look(style: ParagraphStyle, look: Look) -> None:
    """One style in our font, in black, with its spaces."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(look.size), look.bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0x0B, 0x0C, 0x0C)
    spaced = style.paragraph_format
    spaced.space_before, spaced.space_after = Pt(look.before), Pt(look.after)
    spaced.line_spacing = 1.0
    if look.hanging:
        spaced.left_indent, spaced.first_line_indent = Cm(HANGING), -Cm(HANGING)
    in_every_script(style)


def in_every_script(style: ParagraphStyle) -> None:
    """The font and the language of a style, whatever script a text is in."""
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
