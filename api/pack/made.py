"""A pack in the form that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from api.pack.model import Pack
from api.pack.visible import visibly


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a pack: how it is made, its media type, and how the name of its file ends."""

    make: Callable[[Pack], bytes]
    media: str
    suffix: str


def as_html(pack: Pack) -> bytes:
    """The pack as one page of HTML."""
    from api.pack.as_html import as_html as made  # a form nobody asks for need not be loaded

    return made(visibly(pack)).encode()


def as_docx(pack: Pack) -> bytes:
    """The pack as a Word document."""
    from api.pack.as_docx import as_docx as made

    return made(visibly(pack))


def as_pdf(pack: Pack) -> bytes:
    """The pack as PDF."""
    from api.pack.as_pdf import as_pdf as made

    return made(pack)


def as_markdown(pack: Pack) -> bytes:
    """The pack as Markdown."""
    from api.pack.as_markdown import as_markdown as made

    return made(visibly(pack)).encode()


def as_data(pack: Pack) -> bytes:
    """The pack as JSON."""
    told = asdict(visibly(pack))
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: Mapping[str, Form] = {
    "html": Form(as_html, "text/html; charset=utf-8", "html"),
    "docx": Form(as_docx, DOCX, "docx"),
    "pdf": Form(as_pdf, "application/pdf", "pdf"),
    "md": Form(as_markdown, "text/markdown; charset=utf-8", "md"),
    "json": Form(as_data, "application/json", "json"),
}
