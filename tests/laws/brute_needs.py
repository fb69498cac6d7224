"""What is needed, by brute force from the meaning: every completion of what is not known is tried.

This is the contract's own sentence, without a diagram. A target that is open now is settled by a
fact if, with some answers to the other facts not known and some judgements, it is open without the
fact and settled with an answer to it, followed by any judgement that the answer calls for. A rule
that presumes from the fact's not being known is no reason to ask: were it to go on presuming, the
target would be settled all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product

from criteria import meaning
from criteria.rulesets import Determination, Ruleset
from criteria.versions import Volume
from criteria.words import DUTIES, MET, NOT_MET, UNDETERMINED, UNKNOWN, Status
from tests.laws.drawn_cases import Case, asked_facts, left_open, told

Statuses = Mapping[str, Status]
Open = Callable[[Statuses], bool]
Pairs = tuple[tuple[str, str], ...]
Needs = dict[str, set[str]]

AS_PRESUMED = " as presumed"


def targets(ruleset: Ruleset) -> dict[str, Open]:
    """What can be open: the referral, each determination as a duty, and its stronger force."""
    found: dict[str, Open] = {
        "referral": lambda s: meaning.referral(ruleset, dict(s)) == UNDETERMINED
    }
    for name, rule in ruleset.determinations.items():
        found[name] = duty_is_open(rule)
        found[f"{name}.may_become"] = force_is_open(rule)
    return found


def duty_is_open(rule: Determination) -> Open:
    """Undetermined, with a ground still open whose force is must or should."""
    return lambda statuses: (
        meaning.outcome(rule, dict(statuses))[0] == UNDETERMINED
        and any(g.force in DUTIES and statuses[g.criterion] == UNDETERMINED for g in rule.grounds)
    )


def force_is_open(rule: Determination) -> Open:
    """Met, and it may yet become stronger."""
    return lambda statuses: meaning.outcome(rule, dict(statuses))[2] is not None


def presuming(ruleset: Ruleset, fact: str) -> Ruleset:
    """The ruleset with the rules that presume from this fact reading a fact of their own."""
    criteria = {
        name: c.model_copy(update={"when": c.when.model_copy(update={"fact": fact + AS_PRESUMED})})
        if c.when.fact == fact and UNKNOWN in c.when.meets
        else c
        for name, c in ruleset.criteria.items()
    }
    return ruleset.model_copy(update={"criteria": criteria})


class World:
    """A ruleset's meaning over the answers of one case, remembered."""

    def __init__(self, ruleset: Ruleset, facts: Mapping[str, str]) -> None:
        self.ruleset = ruleset
        self.facts = dict(facts)
        self.open_in = cache(self._open_in)
        self._targets = targets(ruleset)

    def _open_in(self, learnt: Pairs, judgements: Pairs) -> frozenset[str]:
        """The targets that are open once these things are learnt."""
        statuses = meaning.statuses(self.ruleset, self.facts | dict(learnt), dict(judgements))
        return frozenset(name for name, is_open in self._targets.items() if is_open(statuses))

    def left_open(self, learnt: Pairs) -> list[str]:
        """The judgements that are left to people once these things are learnt."""
        return left_open(self.ruleset, self.facts | dict(learnt))


def judged_anyhow(names: list[str], given: Pairs) -> Iterator[Pairs]:
    """Every way to make these judgements, or not yet to make them, beside those given."""
    names = [name for name in names if name not in dict(given)]
    for chosen in product((None, MET, NOT_MET), repeat=len(names)):
        made = tuple((n, judged) for n, judged in zip(names, chosen, strict=True) if judged)
        yield tuple(sorted((*given, *made)))


class Brute:
    """One case, with everything it leaves unknown."""

    def __init__(self, volume: Volume, case: Case) -> None:
        self.volume = volume
        self.facts = told(volume.vocabulary, case.facts)
        self.given: Pairs = tuple(sorted(case.judgements.items()))
        self.world = World(volume.ruleset, self.facts)
        rests_on = {c.when.fact for _, c in volume.ruleset.leaves()}
        self.unknown = [f for f, a in self.facts.items() if a == UNKNOWN and f in rests_on]
        self.open_now = self.world.open_in((), self.given)

    def needs(self, *, at_most: bool = False) -> Needs:
        """Each fact and judgement that can still settle a target which is open now.

        At most: settled were the presuming rules to go on presuming, though no case be like that.
        """
        facts = [fact for fact in self.unknown if fact in asked_facts(self.volume.ruleset)]
        judgements = [name for name in self.world.left_open(()) if name not in dict(self.given)]
        found = {fact: self.settled_by_fact(fact, at_most) for fact in facts}
        found |= {name: self.settled_by_judgement(name) for name in judgements}
        return {name: settles for name, settles in found.items() if settles}

    def completions(self, without: str | None) -> Iterator[tuple[Pairs, Pairs]]:
        """Every way to answer what is not known, or not; and to judge what is then left open."""
        names = [name for name in self.unknown if name != without]
        for chosen in product(*(self.volume.vocabulary.facts[name].values for name in names)):
            learnt = tuple(zip(names, chosen, strict=True))
            left = [name for name in self.world.left_open(learnt) if name != without]
            yield from ((learnt, made) for made in judged_anyhow(left, self.given))

    def settled_by_judgement(self, name: str) -> set[str]:
        """The targets that a judgement can settle."""
        found: set[str] = set()
        for learnt, made in self.completions(without=name):
            before = self.world.open_in(learnt, made) & self.open_now
            for judged in (MET, NOT_MET):
                judgements = tuple(sorted((*made, (name, judged))))
                found |= before - self.world.open_in(learnt, judgements)
        return found

    def settled_by_fact(self, fact: str, at_most: bool) -> set[str]:
        """The targets that a fact can settle, through the rules that ask for it."""
        asked = World(
            presuming(self.volume.ruleset, fact), self.facts | {fact + AS_PRESUMED: UNKNOWN}
        )
        found: set[str] = set()
        for learnt, made in self.completions(without=fact):
            before = self.world.open_in(learnt, made) & self.open_now
            left = self.world.left_open(learnt)
            for answer in self.volume.vocabulary.facts[fact].answers if before - found else ():
                after = (*learnt, (fact, answer))
                settled = before - open_at_best(asked, after, made, left)
                really = (
                    settled if at_most else before - open_at_best(self.world, after, made, left)
                )
                found |= settled & really
        return found


def open_at_best(world: World, after: Pairs, made: Pairs, left: list[str]) -> set[str]:
    """The targets open after an answer, however the judgements it calls for are made."""
    called_for = [name for name in world.left_open(after) if name not in left]
    ways = [world.open_in(after, judgements) for judgements in judged_anyhow(called_for, made)]
    return set(frozenset.intersection(*ways))
