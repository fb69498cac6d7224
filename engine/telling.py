"""What the reader is told beside the findings: summary, notes and notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from criteria.decisions import Determined, Noted, Notified
from criteria.facts import Answers, Trigger
from criteria.words import MET, NOT_MET, UNDETERMINED, Referral, Status
from engine.dates import Dates, reading
from engine.edition import Edition

OPENINGS: Mapping[Referral, str] = {"no_duty_to_refer": "But", "refer_elsewhere": "But"}


class Situation:
    """What triggers are held against: the answers, and the statuses of rules."""

    def __init__(
        self,
        answers: Answers,
        statuses: Mapping[str, Status],
        determined: Sequence[Determined],
    ) -> None:
        self.answers = answers
        self.statuses = statuses
        self.determined = {one.id: one.status for one in determined}

    def holds(self, triggers: Iterable[Trigger]) -> bool:
        """Whether every trigger holds; no triggers always hold."""
        return all(self._now(trigger) in trigger.status for trigger in triggers)

    def _now(self, trigger: Trigger) -> str:
        if trigger.fact is not None:
            return self.answers[trigger.fact]
        if trigger.criterion is not None:
            return self.statuses[trigger.criterion]
        return self.determined[trigger.determination or ""]


def summary(
    edition: Edition, referral: Referral, situation: Situation, determined: Sequence[Determined]
) -> str:
    """The referral in a sentence, then every other duty that is met or open, in a second."""
    first = next(
        row.text
        for row in edition.ruleset.referral.summaries
        if row.referral == referral and situation.holds(row.when)
    )
    clauses = [clause for one in determined if (clause := said(edition, one)) is not None]
    if not clauses:
        return first
    return f"{first} {OPENINGS.get(referral, 'Also')}{'' if referral in OPENINGS else ':'} " + (
        f"{'; '.join(clauses)}."
    )


def said(edition: Edition, one: Determined) -> str | None:
    """The clause that names a determination in a summary, if it needs naming."""
    clauses = edition.ruleset.determinations[one.id].said
    if one.status == NOT_MET:
        return clauses.not_met if one.force == "may" else None
    return {MET: clauses.met, UNDETERMINED: clauses.undetermined}[one.status]


def notes(edition: Edition, situation: Situation) -> tuple[Noted, ...]:
    """The notes whose triggers hold, then the contradictions among the answers."""
    from_rules = [
        Noted(name, note.text, edition.cited(note.sources))
        for name, note in edition.ruleset.notes.items()
        if situation.holds(note.when)
    ]
    contradictions = [
        Noted(name, one.text, ())
        for name, one in edition.vocabulary.contradictions.items()
        if situation.holds(one.when)
    ]
    return tuple(from_rules + contradictions)


def notices(edition: Edition, situation: Situation, dates: Dates) -> tuple[Notified, ...]:
    """What follows the decision: whom to tell, explain to or publish for, and by when."""
    sources = edition.ruleset.sources
    return tuple(
        Notified(
            name,
            notice.after,
            notice.to,
            notice.text,
            notice.force,
            None if notice.due is None else reading(notice.due, sources, dates),
            edition.cited(notice.sources),
        )
        for name, notice in edition.ruleset.notices.items()
        if situation.holds(notice.when)
    )
