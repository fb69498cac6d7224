"""The tree of criteria as a picture (SVG): every box says its status in words, whatever colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from api.lines import Line
from api.svg import framed

WIDTH, INDENT, PAD = 960, 28, 10
LINE, GAP = 20, 10
CHARACTER = 7.4
"""About how many units a character is wide at 14 units high."""

TAG = 118
"""How wide the place for the status is."""

LOOKS: Mapping[str, tuple[str, str, str]] = {
    "met": ("#cce2d8", "#005a30", ""),
    "refer": ("#cce2d8", "#005a30", ""),
    "refer elsewhere": ("#cce2d8", "#005a30", ""),
    "not met": ("#eeefef", "#383f43", "2 3"),
    "no duty to refer": ("#eeefef", "#383f43", "2 3"),
    "determination": ("#eee9f7", "#3b2270", ""),
    "all of": ("#ffffff", "#0b0c0c", ""),
    "any of": ("#ffffff", "#0b0c0c", "6 3"),
    "answer": ("#f3f5f6", "#383f43", ""),
}
"""The fill, the ink and the dashes of each tag; what is open has the look below."""

OPEN = ("#fff7bf", "#594d00", "8 4")


def picture(title: str, lines: Iterable[Line]) -> str:
    """The picture of some lines, each deeper one joined to the one that it stands under."""
    drawn: list[str] = []
    tops: dict[int, int] = {}
    y = PAD
    for line in lines:
        rows = wrapped(line)
        height = LINE * len(rows) + GAP
        middle = y + height // 2
        if line.depth:
            drawn.append(joint(line.depth, tops[line.depth - 1], middle))
        tops[line.depth] = y + height
        drawn += box(line, rows, y, height)
        y += height + GAP
    return framed(title, drawn, WIDTH, y, size=14)


def wrapped(line: Line) -> list[str]:
    """The text of a line in as many rows as it takes."""
    room = WIDTH - 2 * PAD - INDENT * line.depth - TAG - 2 * PAD
    return textwrap.wrap(line.text, max(12, int(room / CHARACTER))) or [""]


def joint(depth: int, top: int, middle: int) -> str:
    """The line from a box to one under it."""
    x = PAD + INDENT * (depth - 1) + INDENT // 2
    return f'<path d="M{x} {top}V{middle}H{x + INDENT // 2}" fill="none" stroke="#505a5f"/>'


def box(line: Line, rows: list[str], y: int, height: int) -> Iterator[str]:
    """A box with a status and a text."""
    fill, ink, dashes = LOOKS.get(line.tag, OPEN)
    x = PAD + INDENT * line.depth
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield (
        f'<rect x="{x}" y="{y}" width="{WIDTH - PAD - x}" height="{height}" rx="3" '
        f'fill="{fill}" stroke="{ink}"{dash}/>'
    )
    first = y + LINE
    at = f'x="{x + PAD}" y="{first}"'
    yield f'<text {at} fill="{ink}" font-weight="700">{escape(line.tag)}</text>'
    for n, row in enumerate(rows):
        at = f'x="{x + PAD + TAG}" y="{first + n * LINE}"'
        yield f'<text {at} fill="#0b0c0c">{escape(row)}</text>'
