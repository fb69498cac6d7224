"""What a pack is made of, whatever form it takes: text in places, and never markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.lines import Line
from criteria.words import Referral

LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; the caption says what they are, the widths how they share the line."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with lines, or a table, under it."""

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    small: bool = False
    """Whether it is there to be looked up, not to be read through."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything under the heading."""
        return bool(self.lines or (self.table and self.table.rows))


@dataclass(frozen=True, slots=True)
class Pack:
    """One document about one case: a page to begin with, then everything that stands behind it."""

    reference: str
    edition: str
    title: str
    referral: Referral | None
    """What the rules answer; none of several cases together."""
    word: str
    summary: str
    front: tuple[Part, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the document is called in lists of documents."""
        if self.referral is None:
            return f"{self.reference}: {self.title}"
        return f"{self.heading}, {self.reference}"

    @property
    def heading(self) -> str:
        """What the document is called at its head."""
        return self.reference if self.referral is None else f"Rationale: {self.word.lower()}"


def throughout(pack: Pack, change: Callable[[str], str]) -> Pack:
    """The pack with every text in it changed."""
    return replace(
        pack,
        reference=change(pack.reference),
        title=change(pack.title),
        summary=change(pack.summary),
        front=tuple(changed(part, change) for part in pack.front),
        parts=tuple(changed(part, change) for part in pack.parts),
        foot=tuple(map(change, pack.foot)),
    )


def changed(part: Part, change: Callable[[str], str]) -> Part:
    """A part with every text in it changed."""
    table = part.table and replace(
        part.table,
        caption=change(part.table.caption),
        rows=tuple(tuple(map(change, row)) for row in part.table.rows),
    )
    lines = tuple(replace(one, text=change(one.text), tag=change(one.tag)) for one in part.lines)
    return replace(part, title=change(part.title), lines=lines, table=table)
