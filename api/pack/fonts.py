"""The fonts of a PDF: they come with a package, and what they can show is known."""

from __future__ import annotations

import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from fontTools.ttLib import TTFont

FONTS = ("figo", "figbo", "notos", "symbol2")
"""By the package's names: FiraGO and its bold for many scripts, Noto Sans and symbols behind it."""


@cache
def folder() -> Path:
    """A folder of our own with the fonts as files, for as long as the process lives."""
    made = Path(tempfile.mkdtemp(prefix="threshold-fonts-"))
    for name in FONTS:
        (made / f"{name}.ttf").write_bytes(data(name))
    return made


def data(name: str) -> bytes:
    """A font's bytes."""
    return bytes(pymupdf_fonts.fontbuffers[name]())


@cache
def characters() -> frozenset[int]:
    """Every character that one of the fonts has."""
    tables = (TTFont(BytesIO(data(name)), lazy=True).getBestCmap() for name in FONTS)
    return frozenset(char for table in tables for char in table)


def covered(char: str) -> bool:
    """Whether the fonts have a character."""
    return ord(char) in characters()
