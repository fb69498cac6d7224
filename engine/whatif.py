"""What would change the referral: the smallest changes of up to two facts that lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from criteria.bearing import cone
from criteria.decisions import Change, WouldChange
from criteria.facts import Answers
from criteria.words import UNKNOWN, Referral, Settled
from engine.edition import Edition
from engine.outcome import referral


def would_change(
    edition: Edition, answers: Answers, judgements: Mapping[str, Settled], now: Referral
) -> tuple[WouldChange, ...]:
    """Every inclusion-minimal change of one fact or two that leads to another referral.

    Costs hundreds of decisions. A judgement that a change makes pointless is dropped with it.
    """
    singles = [(change,) for change in changes(edition, answers)]
    pairs = [
        (one, other) for (one,), (other,) in combinations(singles, 2) if one.fact != other.fact
    ]
    found: dict[tuple[Change, ...], Referral] = {}
    for several in (*singles, *pairs):
        reached = after(edition, answers, judgements, several)
        if reached != now and not any(found.get((one,)) == reached for one in several):
            found[several] = reached
    return tuple(
        WouldChange(several, reached, all(change.from_ == UNKNOWN for change in several))
        for several, reached in found.items()
    )


def changes(edition: Edition, answers: Answers) -> Iterator[Change]:
    """Every single change to a fact on which the referral rests, but never to `unknown`."""
    rows = edition.ruleset.referral
    bearing = cone(edition.ruleset, rows.roots)
    facts = {edition.ruleset.criteria[name].when.fact for name in bearing}
    for name, fact in edition.vocabulary.facts.items():
        if name in facts:
            for answer in fact.answers:
                if answer != answers[name]:
                    yield Change(name, answers[name], answer)


def after(
    edition: Edition,
    answers: Answers,
    judgements: Mapping[str, Settled],
    several: tuple[Change, ...],
) -> Referral:
    """The referral with these changes made."""
    changed = answers.changed({change.fact: change.to for change in several})
    rows = edition.ruleset.referral
    return referral(rows, edition.towards(rows.roots, changed, judgements))
