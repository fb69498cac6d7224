"""Packs read back from each form, as the text that a reader finds there."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from markdown_it import MarkdownIt

from tests.fonts import choose_fonts

needs_poppler = pytest.mark.documents("pdftotext")
needs_writer = pytest.mark.documents("soffice")


class Text(HTMLParser):
    """The text of a page, without its style and its title."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def from_html(made: bytes) -> str:
    """What a page says."""
    page = Text()
    page.feed(made.decode())
    return " ".join(page.said)


def from_docx(made: bytes) -> str:
    """What a Word document says, in its order."""
    return " ".join(blocks(made))


def blocks(made: bytes) -> Iterator[str]:
    """Every paragraph, and every cell of every table."""
    for block in Document(BytesIO(made)).iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def from_pdf(made: bytes) -> str:
    """What a PDF says, by poppler, in the order of reading."""
    return run("pdftotext", "-raw", "-", "-", given=made).decode()


def run(*command: str, given: bytes = b"") -> bytes:
    """What a program prints, with the fonts of the tests."""
    done = subprocess.run(command, input=given, capture_output=True, check=True, env=choose_fonts())
    return done.stdout


def from_markdown(made: bytes) -> str:
    """What Markdown says once it is rendered."""
    return from_html(MarkdownIt("commonmark").enable("table").render(made.decode()).encode())


def from_json(made: bytes) -> str:
    """Every text in JSON but for the decision itself."""
    return " ".join(texts(json.loads(made)))


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in in_reading_order(value) for text in texts(one))
    elif isinstance(value, list):
        for one in value:
            yield from (str(one),) if isinstance(one, int) else texts(one)


def in_reading_order(value: Mapping[str, Any]) -> list[Any]:
    """A line's tag is read before its text."""
    return [value[name] for name in sorted(value, key=lambda name: name != "tag")]


READ: Mapping[str, Callable[[bytes], str]] = {
    "json": from_json,
    "html": from_html,
    "docx": from_docx,
    "pdf": from_pdf,
    "md": from_markdown,
}


def flat(text: str) -> str:
    """The text without spaces and invisible breaks, in lower case: lines end where they may."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text).casefold()
