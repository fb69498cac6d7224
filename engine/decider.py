"""Deciding under one edition: everything a decision says, read off the statuses derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from criteria.decisions import Decision, Noted
from criteria.errors import InputError
from criteria.facts import Answers, read_facts
from criteria.timeline import Timeline
from criteria.words import Settled, Status
from engine.asking import Asker
from engine.dates import Dates, notes_on_dates
from engine.edition import ENGINE, Edition
from engine.judging import misnamed_judgements, read_judgements
from engine.outcome import Outcomes, dated, referral
from engine.telling import Teller
from engine.whatif import would_change


class Decider:
    """An edition made ready to decide. Shared by threads; a case leaves nothing in it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._outcomes = Outcomes(edition)
        self._teller = Teller(edition)
        self._asker = Asker(edition)

    def decide(self, facts: object, judgements: object = None) -> Decision:
        """The decision on facts and judgements as given, without dates and what-if.

        Raises InputError with every fact or judgement that cannot be read.
        """
        edition = self.edition
        try:
            answers = read_facts(edition.vocabulary, facts)
        except InputError as error:
            misnamed = misnamed_judgements(edition.ruleset, edition.vocabulary, judgements)
            raise InputError([*error.problems, *misnamed]) from error
        judged = read_judgements(edition.ruleset, edition.vocabulary, answers, judgements)
        return self._assembled(answers, judged, edition.derive(answers, judged))

    def _assembled(
        self, answers: Answers, judged: dict[str, Settled], statuses: Mapping[str, Status]
    ) -> Decision:
        edition = self.edition
        determined = self._outcomes.determined(statuses)
        standing = {one.id: one.status for one in determined}
        holding = self._teller.holding((answers.table, statuses, standing))
        referred = referral(edition.ruleset.referral, statuses)
        left = edition.left_to_people(answers, judged)
        needs_facts, needs_judgement = self._asker.needed(answers, judged, left)
        return Decision(
            edition=edition.ruleset.id,
            ruleset=edition.ref,
            referral=referred,
            summary=self._teller.summary(referred, holding, determined, left),
            determinations=determined,
            criteria=edition.found(answers, judged, statuses),
            considerations=tuple([table[statuses[n]] for n, table in edition.weighed.items()]),
            needs_facts=needs_facts,
            needs_judgement=needs_judgement,
            would_change=None,
            notes=self._teller.notes(holding),
            notices=self._teller.notices(holding, {}),
            facts=answers,
            judgements=Answers(judged),
            engine=ENGINE,
        )

    def forget(self) -> None:
        """Forget all that earlier cases left: what was derived, and what was made of it."""
        for part in (self.edition, self._outcomes, self._teller, self._asker):
            part.forget()

    def with_dates(self, decision: Decision, dates: Dates, timeline: Timeline) -> Decision:
        """The same decision with the day each time limit ends, and notes on odd dates."""
        statuses = {finding.id: finding.status for finding in decision.criteria}
        standing = {one.id: one.status for one in decision.determinations}
        holding = self._teller.holding((decision.facts.table, statuses, standing))
        odd = notes_on_dates(timeline, decision.edition, dates)
        return replace(
            decision,
            determinations=tuple(
                dated(self.edition, one, dates) for one in decision.determinations
            ),
            notices=self._teller.notices(holding, dates),
            notes=(*self._notes_about(decision, dates.get("decision")), *odd),
        )

    def _notes_about(self, decision: Decision, decided: date | None) -> tuple[Noted, ...]:
        """The notes of a decision that are about decisions of its day."""
        notes = self.edition.ruleset.notes
        return tuple(
            one for one in decision.notes if one.id not in notes or notes[one.id].is_about(decided)
        )

    def with_what_if(self, decision: Decision) -> Decision:
        """The same decision with the smallest changes that lead to another referral."""
        judged = cast("Mapping[str, Settled]", decision.judgements)
        return replace(
            decision,
            would_change=would_change(self.edition, decision.facts, judged, decision.referral),
        )
