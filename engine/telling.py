"""What the reader is told beside the findings: summary, notes and notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from criteria.decisions import Determined, Noted, Notified
from criteria.facts import Trigger
from criteria.rulesets import Ruleset
from criteria.words import MET, UNDETERMINED, Referral, Status
from engine.dates import Dates, reading
from engine.edition import Edition

OPENINGS: Mapping[Referral, str] = {"no_duty_to_refer": "But", "refer_elsewhere": "But"}

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
        """The referral in a sentence, then every other duty that is met or open, in a second."""
        first = next(
            text
            for answer, wanted, text in self._summaries
            if answer == referral and hold(wanted, situation)
        )
        ruleset = self._edition.ruleset
        clauses = [clause for one in determined if (clause := said(ruleset, one)) is not None]
        opening = OPENINGS.get(referral, "Also:")
        return f"{first} {opening} {'; '.join(clauses)}." if clauses else first

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


def said(ruleset: Ruleset, one: Determined) -> str | None:
    """The clause that names a determination in a summary, if it needs naming."""
    clauses = ruleset.determinations[one.id].said
    if one.status == MET:
        return clauses.met
    if one.status == UNDETERMINED:
        return clauses.undetermined
    return clauses.not_met if one.force == "may" else None
