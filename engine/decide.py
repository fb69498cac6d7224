"""The public verb: facts in, decision out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from criteria.decisions import Decision
from criteria.facts import Answers, read_facts
from criteria.shelf import shelf
from criteria.words import Settled, Status
from engine.asking import needed
from engine.dates import Dates, notes_on_dates, read_dates
from engine.edition import ENGINE, Edition
from engine.judging import read_judgements
from engine.ready import ready
from engine.outcome import dated, determined, referral
from engine.telling import Situation, notes, notices, summary
from engine.whatif import would_change

REMEMBERED = 4096
"""How many undated decisions are kept, to be handed out again for the same facts."""



def decide(
    edition: str,
    facts: Mapping[str, str],
    *,
    judgements: Mapping[str, Settled] | None = None,
    dates: Mapping[str, Any] | None = None,
    what_if: bool = False,
) -> Decision:
    """Decide a case under an edition.

    `facts` maps facts to answers; one that is absent is not known. `judgements` maps criteria that
    the facts leave to people to `met` or `not_met`. `dates` maps date names to dates or ISO text;
    they set when time limits end and decide nothing. `what_if` asks for `would_change`.

    Raises UnknownEdition, or InputError with every mistake in facts, judgements or dates.
    Source: the ruleset of the edition, named with its digest in the decision.
    """
    decision = undated(edition, facts, judgements)
    if dates:
        decision = with_dates(decision, read_dates(shelf().vocabulary, dates))
    if what_if:
        decision = with_what_if(decision)
    return decision


def undated(edition: str, facts: object, judgements: object) -> Decision:
    """A decision that knows no dates, remembered by edition, facts and judgements."""
    try:
        told = tuple(facts.items()) if isinstance(facts, dict) else None
        judged = tuple(judgements.items()) if isinstance(judgements, dict) else None
        if told is not None and (judged is not None or judgements is None):
            return remembered(edition, told, judged)
    except TypeError:  # an answer that cannot be a key is no answer; reading it says which
        pass
    return decided(ready(edition), facts, judgements)


@lru_cache(maxsize=REMEMBERED)
def remembered(
    edition: str, told: tuple[tuple[str, str], ...], judged: tuple[tuple[str, str], ...] | None
) -> Decision:
    """The decision for facts and judgements given as pairs. What cannot be read is not kept."""
    return decided(ready(edition), dict(told), None if judged is None else dict(judged))


def decided(edition: Edition, facts: object, judgements: object = None) -> Decision:
    """The whole decision but for dates and what-if, from facts and judgements as given."""
    answers = read_facts(edition.vocabulary, facts)
    judged = read_judgements(edition.ruleset, edition.vocabulary, answers, judgements)
    return assembled(edition, answers, judged, edition.derive(answers, judged))


def assembled(
    edition: Edition,
    answers: Answers,
    judged: Mapping[str, Settled],
    statuses: Mapping[str, Status],
) -> Decision:
    """The decision read off the statuses that the rules derived."""
    outcomes = tuple(determined(edition, statuses, name) for name in edition.ruleset.determinations)
    situation = Situation(answers, statuses, outcomes)
    referred = referral(edition, statuses)
    needs_facts, needs_judgement = needed(edition, answers, judged)
    return Decision(
        edition=edition.ruleset.id,
        ruleset=edition.ref,
        referral=referred,
        summary=summary(edition, referred, situation, outcomes),
        determinations=outcomes,
        criteria=edition.found(answers, judged, statuses),
        considerations=tuple(table[statuses[name]] for name, table in edition.weighed.items()),
        needs_facts=needs_facts,
        needs_judgement=needs_judgement,
        would_change=None,
        notes=notes(edition, situation),
        notices=notices(edition, situation, {}),
        facts=answers,
        judgements=Answers(judged),
        engine=ENGINE,
    )


def with_dates(decision: Decision, dates: Dates) -> Decision:
    """The same decision with the day each time limit ends, and notes on odd dates."""
    edition = ready(decision.edition)
    statuses = {finding.id: finding.status for finding in decision.criteria}
    situation = Situation(decision.facts, statuses, decision.determinations)
    odd = notes_on_dates(shelf().timeline, decision.edition, dates)
    return replace(
        decision,
        determinations=tuple(dated(edition, one, dates) for one in decision.determinations),
        notices=notices(edition, situation, dates),
        notes=(*decision.notes, *odd),
    )


def with_what_if(decision: Decision) -> Decision:
    """The same decision with the smallest changes that would lead to another referral."""
    edition = ready(decision.edition)
    judged = dict(decision.judgements)
    found = would_change(edition, decision.facts, judged, decision.referral)  # type: ignore[arg-type]
    return replace(decision, would_change=found)
