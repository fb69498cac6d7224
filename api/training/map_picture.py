"""The map as a picture, for slides: each cell says its referral in words, whatever its colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from api.pack.as_pdf import compiler
from api.svg import FONTS, framed
from api.training.mapped import Cell, Grid, Map

HEAD, LABEL, CELL, GAP = 92, 220, 150, 24
ROW, LINE, PAD = 62, 18, 12
CHARACTER = 7.0
"""About how many units a character is wide at 13 units high."""

LOOKS: Mapping[str, tuple[str, str]] = {
    "Refer": ("#f4cdc6", "#2a0b06"),
    "Refer elsewhere": ("#fcd6c3", "#6e3619"),
    "No duty to refer": ("#eeefef", "#282d30"),
    "Not settled yet": ("#fff7bf", "#594d00"),
}
"""The fill and the ink of each referral."""

TITLE = "Where each edition refers: the tables beside it say the same in words"
MOVED = "#54319f"
FORM = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", alt: "The map")
"""
PPI = 192.0
"""A pixel of the picture is a 96th of an inch; each becomes two."""


def drawn(found: Map) -> str:
    """The map as SVG, one grid under another."""
    width = 2 * PAD + LABEL + CELL * len(found.columns)
    parts: list[str] = []
    y = PAD
    for told in (*found.heads, "A thick frame: the edition before it says something else there."):
        for row in wrapped(told, width - 2 * PAD):
            y += LINE
            parts.append(text(PAD, y, row))
    for grid in found.grids:
        y += GAP
        parts += gridded(found, grid, y)
        y += HEAD + ROW * len(grid.rows)
    return framed(TITLE, parts, width, y + PAD, size=13, fonts=f"FiraGO, {FONTS}")


def gridded(found: Map, grid: Grid, top: int) -> Iterator[str]:
    """One edition's grid, its columns named at its head and its rows at the left."""
    where = f" – {grid.where}" if grid.where else ""
    yield text(PAD, top + LINE, f"{grid.title}{where}", "700")
    for n, column in enumerate(found.columns):
        x = PAD + LABEL + CELL * n
        rows = wrapped(column, CELL - PAD)[:3]
        for k, row in enumerate(rows):
            yield text(x + 4, top + HEAD - LINE * (len(rows) - k) + 10, row)
    for n, (label, cells) in enumerate(grid.rows):
        y = top + HEAD + ROW * n
        for k, row in enumerate(wrapped(label, LABEL - PAD)[:3]):
            yield text(PAD, y + LINE * (k + 1), row)
        for k, one in enumerate(cells):
            yield from box(one, PAD + LABEL + CELL * k, y)


def box(one: Cell, x: int, y: int) -> Iterator[str]:
    """A cell: its referral and force in words, framed if it moved."""
    fill, ink = LOOKS[one.referral]
    stroke, wide, inset = (MOVED, 4, 4) if one.moved else (ink, 1, 2)
    yield (
        f'<rect x="{x + inset}" y="{y + inset}" width="{CELL - 2 * inset}" '
        f'height="{ROW - 2 * inset}" fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>'
    )
    yield text(x + PAD, y + 26, one.referral, "700", ink)
    yield text(x + PAD, y + 26 + LINE, one.force, "400", ink)


def as_png(picture: str) -> bytes:
    """A picture of ours as PNG, at twice its size, in the fonts that come with the program."""
    made = compiler().compile(FORM, sys_inputs={"picture": picture}, format="png", ppi=PPI)
    assert isinstance(made, bytes)
    return made


def wrapped(told: str, room: float) -> list[str]:
    """Text in as many rows as it takes."""
    return textwrap.wrap(told, max(8, int(room / CHARACTER))) or [""]


def text(x: int, y: int, told: str, weight: str = "400", ink: str = "#0b0c0c") -> str:
    """A row of text."""
    return f'<text x="{x}" y="{y}" fill="{ink}" font-weight="{weight}">{escape(told)}</text>'
