"""Lines and text in Markdown, in which nothing that was said is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from api.lines import Line, Section

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def laid_out(sections: Iterable[Section]) -> Iterator[str]:
    """The sections as headings with nested lists."""
    for section in sections:
        yield from ("", f"## {section.title}", "")
        yield from (item(line) for line in section.lines)


def item(line: Line) -> str:
    """One line of the outline as a list item."""
    tag = f"**{line.tag}** " if line.tag else ""
    cites = f" ({', '.join(str(number) for number in line.sources)})" if line.sources else ""
    return f"{'  ' * line.depth}- {tag}{escaped(line.text)}{cites}"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
