"""A pack in the form that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.model import Pack
from api.pack.visible import visibly
from criteria.decisions import as_json


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a pack: how it is made, its media type, and how the name of its file ends."""

    make: Callable[[Packed], bytes]
    media: str
    suffix: str


def as_html(case: Packed) -> bytes:
    """The pack as one page of HTML."""
    from api.pack.as_html import as_html as made  # a form nobody asks for need not be loaded

    return made(shown(case)).encode()


def as_docx(case: Packed) -> bytes:
    """The pack as a Word document."""
    from api.pack.as_docx import as_docx as made

    return made(shown(case))


def as_pdf(case: Packed) -> bytes:
    """The pack as PDF."""
    from api.pack.as_pdf import as_pdf as made

    return made(pack(case))


def as_markdown(case: Packed) -> bytes:
    """The pack as Markdown."""
    from api.pack.as_markdown import as_markdown as made

    return made(shown(case)).encode()


def as_data(case: Packed) -> bytes:
    """The pack as JSON, with the decision it is read off."""
    told = {**asdict(shown(case)), "decision": as_json(case.decision)}
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def shown(case: Packed) -> Pack:
    """The pack with nothing in it that cannot be seen."""
    return visibly(pack(case))


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: Mapping[str, Form] = {
    "html": Form(as_html, "text/html; charset=utf-8", "html"),
    "docx": Form(as_docx, DOCX, "docx"),
    "pdf": Form(as_pdf, "application/pdf", "pdf"),
    "md": Form(as_markdown, "text/markdown; charset=utf-8", "md"),
    "json": Form(as_data, "application/json", "json"),
}
