"""A pack as PDF: tagged, with its title and language, in fonts that come with a package."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst

from api.pack.fonts import covered, folder
from api.pack.model import LANGUAGE, Pack, throughout
from api.pack.visible import can_be_seen, visibly

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
LONG_WORD = re.compile(r"\S{40,}")
PIECE = 24
BREAK = "\u200b"
"""Marks where a line may end inside a word too long for it; the form sets no character for it."""


def as_pdf(pack: Pack) -> bytes:
    """The whole pack as PDF/UA-1 and PDF/A-2a. What was said goes in as data, never as markup."""
    shown = throughout(visibly(pack, lambda char: can_be_seen(char) and covered(char)), breakable)
    told = {**asdict(shown), "name": shown.name, "language": LANGUAGE}
    return poured(form(), pack=told)


def poured(form: bytes, **said: Mapping[str, Any]) -> bytes:
    """A form with what is said poured into it, as PDF/UA-1 and PDF/A-2a."""
    made = compiler().compile(
        form,
        sys_inputs={name: json.dumps(one, ensure_ascii=False) for name, one in said.items()},
        format="pdf",
        pdf_standards=[*STANDARDS],
        timestamp=datetime.now(UTC).replace(microsecond=0),
    )
    assert isinstance(made, bytes)
    return made


def breakable(text: str) -> str:
    """The text with places where a line may end in every word too long for a line."""
    return LONG_WORD.sub(lambda word: BREAK.join(re.findall(f".{{1,{PIECE}}}", word[0])), text)


@cache
def form() -> bytes:
    """The form that every pack is poured into."""
    return files("api.pack").joinpath("forms", "pack.typ").read_bytes()


@cache
def compiler() -> typst.Compiler:
    """What sets every pack, with our fonts and nobody else's."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
