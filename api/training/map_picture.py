"""The map as a picture, for slides: each cell says its referral in words, whatever its colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from xml.sax.saxutils import escape

from api.pack.as_pdf import compiler
from api.svg import FONTS, framed
from api.training.mapped import Cell, Grid, Map

LABEL, CELL, GAP = 220, 150, 24
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
SLIDE = 16 / 9
"""The shape of a slide, as wide as it is to how high."""

FORM = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", alt: "The map")
"""
PPI = 192.0
"""A pixel of the picture is a 96th of an inch; each becomes two."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide each grid of a map is; how high its title, its head and a row: no text is cut."""

    wide: int
    title: int
    head: int
    row: int
    high: int

    @classmethod
    def of(cls, found: Map) -> Measures:
        """As the longest title and the longest labels need it."""
        wide = LABEL + CELL * len(found.columns)
        rows = [label for label, _ in found.grids[0].rows]
        title = LINE * max(len(wrapped(named(grid), wide)) for grid in found.grids)
        head = LINE * max(len(wrapped(one, CELL - PAD)) for one in found.columns) + PAD
        row = max(ROW, LINE * max(len(wrapped(one, LABEL - PAD)) for one in rows) + PAD)
        return cls(wide, title, head, row, title + head + row * len(rows))


def drawn(found: Map) -> str:
    """The map as SVG: its grids side by side, as many as make it most like a slide."""
    measures = Measures.of(found)
    abreast = fitting(len(found.grids), measures)
    width = 2 * PAD + abreast * (measures.wide + GAP) - GAP
    parts: list[str] = []
    y = PAD
    for told in (*found.heads, "A thick frame: the edition before it says something else there."):
        for row in wrapped(told, width - 2 * PAD):
            y += LINE
            parts.append(text(PAD, y, row))
    for first in range(0, len(found.grids), abreast):
        y += GAP
        for n, grid in enumerate(found.grids[first : first + abreast]):
            parts += gridded(found, grid, measures, PAD + n * (measures.wide + GAP), y)
        y += measures.high
    return framed(TITLE, parts, width, y + PAD, size=13, fonts=f"FiraGO, {FONTS}")


def fitting(count: int, measures: Measures) -> int:
    """How many of so many grids stand side by side, for the whole to be most like a slide."""

    def unlike(abreast: int) -> float:
        deep = -(-count // abreast)
        return abs(log(abreast * measures.wide / (deep * (measures.high + GAP)) / SLIDE))

    return min(range(1, count + 1), key=unlike)


def named(grid: Grid) -> str:
    """The edition of a grid, and the answer that has a grid of its own."""
    return f"{grid.title} – {grid.where}" if grid.where else grid.title


def gridded(found: Map, grid: Grid, measures: Measures, left: int, top: int) -> Iterator[str]:
    """One edition's grid, its columns named at its head and its rows at the left."""
    for k, row in enumerate(wrapped(named(grid), measures.wide)):
        yield text(left, top + LINE * (k + 1), row, "700")
    body = top + measures.title + measures.head
    for n, column in enumerate(found.columns):
        rows = wrapped(column, CELL - PAD)
        for k, row in enumerate(rows):
            yield text(left + LABEL + CELL * n + 4, body - LINE * (len(rows) - k) + 10, row)
    for n, (label, cells) in enumerate(grid.rows):
        y = body + measures.row * n
        for k, row in enumerate(wrapped(label, LABEL - PAD)):
            yield text(left, y + LINE * (k + 1), row)
        for k, one in enumerate(cells):
            yield from box(one, left + LABEL + CELL * k, y, measures.row)


def box(one: Cell, x: int, y: int, high: int) -> Iterator[str]:
    """A cell: its referral and force in words, framed if it moved."""
    fill, ink = LOOKS[one.referral]
    stroke, wide, inset = (MOVED, 4, 4) if one.moved else (ink, 1, 2)
    yield (
        f'<rect x="{x + inset}" y="{y + inset}" width="{CELL - 2 * inset}" '
        f'height="{high - 2 * inset}" fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>'
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
