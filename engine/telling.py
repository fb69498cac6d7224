"""What the reader is told beside the findings: summary, notes and notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from criteria.decisions import Determined, Noted, Notified
from criteria.facts import Trigger
from criteria.rulesets import Ruleset
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Referral, Status
from engine.dates import Dates, reading
from engine.edition import Edition

LEFT: Referral = "no_duty_to_refer"
"""The referral after which what remains to be done is said with a but."""

ORDER: Mapping[Status, int] = {MET: 0, UNDETERMINED: 1, NOT_MET: 2}

Tests = tuple[tuple[int, str, frozenset[str]], ...]
Numbers = Mapping[str, list[int]]
Situation = tuple[Mapping[str, str], Mapping[str, Status], Mapping[str, Status]]
"""What triggers are held against: answers, statuses of criteria, statuses of determinations."""


def tests(triggers: Iterable[Trigger]) -> Tests:
    """Triggers as where to look, for what name, and the values that make each hold."""
    found = []
    for one in triggers:
        names = (one.fact, one.criterion, one.determination)
        where = next(place for place, name in enumerate(names) if name is not None)
        found.append((where, names[where] or "", frozenset(one.status)))
    return tuple(found)


def hold(wanted: Tests, situation: Situation) -> bool:
    """Whether every trigger holds; no triggers always hold."""
    return all(situation[where][name] in values for where, name, values in wanted)


class Teller:
    """What an edition tells beside its findings, with the triggers made ready."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        ruleset = edition.ruleset
        self._summaries = [(s.referral, tests(s.when), s.text) for s in ruleset.referral.summaries]
        self._notices = [(name, tests(notice.when)) for name, notice in ruleset.notices.items()]
        self._notes = [
            *(
                (tests(note.when), Noted(name, note.text, edition.cited(note.sources)))
                for name, note in ruleset.notes.items()
            ),
            *(
                (tests(one.when), Noted(name, one.text, ()))
                for name, one in edition.vocabulary.contradictions.items()
            ),
        ]
        self._noted = indexed([wanted for wanted, _ in self._notes])
        self._undated = {name: self._notified(name, {}) for name in ruleset.notices}

    def summary(
        self, referral: Referral, situation: Situation, determined: Sequence[Determined]
    ) -> str:
        """The referral in a sentence; in a second every duty that is met or open, and what is left.

        It never says less than the determinations.
        """
        first = next(
            text
            for answer, wanted, text in self._summaries
            if answer == referral and hold(wanted, situation)
        )
        ruleset = self._edition.ruleset
        clauses = [(one.status, said(ruleset, one)) for one in sorted(determined, key=urgency)]
        laid, open_, left = (
            [clause for found, clause in clauses if found == status and clause is not None]
            for status in (MET, UNDETERMINED, NOT_MET)
        )
        if not (laid or open_ or left):
            return first
        second = "; ".join([*laid, *(["it is open " + "; ".join(open_)] if open_ else []), *left])
        return f"{first} But {second}." if referral == LEFT else f"{first} {capital(second)}."

    def notes(self, situation: Situation) -> tuple[Noted, ...]:
        """The notes whose triggers hold, and the contradictions among the answers."""
        always, looked_at = self._noted
        candidates = list(always)
        for where, name, numbers in looked_at:
            candidates += numbers.get(situation[where][name], ())
        candidates.sort()
        notes = self._notes
        return tuple([notes[n][1] for n in candidates if hold(notes[n][0], situation)])

    def notices(self, situation: Situation, dates: Dates) -> tuple[Notified, ...]:
        """What follows the decision: whom to tell, explain to or publish for, and by when."""
        return tuple(
            [
                self._notified(name, dates) if dates else self._undated[name]
                for name, wanted in self._notices
                if hold(wanted, situation)
            ]
        )

    def _notified(self, name: str, dates: Dates) -> Notified:
        notice = self._edition.ruleset.notices[name]
        sources = self._edition.ruleset.sources
        return Notified(
            id=name,
            after=notice.after,
            to=notice.to,
            text=notice.text,
            force=notice.force,
            due=None if notice.due is None else reading(notice.due, sources, dates),
            sources=self._edition.cited(notice.sources),
        )


def indexed(wanted: Sequence[Tests]) -> tuple[list[int], list[tuple[int, str, Numbers]]]:
    """Which of many may hold: those with no triggers, and the rest by what their first looks at.

    Few of the notes hold in any one case, so those that cannot are never looked at.
    """
    always = [number for number, one in enumerate(wanted) if not one]
    by_first: dict[tuple[int, str], dict[str, list[int]]] = {}
    for number, one in enumerate(wanted):
        for where, name, values in one[:1]:
            for value in values:
                by_first.setdefault((where, name), {}).setdefault(value, []).append(number)
    return always, [(where, name, numbers) for (where, name), numbers in by_first.items()]


def urgency(one: Determined) -> tuple[int, int]:
    """What is laid comes before what is open, and that before what is left; stronger first."""
    return ORDER[one.status], -FORCES.index(one.force or "none")


def capital(text: str) -> str:
    """The text, beginning a sentence."""
    return text[:1].upper() + text[1:]


def said(ruleset: Ruleset, one: Determined) -> str | None:
    """The clause that names a determination in a summary, if it needs naming."""
    clauses = ruleset.determinations[one.id].said
    if one.status == MET:
        open_ = f", and it is open whether it {one.may_become}" if one.may_become else ""
        return clauses.met and f"{clauses.met.format(force=one.force)}{open_}"
    if one.status == UNDETERMINED:
        return clauses.undetermined
    return clauses.not_met if one.force == "may" else None
