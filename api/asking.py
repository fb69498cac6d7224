"""What is still to be found out: whom to ask, what to judge, and what would change the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import prod

from api.lines import Line, Shown
from api.wording import REFERRALS, begun, listed, within
from criteria.decisions import NeedsJudgement, WouldChange
from criteria.facts import Fact

NOTHING_NEEDED = "Nothing more is needed to settle the referral or any duty."


def needs(shown: Shown) -> Iterator[Line]:
    """Every fact and judgement that could still settle something, and how a case file says it."""
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
        yield Line(NOTHING_NEEDED)


def needs_in_short(shown: Shown) -> Iterator[Line]:
    """The same in a line each: what is asked, whom to ask, and what the answer may settle."""
    decision = shown.decision
    for need in decision.needs_facts:
        ask = f"Ask {listed(need.who_may_know)}. It may settle {settled(shown, need.settles)}."
        yield Line(f"{need.question} {ask}", "ask")
    for judged in decision.needs_judgement:
        yield Line(f"{judged.question} It may settle {settled(shown, judged.settles)}.", "judge")
    if not (decision.needs_facts or decision.needs_judgement):
        yield Line(NOTHING_NEEDED)


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
    for head, learnt in (("If it turns out that …", True), ("If it were otherwise …", False)):
        said = [changed(shown, ones) for ones in alike(c for c in changes if c.learnt is learnt)]
        yield from [Line(head)] if said else []
        yield from (Line(text, depth=1) for text in said)
    if not changes:
        yield Line("No change of one fact or two leads to another referral.")


def alike(changes: Iterable[WouldChange]) -> Iterator[list[WouldChange]]:
    """Changes of the same facts that lead to the same, as far as any answers go with any others."""
    for same in gathered(changes, facts_and_referral):
        if len(same) == prod(len(answers) for _, answers in by_fact(same)):
            yield same
        else:
            yield from gathered(same, all_but_the_last)


def gathered(
    changes: Iterable[WouldChange], key: Callable[[WouldChange], object]
) -> list[list[WouldChange]]:
    """The changes that have a key in common, together, in the order in which they come."""
    groups: dict[object, list[WouldChange]] = {}
    for one in changes:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def facts_and_referral(one: WouldChange) -> object:
    """Which facts change, and what that leads to."""
    return one.referral, tuple(change.fact for change in one.changes)


def all_but_the_last(one: WouldChange) -> object:
    """The changes of a set but the last."""
    return one.changes[:-1]


def by_fact(ones: Sequence[WouldChange]) -> list[tuple[str, list[str]]]:
    """Changes of the same facts: each fact, with the answers it is changed to."""
    columns = zip(*(one.changes for one in ones), strict=True)
    return [
        (column[0].fact, list(dict.fromkeys(change.to for change in column))) for column in columns
    ]


def changed(shown: Shown, ones: Sequence[WouldChange]) -> str:
    """Changes that are alike: what is asked, what is answered, and where that leads."""
    first, *more = [answered(shown.facts[fact], answers) for fact, answers in by_fact(ones)]
    asked = ". And ".join([first, *(within(one) for one in more)])
    return f"{asked} – then: {REFERRALS[ones[0].referral].lower()}."


def answered(fact: Fact, answers: Iterable[str]) -> str:
    """A question with its answer, or the answers of which any will do."""
    *others, last = [fact.words(answer) for answer in answers]
    any_of_them = f"{'; '.join(others)}; or {last}" if others else last
    return f"{fact.question} {begun(any_of_them)}"
