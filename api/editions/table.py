"""An edition as a decision table: the ways in which each determination and the referral is met."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from api.wording import FORCES, REFERRALS
from criteria.facts import Fact
from criteria.rulesets import Ruleset
from criteria.versions import Volume
from criteria.words import UNKNOWN

Cell = Mapping[str, tuple[str, ...]]
"""The answers that will do, each with the judgements by which alone it does."""

HEADS = ("result", "title", "force", "who", "ground")
OTHERWISE = "where every row above is ruled out; while one is open, so is this"


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which something is met: an answer that will do to each of some facts.

    `result` is a determination or a referral; `ground` the criterion that is met so.
    """

    result: str
    title: str
    force: str
    who: str
    ground: str
    cells: Mapping[str, Cell]


def rows(volume: Volume) -> Iterator[Row]:
    """Every way in which each determination, and then the referral, is met."""
    ruleset = volume.ruleset
    for name, one in ruleset.determinations.items():
        for ground in one.grounds:
            for cells in ways(volume, ground.criterion):
                force = FORCES[ground.force]
                yield Row(name, one.title, force, one.duty_holder, ground.criterion, cells)
        yield Row(name, one.title, otherwise(ruleset, name), one.duty_holder, OTHERWISE, {})
    yield from referrals(volume)


def referrals(volume: Volume) -> Iterator[Row]:
    """Every way in which a case is referred here or, where it is not, elsewhere."""
    rows = volume.ruleset.referral
    for cells in ways(volume, rows.here):
        yield Row("refer", REFERRALS["refer"], "", "", rows.here, cells)
    if rows.elsewhere is not None:
        ground = f"{rows.elsewhere}, and {rows.here} is not met"
        for cells in ways(volume, rows.elsewhere):
            yield Row("refer_elsewhere", REFERRALS["refer_elsewhere"], "", "", ground, cells)
    yield Row("no_duty_to_refer", REFERRALS["no_duty_to_refer"], "", "", OTHERWISE, {})


def otherwise(ruleset: Ruleset, name: str) -> str:
    """The force where no ground is met, in words."""
    rule = ruleset.determinations[name].otherwise
    gate = f"; {FORCES['none']} unless met: {', '.join(rule.gates)}" if rule.gates else ""
    return f"{FORCES[rule.force]}{gate}"


def ways(volume: Volume, name: str) -> Iterator[Mapping[str, Cell]]:
    """Every way in which a criterion is met: an answer that will do to each fact it rests on."""
    when = volume.ruleset.criteria[name].when
    if when.fact is not None:
        cell: dict[str, tuple[str, ...]] = dict.fromkeys(when.meets, ())
        cell |= {answer: (volume.ruleset.judgement_id(name),) for answer in when.judgement}
        yield {when.fact: cell}
    elif when.how == "any":
        for part in when.parts:
            yield from ways(volume, part)
    else:
        for chosen in product(*(tuple(ways(volume, part)) for part in when.parts)):
            yield from together(chosen)


def together(chosen: tuple[Mapping[str, Cell], ...]) -> Iterator[Mapping[str, Cell]]:
    """Several ways at once; none where no answer to a fact will do for all of them."""
    found: dict[str, Cell] = {}
    for cells in chosen:
        for fact, cell in cells.items():
            found[fact] = both(found[fact], cell) if fact in found else cell
    if all(found.values()):
        yield found


def both(one: Cell, other: Cell) -> Cell:
    """The answers that will do for both, with all the judgements that they need."""
    return {
        answer: tuple(dict.fromkeys((*judged, *other[answer])))
        for answer, judged in one.items()
        if answer in other
    }


def as_csv(volume: Volume) -> str:
    """The table as CSV: a column for each fact that bears on a row, by its name."""
    made = list(rows(volume))
    facts = volume.vocabulary.facts
    columns = [name for name in facts if any(name in row.cells for row in made)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEADS, *columns])
    for row in made:
        said = [in_words(facts[name], row.cells.get(name, {})) for name in columns]
        writer.writerow([row.result, row.title, row.force, row.who, row.ground, *said])
    return out.getvalue()


def in_words(fact: Fact, cell: Cell) -> str:
    """The answers that will do, in words; nothing where any answer will."""
    return " | ".join(answered(fact, answer, judged) for answer, judged in cell.items())


def answered(fact: Fact, answer: str, judged: tuple[str, ...]) -> str:
    """An answer in words, and what people must have judged for it to do."""
    words = "not known (presumed)" if answer == UNKNOWN else fact.words(answer)
    return f"{words}, if {' and '.join(judged)} is judged met" if judged else words
