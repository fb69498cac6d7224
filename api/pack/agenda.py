"""The agenda of a sub-group: several cases in one document, by what is due first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from api.lines import Line
from api.outline import FIRST, find_first_notes
from api.pack.case import Packed
from api.pack.contents import NOT_ADVICE, made_by
from api.pack.model import Pack, Part, Table
from api.pack.people import in_short, told
from api.pack.sent import of_duty, told_of
from api.wording import FORCES, begun, listed, order_readings, urgency, when
from criteria.decisions import Determined
from criteria.words import DUTIES
from criteria.writing import day

HEADERS = ("Case", "The rules answer", "Due first", "Still open")
WIDTHS = (2, 1.4, 1.4, 1.4)


def agenda(cases: Sequence[Packed], left: int = 0, unshown: Sequence[str] = ()) -> Pack:
    """The cases on one page, then each in short, the one that is due first before the others.

    `left` is how many more there are that have no room here, and `unshown` says of each case that
    cannot be laid out why not: both are said.
    """
    ordered = sorted(cases, key=lambda one: (due_first(one) or date.max, one.reference or ""))
    rows = tuple(row(one) for one in ordered)
    decisions = [side.decision for one in ordered for side in one.sides]
    front = (list_warnings(ordered), listing(rows), list_unshown(unshown))
    number = f"{len(cases)} case" if len(cases) == 1 else f"{len(cases)} cases"
    return Pack(
        reference="Agenda",
        edition=", ".join(dict.fromkeys(made.edition for made in decisions)),
        title=number,
        referral=None,
        word="AGENDA",
        summary=f"{number}, by what is due first. Each has a pack of its own.{more(left)}",
        front=tuple(part for part in front if part.says_something),
        parts=tuple(Part(heading(one), tuple(shortly(one))) for one in ordered),
        foot=(*dict.fromkeys(map(made_by, decisions)), NOT_ADVICE),
    )


def more(left: int) -> str:
    """That there are more cases, if there are."""
    return f" {left} more that wait for a decision are not on it." if left else ""


def list_warnings(cases: Sequence[Packed]) -> Part:
    """What must be read before the answers of these cases, each once."""
    sides = [side for one in cases for side in one.sides]
    notes = (note for one in sides for note in find_first_notes(one.decision, one.volume.ruleset))
    return Part(FIRST, tuple(Line(text) for text in dict.fromkeys(note.text for note in notes)))


def listing(rows: tuple[tuple[str, ...], ...]) -> Part:
    """The first page: a table of the cases, or that there are none."""
    if not rows:
        return Part("The cases", (Line("There is no recorded case to speak of."),))
    return Part("The cases", table=Table("The cases, by what is due first", HEADERS, rows, WIDTHS))


def list_unshown(unshown: Sequence[str]) -> Part:
    """The cases that were asked for and have nothing to show, each with the reason."""
    lines = tuple(Line(begun(drop_marks(one))) for one in unshown)
    return Part("Not on this agenda", lines)


def drop_marks(message: str) -> str:
    """A message for people, without the marks that programs put around a name."""
    return f"{message.replace('`', '')}."


def row(case: Packed) -> tuple[str, ...]:
    """One case on the first page."""
    first = due_first(case)
    needs = len({question for one in case.sides for question in questions(one)})
    return (
        case.reference or "no reference",
        case.word.capitalize(),
        told_due(first, case.on) if first else "no date",
        f"{needs} to find out or judge" if needs else "nothing",
    )


def questions(case: Packed) -> Iterator[str]:
    """What is still to be found out or judged."""
    yield from (one.question for one in case.decision.needs_facts)
    yield from (one.question for one in case.decision.needs_judgement)


def heading(case: Packed) -> str:
    """A case by its reference and what the rules answer."""
    return f"{case.reference or 'no reference'}: {case.word.lower()}"


def due_first(case: Packed) -> date | None:
    """The first day on which something that must or should be done is due."""
    laid = [
        one.due.find_warning(side.aware)
        for side in case.sides
        for one in side.decision.determinations
        if one.due is not None and waits(side, one)
    ]
    return min((one.date for one in laid if one and one.date), default=None)


def waits(case: Packed, one: Determined) -> bool:
    """Whether something must, should or may have to be done that is not recorded as done."""
    if case.running is not None and (one.id not in case.running or told_of(case, one.id)):
        return False
    return one.force in (*DUTIES, None)


def told_due(first: date, on: date | None) -> str:
    """The first day, and that it has passed if it has."""
    return f"{day(first)}: late" if on is not None and on > first else day(first)


def shortly(case: Packed) -> Iterator[Line]:
    """One case in short: each answer that stands, and what people last said."""
    for one in case.sides:
        yield from answer(one)
    for entry in case.of("advice", "decision")[-1:]:
        yield from (in_short(line, "in full in its pack") for line in told(case, entry))


def answer(case: Packed) -> Iterator[Line]:
    """What the rules answer under an edition: the duties, and what is open."""
    yield Line(case.decision.summary)
    yield Line(f"{case.volume.ruleset.title} ({case.decision.edition}).", "edition")
    for one in sorted(case.decision.determinations, key=urgency):
        if one.force != "none":
            readings = order_readings(one.due, case.aware) if one.due else ()
            limit = " Or: ".join(map(when, readings))
            yield Line(f"{one.title}: {one.duty_holder}. {limit}".rstrip(), FORCES[one.force])
            yield from of_duty(case, one)
    for need in case.decision.needs_facts:
        yield Line(f"{need.question} Ask {listed(need.who_may_know)}.", "not known")
    for judged in case.decision.needs_judgement:
        yield Line(judged.question, "for judgement")
