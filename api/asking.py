"""What is still to be found out: whom to ask, what to judge, and what would change the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.lines import Line, Shown
from api.wording import REFERRALS, listed
from criteria.decisions import NeedsJudgement, WouldChange


def needs(shown: Shown) -> Iterator[Line]:
    """Every fact and judgement that could still settle something, with how to record it."""
    decision = shown.decision
    for need in decision.needs_facts:
        yield Line(need.question, "ask")
        yield Line(f"Ask {listed(need.who_may_know)}.", depth=1)
        yield Line(fact_recorded(shown, need.fact), depth=1)
        yield Line(f"It may settle {settled(shown, need.settles)}.", depth=1)
    for judged in decision.needs_judgement:
        yield Line(judged.question, "judge")
        yield Line(recorded(shown, judged), depth=1)
        yield Line(f"It may settle {settled(shown, judged.settles)}.", depth=1)
    if not (decision.needs_facts or decision.needs_judgement):
        yield Line("Nothing more is needed to settle the referral or any duty.")


def recorded(shown: Shown, judged: NeedsJudgement) -> str:
    """How a case file says what people judged."""
    if judged.fact is not None:
        return fact_recorded(shown, judged.fact)
    return f"To record it, under judgements: {judged.criterion} = met or not_met."


def fact_recorded(shown: Shown, fact: str) -> str:
    """How a case file answers a fact."""
    return f"To record it: {fact} = {listed(tuple(shown.facts[fact].answers))}."


def settled(shown: Shown, targets: Iterable[str]) -> str:
    """What an answer may settle, by title."""
    named = []
    for target in targets:
        name, _, force = target.partition(".")
        title = f"“{shown.titles[name]}”" if name in shown.titles else f"the {name}"
        named.append(f"the force of {title}" if force else title)
    return listed(tuple(named))


def would_change(shown: Shown) -> Iterator[Line]:
    """The smallest changes that lead to another referral, if they were asked for."""
    changes = shown.decision.would_change
    if changes is None:
        return
    for tag, learnt in (("if it turns out", True), ("if it were otherwise", False)):
        for one in (c for c in changes if c.learnt is learnt):
            yield Line(changed(shown, one), tag)
    if not changes:
        yield Line("No change of one fact or two leads to another referral.")


def changed(shown: Shown, one: WouldChange) -> str:
    """The changes and the referral they lead to."""
    said = [
        f"{change.fact.replace('_', ' ')}: {shown.facts[change.fact].words(change.to)}"
        for change in one.changes
    ]
    return f"{'; '.join(said)} – then: {REFERRALS[one.referral].lower()}"
