"""Giving out what was screened: as text, as data or as a document, to the terminal or a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from api import text
from api.casefile import Case
from api.governing import why_applied
from api.outline import Outline
from criteria.decisions import Decision, as_json
from criteria.errors import InputError, Problem
from criteria.shelf import shelf

DOCUMENTS: Mapping[str, str] = {
    "md": "md",
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    "pack-json": "json",
}
"""The forms that are the whole rationale, each by its name among packs; `json` is the decision."""

UNREADABLE = ("docx", "pdf")
"""The forms that a terminal cannot show."""


def told(decision: Decision, stated: Case, why: str | None, form: str) -> bytes:
    """A decision in one of the forms; `why` says why its edition applies, if a date told it."""
    volume = shelf().volume(decision.edition)
    if form in DOCUMENTS:
        return document(decision, stated, DOCUMENTS[form])
    if form == "json":
        return f"{json.dumps(as_json(decision), ensure_ascii=False, indent=2)}\n".encode()
    sections = Outline(decision, volume, stated.evidence, dates=stated.dates).sections()
    head = f"{stated.reference or 'no reference'} · {volume.ruleset.title} ({decision.edition})"
    return f"{text.screened(decision, sections, head, why)}\n".encode()


def document(decision: Decision, stated: Case, form: str) -> bytes:
    """A decision as a document: the rationale, whole."""
    from api.pack.case import Packed  # what makes documents is loaded for those who want one
    from api.pack.contents import pack
    from api.pack.made import FORMS

    packed = Packed(
        decision=decision,
        volume=shelf().volume(decision.edition),
        reference=stated.reference,
        why=why_applied(decision.edition, stated.dates),
        evidence=stated.evidence,
        dates=stated.dates,
    )
    return FORMS[form].make(pack(packed))


def given_out(made: bytes, form: str, output: str | None) -> None:
    """Write what was made to a file or to standard output.

    Raises InputError if a document would go to a terminal, or the file is there already or cannot
    be written.
    """
    if output is not None:
        written(made, output)
    elif form not in UNREADABLE:
        click.echo(made.decode(), nl=False)
    elif sys.stdout.isatty():
        message = f"a {form} document is not for a terminal: give --output FILE, or send it on"
        raise click.UsageError(message)
    else:
        sys.stdout.buffer.write(made)


def refuse_existing(file: Path) -> None:
    """Raise InputError for a file that is there already: none is written over."""
    if file.is_file():
        raise InputError([Problem((str(file),), "is there already: name a new file")])


def written(made: bytes, output: str) -> None:
    """Write a new file."""
    refuse_existing(Path(output))
    try:
        Path(output).write_bytes(made)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError([Problem(("--output",), f"cannot be written: {reason}")]) from error
