"""A drill on paper in the form that is asked for: PDF, Word, Markdown or plain text."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files

from api.drills.model import Drill
from api.drills.sheet import Entry, Sheet, answer_sheet, handout
from api.markdown import escaped
from api.text import WIDTH

__all__ = ["FORMS", "answer_sheet", "as_docx", "as_markdown", "as_pdf", "as_text", "handout"]


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a, for A4. What is said goes in as data, never as markup."""
    from api.pack.as_pdf import poured  # a form nobody asks for need not be loaded
    from api.pack.model import LANGUAGE

    return poured(form(), sheet={**asdict(sheet), "language": LANGUAGE})


@cache
def form() -> bytes:
    """The form that every sheet is poured into."""
    return files("api.drills").joinpath("forms", "drill.typ").read_bytes()


def as_docx(sheet: Sheet) -> bytes:
    """The sheet as a Word document, to be edited."""
    from api.drills.paper_docx import as_docx as made

    return made(sheet)


def as_markdown(sheet: Sheet) -> bytes:
    """The sheet as Markdown, in which nothing that is said is markup."""
    rows = [f"# {sheet.title}", ""]
    rows += [f"- {escaped(one)}" for one in sheet.about]
    for entry in sheet.entries:
        rows += ["", f"## {entry.heading}", "", escaped(entry.case)]
        for item in entry.items:
            rows += ["", f"**{escaped(item.prompt)}**", ""]
            rows += [f"- {box.mark} {escaped(box.words)}" for box in item.boxes]
        rows += ["", *(f"> {escaped(words)}\n>" for words in entry.words)]
    return "\n".join([*rows, "", *(f"{escaped(one)}  " for one in sheet.foot), ""]).encode()


def as_text(sheet: Sheet) -> bytes:
    """The sheet as plain text of a terminal's width."""
    rows = [sheet.title, ""]
    for one in sheet.about:
        rows += wrapped(one)
    for entry in sheet.entries:
        rows += ["", *lined(entry)]
    return "\n".join([*rows, "", *sheet.foot, ""]).encode()


def lined(entry: Entry) -> Iterator[str]:
    """One case as lines."""
    yield entry.heading.upper()
    yield from wrapped(entry.case)
    for item in entry.items:
        yield from ("", *wrapped(item.prompt))
        for box in item.boxes:
            yield from wrapped(f"[{'x' if box.ticked else ' '}] {box.words}", "  ", "      ")
    for words in entry.words:
        yield from ("", *wrapped(words, "  ", "  "))


def wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    """Text in lines of the terminal's width."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then)


def as_data(drill: Drill, answers: bool) -> bytes:
    """The drill as JSON; what is right, and the deciding words, only with the answers."""
    told = asdict(drill)
    told["plan"]["editions"] = list(drill.plan.editions)
    for one in told["questions"]:
        if not answers:
            one.pop("pair")
            for asked in one["asked"]:
                asked.pop("right")
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


FORMS: Mapping[str, Callable[[Sheet], bytes]] = {
    "text": as_text,
    "md": as_markdown,
    "pdf": as_pdf,
    "docx": as_docx,
}
"""Each form of a sheet by its name."""
