"""A pack as Markdown, in which nothing that was said is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.markdown import escaped, item
from api.pack.model import Pack, Part, Table


def as_markdown(pack: Pack) -> str:
    """The whole pack as Markdown."""
    head = f"{pack.reference} · {pack.title} ({pack.edition})"
    rows = [f"# {pack.word.capitalize()}", "", escaped(head), "", escaped(pack.summary)]
    for part in (*pack.front, *pack.parts):
        rows += ["", f"## {escaped(part.title)}", "", *laid_out(part)]
    return "\n".join([*rows, "", *map(escaped, pack.foot), ""])


def laid_out(part: Part) -> Iterator[str]:
    """What stands under a heading."""
    if part.table is not None:
        yield from table(part.table)
        yield ""
    yield from map(item, part.lines)


def table(one: Table) -> Iterator[str]:
    """A table with its headers."""
    yield row(one.headers)
    yield row("---" for _ in one.headers)
    yield from map(row, (map(escaped, cells) for cells in one.rows))


def row(cells: Iterable[str]) -> str:
    """One row."""
    return f"| {' | '.join(cells)} |"
