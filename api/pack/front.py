"""The page to begin with: what is to be done, with what force, by whom and when."""

from __future__ import annotations

from api.lines import Line, Shown
from api.outline import Outline
from api.pack.case import Packed
from api.pack.model import Part, Table
from api.pack.sent import in_a_cell, of_duty
from api.wording import FORCES, begun, decided_by, urgency
from criteria.decisions import Determined

TITLE = "What must, should or may be done"
HEADERS = ("What", "Force", "By whom", "By when")
MOST_NAMED = 3
"""How many open criteria a row has room for."""

WIDTHS = (2.4, 0.9, 1.7, 2.0)


def duties(case: Packed, outline: Outline) -> Part:
    """Every duty, power and open question of one as a table; then what is no duty, in a line."""
    laid = sorted(outline.decision.determinations, key=urgency)
    rows = tuple(row(case, outline, one) for one in laid if one.force != "none")
    none = "; ".join(f"{one.title}{cite(outline, one)}" for one in laid if one.force == "none")
    lines = (Line(f"{none}.", "no duty"),) if none else ()
    table = Table("Duties and powers, the strongest first", HEADERS, rows, WIDTHS) if rows else None
    return Part(TITLE, lines, table)


def row(case: Packed, outline: Outline, one: Determined) -> tuple[str, ...]:
    """A duty with its action, sources and what makes it so, its force, who acts, and by when.

    The last cell says too what is recorded as done, and what is late or still owed.
    """
    what = f"{one.title}: {one.action}{cite(outline, one)}{made_so(outline, one)}"
    who = f"{one.duty_holder}. {decided_by(one)}".rstrip()
    limit = f"{by_when(outline.shown, one)}{in_a_cell(of_duty(case, one))}"
    return what, force(one), who, limit


def cite(outline: Outline, one: Determined) -> str:
    """The numbers of the sources that a duty rests on, in brackets."""
    return f" ({', '.join(map(str, outline.shown.cite(one.sources)))})"


def made_so(outline: Outline, one: Determined) -> str:
    """What keeps a duty open or makes it not met; where much is open, that it stands below."""
    if len(one.open) > MOST_NAMED:
        return f" {len(one.open)} criteria keep it open: see why, below."
    return "".join(f" {begun(line.tag)}: {line.text}." for line in outline.made_so(one))


def force(one: Determined) -> str:
    """The force of a duty in words, and what it may become."""
    told = FORCES[one.force]
    return f"{told}, and may become {FORCES[one.may_become]}" if one.may_become else told


def by_when(shown: Shown, one: Determined) -> str:
    """The time limit of a duty in each reading with its sources, the one that warns first."""
    if one.due is None:
        return "No limit is recorded."
    lines = shown.clock(one.due)
    return " Or: ".join(f"{line.text} ({', '.join(map(str, line.sources))})" for line in lines)
