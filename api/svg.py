"""Pictures (SVG): the frame around what is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

FONTS = "Arial, Helvetica, sans-serif"


def framed(
    title: str, parts: Iterable[str], width: int, height: int, *, size: int, fonts: str = FONTS
) -> str:
    """The whole picture, on white: its title, then its parts, text being of this size and font."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="{fonts}" font-size="{size}">'
    )
    said = f"<title>{escape(title)}</title>"
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, said, ground, *parts, "</svg>"])
