"""The sources to check, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from api.law import list_warnings
from api.listing import indented
from api.sources.model import SourceToCheck
from api.sources.wording import (
    ABOUT,
    NEWER_LAW,
    NO_SOURCES,
    ORDER,
    QUESTION,
    describe_grade,
    describe_place,
    describe_statement,
    group_by_edition,
)
from api.text import WIDTH
from api.wording import title_of


def lay_out_sources(sources: tuple[SourceToCheck, ...]) -> str:
    """The sources under their editions, as text."""
    rows = [*textwrap.wrap(ABOUT, WIDTH), *textwrap.wrap(ORDER, WIDTH)]
    for edition, ones in group_by_edition(sources):
        head = NEWER_LAW if edition is None else f"{edition}: {title_of(edition)}"
        rows += ["", *textwrap.wrap(head, WIDTH)]
        warnings = [] if edition is None else list_warnings([edition])
        rows += [row for said in warnings for row in indented(said)]
        rows += [row for one in ones for row in ("", *lay_out_source(one))]
    return "\n".join(rows if sources else [NO_SOURCES])


def lay_out_source(one: SourceToCheck) -> Iterator[str]:
    """One source: where it is, what it decides and what to look for."""
    yield from indented(describe_place(one.source))
    yield from indented(f"[{describe_grade(one.source)}]", 2)
    if one.remark:
        yield from indented(one.remark, 2)
    if one.also_in:
        yield from indented(f"Also in {', '.join(one.also_in)}.", 2)
    yield "    What it decides:"
    yield from (row for each in one.statements for row in indented(describe_statement(each), 3))
    yield f"    {QUESTION}"
    yield from (row for said in one.look_for for row in indented(said, 3))
