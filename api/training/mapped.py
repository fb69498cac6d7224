"""The map: two or three facts in every combination, the others fixed, under each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.training.compared import answer
from api.training.stated import Stated
from api.wording import begun, title_of
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf
from engine.decide import decide

ACROSS: Final = "across"
DOWN: Final = "down"
APART: Final = "apart"
AXES: Final = (ACROSS, DOWN, APART)
"""The facts whose answers are the columns, the rows, and grids of their own."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The facts that a map is over; without one for grids of its own it is over two."""

    across: str
    down: str
    apart: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts, in this order."""
        return (self.across, self.down, *([self.apart] if self.apart else []))

    def query(self) -> list[tuple[str, str]]:
        """The same as parts of a query."""
        return list(zip(AXES, self.facts, strict=False))


@dataclass(frozen=True, slots=True)
class Cell:
    """What an edition says where two answers meet.

    `moved` says that the edition before it on the map says something else there.
    """

    referral: str
    force: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """One edition's part of the map: a row for each answer down, with its cells across.

    `where` is the answer that has a grid of its own, in words, if the map is over three facts.
    """

    edition: str
    title: str
    where: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The whole map; `columns` are the answers across, and `fixed` the other answers, in words."""

    across: str
    down: str
    apart: str
    fixed: tuple[str, ...]
    columns: tuple[str, ...]
    grids: tuple[Grid, ...]

    @property
    def heads(self) -> list[str]:
        """What the map is over, and what is fixed on it, a line each."""
        apart = [f"A grid each: {self.apart}"] if self.apart else []
        fixed = self.fixed or ("nothing else is known",)
        return [f"Across: {self.across}", f"Down: {self.down}", *apart, f"Fixed: {' '.join(fixed)}"]


def axes_in(pairs: Iterable[tuple[str, str]]) -> tuple[Axes | None, list[tuple[str, str]]]:
    """The facts that a map is to be over, if they are chosen, and the rest of a query.

    Raises InputError for what is no fact, and for a fact that is chosen twice.
    """
    told = list(pairs)
    chosen = {name: value for name, value in told if name in AXES and value}
    rest = [(name, value) for name, value in told if name not in AXES]
    if problems := [*unknown(chosen), *doubled(told, chosen)]:
        raise InputError(problems)
    if not chosen:
        return None, rest
    missing = [name for name in (ACROSS, DOWN) if name not in chosen]
    if missing:
        raise InputError([Problem((name,), "is missing: choose a fact") for name in missing])
    axes = Axes(chosen[ACROSS], chosen[DOWN], chosen.get(APART))
    return axes, [(name, value) for name, value in rest if name not in axes.facts]


def unknown(chosen: Mapping[str, str]) -> list[Problem]:
    """What is chosen and is no fact."""
    facts = shelf().vocabulary.facts
    return [
        Problem((name,), f"{quoted(fact)} is not a fact", nearest(fact, facts))
        for name, fact in chosen.items()
        if fact not in facts
    ]


def doubled(told: Sequence[tuple[str, str]], chosen: Mapping[str, str]) -> list[Problem]:
    """What is said twice: a part of the query, or a fact in two of them."""
    names = [name for name, value in told if name in AXES and value]
    found = [Problem((n,), "is given twice") for n in AXES if names.count(n) > 1]
    facts = list(chosen.values())
    return found + [
        Problem((name,), f"{quoted(fact)} is chosen already: choose another fact")
        for n, (name, fact) in enumerate(chosen.items())
        if fact in facts[:n]
    ]


def mapped(case: Stated, axes: Axes, editions: Sequence[str] | None = None) -> Map:
    """The map of a case over some of its facts, under the editions that it is compared under.

    Or under others. Costs a decision for each cell.
    """
    facts = shelf().vocabulary.facts
    across, down = facts[axes.across], facts[axes.down]
    apart = facts[axes.apart] if axes.apart else None
    grids = []
    for fixed in apart.values if apart else ("",):
        before: dict[tuple[str, str], tuple[str, str]] = {}
        where = apart.words(fixed) if apart else ""
        for edition in editions or case.editions:
            now = {
                (low, high): said(
                    edition, case, dict(zip(axes.facts, (high, low, fixed), strict=False))
                )
                for low in down.values
                for high in across.values
            }
            rows = tuple(
                (down.words(low), tuple(cell(now, before, (low, high)) for high in across.values))
                for low in down.values
            )
            grids.append(Grid(edition, title_of(edition), where, rows))
            before = now
    return Map(
        across=across.question,
        down=down.question,
        apart=apart.question if apart else "",
        fixed=tuple(
            f"{facts[name].question} {begun(facts[name].words(answer))}."
            for name, answer in case.facts.items()
        ),
        columns=tuple(across.words(one) for one in across.values),
        grids=tuple(grids),
    )


def said(edition: str, case: Stated, answers: Mapping[str, str]) -> tuple[str, str]:
    """The referral and its force with these answers."""
    return answer(decide(edition, {**case.facts, **answers}))


def cell(
    now: Mapping[tuple[str, str], tuple[str, str]],
    before: Mapping[tuple[str, str], tuple[str, str]],
    at: tuple[str, str],
) -> Cell:
    """A cell, held against the same one of the edition before."""
    return Cell(*now[at], moved=bool(before) and before[at] != now[at])
