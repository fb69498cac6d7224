"""What the reader is told beside the findings: summary, notes and notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from criteria.decisions import Determined, Noted, Notified
from criteria.rulesets import Ruleset
from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Force, Referral, Status
from engine.dates import Dates, due
from engine.edition import Edition
from engine.holding import Holding, Situation, chosen, tests
from engine.memory import Memory

LEFT: Referral = "no_duty_to_refer"
"""The referral after which what remains to be done is said with a but."""

ORDER: Mapping[Status, int] = {MET: 0, UNDETERMINED: 1, NOT_MET: 2}

OPEN, TO_JUDGE = "We cannot yet say", "It is for the panel to judge"
"""What a summary says of what is not settled: something is not known, or people are to judge."""

Laid = tuple[Status, Force | None, Force | None, bool]
"""What a summary says of a determination: status, force, the force it may become; whether it is
open to nothing but people's judgement."""


class Teller:
    """What an edition tells beside its findings.

    Summaries, notices and notes hang on triggers: `holding` looks at all of them, once for each
    case, and gives bits off which the rest is told.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        ruleset = edition.ruleset
        self._judged = {
            name
            for name, leaf in ruleset.leaves()
            if edition.vocabulary.facts[leaf.when.fact or ""].judgement
        }
        self._turning = [turns_referral(ruleset, name) for name in ruleset.determinations]
        self._summaries = [(s.referral, s.text) for s in ruleset.referral.summaries]
        notes = dict(sorted(ruleset.notes.items(), key=lambda item: not item[1].first))
        self._noted = [
            *(Noted(n, note.text, edition.cited(note.sources)) for n, note in notes.items()),
            *(Noted(n, one.text, ()) for n, one in edition.vocabulary.contradictions.items()),
        ]
        hanging = (
            ruleset.referral.summaries,
            ruleset.notices.values(),
            notes.values(),
            edition.vocabulary.contradictions.values(),
        )
        self._holding = Holding([tests(one.when) for some in hanging for one in some])
        self._to_notices = len(self._summaries)
        self._to_notes = self._to_notices + len(ruleset.notices)
        self._said = Memory(self._summary)
        self._told = Memory(self._notes)
        self._undated = Memory[int, tuple[Notified, ...]](lambda bits: self._notices(bits, {}))

    def holding(self, situation: Situation) -> int:
        """Which summaries, notices, notes and contradictions hold, as bits in that order."""
        return self._holding.bits(situation)

    def summary(
        self,
        referral: Referral,
        holding: int,
        determined: Sequence[Determined],
        left: Sequence[str],
    ) -> str:
        """The referral in a sentence; in a second every duty that is met or open, and what is left.

        It never says less than the determinations. `left` are the criteria left to people: where
        nothing else is open, that is said.
        """
        laid = tuple(
            [(d.status, d.force, d.may_become, self._for_people(d, left)) for d in determined]
        )
        return self._said[referral, holding & (1 << self._to_notices) - 1, laid]

    def _for_people(self, one: Determined, left: Sequence[str]) -> bool:
        """Whether a determination is open to nothing but the judgement of people."""
        return bool(one.open) and all(name in left or name in self._judged for name in one.open)

    def notes(self, holding: int) -> tuple[Noted, ...]:
        """The notes whose triggers hold, and the contradictions among the answers."""
        return self._told[holding >> self._to_notes]

    def notices(self, holding: int, dates: Dates) -> tuple[Notified, ...]:
        """What follows the decision: whom to tell, explain to or publish for, and by when."""
        bits = (holding & (1 << self._to_notes) - 1) >> self._to_notices
        return self._notices(bits, dates) if dates else self._undated[bits]

    def forget(self) -> None:
        """Forget everything told so far."""
        for memory in (self._said, self._told, self._undated):
            memory.clear()

    def _summary(self, key: tuple[Referral, int, tuple[Laid, ...]]) -> str:
        referral, holding, determined = key
        texts = (self._summaries[number] for number in chosen(holding))
        first = next(text for answer, text in texts if answer == referral)
        turning = [one for one, turns in zip(determined, self._turning, strict=True) if turns]
        judged = all(to_judge for status, *_, to_judge in turning if status == UNDETERMINED)
        first = first.replace("{open}", TO_JUDGE if judged else OPEN)
        second = self._second(determined)
        if not second:
            return first
        return f"{first} But {second}." if referral == LEFT else f"{first} {capital(second)}."

    def _second(self, determined: Sequence[Laid]) -> str:
        """What is laid, what is open and what is left, as one sentence; empty if there is none."""
        ruleset = self._edition.ruleset
        named = sorted(zip(ruleset.determinations, determined, strict=True), key=urgency)
        clauses = [(kind(laid), said(ruleset, name, laid)) for name, laid in named]
        laid, open_, to_judge, left = (
            [clause for found, clause in clauses if found == wanted and clause is not None]
            for wanted in (MET, OPEN, TO_JUDGE, NOT_MET)
        )
        heads = (("it is not known yet", open_), ("the panel is to judge", to_judge))
        return "; ".join(
            [*laid, *(text for head, some in heads for text in listed(head, some)), *left]
        )

    def _notes(self, bits: int) -> tuple[Noted, ...]:
        return tuple([self._noted[number] for number in chosen(bits)])

    def _notices(self, bits: int, dates: Dates) -> tuple[Notified, ...]:
        names = list(self._edition.ruleset.notices)
        return tuple([self._notified(names[number], dates) for number in chosen(bits)])

    def _notified(self, name: str, dates: Dates) -> Notified:
        notice = self._edition.ruleset.notices[name]
        sources = self._edition.ruleset.sources
        return Notified(
            id=name,
            after=notice.after,
            of=notice.of,
            to=notice.to,
            text=notice.text,
            force=notice.force,
            due=None if notice.due is None else due(notice.due, sources, dates),
            sources=self._edition.cited(notice.sources),
        )


def urgency(named: tuple[str, Laid]) -> tuple[int, int]:
    """What is laid comes before what is open, and that before what is left; stronger first."""
    status, force, *_ = named[1]
    return ORDER[status], -FORCES.index(force or "none")


def turns_referral(ruleset: Ruleset, name: str) -> bool:
    """Whether a case is referred, here or elsewhere, by a determination."""
    return name in ruleset.referral.rests_on or name in ruleset.turning_elsewhere()


def kind(laid: Laid) -> str:
    """Where a clause belongs: its status, and of what is open whether people are to judge it."""
    status, *_, to_judge = laid
    return status if status != UNDETERMINED else TO_JUDGE if to_judge else OPEN


def listed(head: str, clauses: Sequence[str]) -> list[str]:
    """The clauses as one, under a head; nothing if there are none."""
    if not clauses:
        return []
    *others, last = clauses
    return [f"{head} {', '.join(others)} and {last}" if others else f"{head} {last}"]


def capital(text: str) -> str:
    """The text, beginning a sentence."""
    return text[:1].upper() + text[1:]


def said(ruleset: Ruleset, name: str, laid: Laid) -> str | None:
    """The clause that names a determination in a summary, if it needs naming."""
    clauses = ruleset.determinations[name].said
    status, force, may_become, _ = laid
    if status == MET:
        open_ = f" (this may become a {may_become})" if may_become else ""
        return clauses.met and f"{clauses.met.format(force=force)}{open_}"
    if status == UNDETERMINED:
        return clauses.undetermined
    return clauses.not_met if force == "may" else None
