"""What is needed, by brute force from the meaning: every completion of what is not known is tried.

This is the contract's own sentence, with no diagrams: a target is open now; what is not known can
settle it if, with some answers to the other things not known, it is open without this and settled
with some answer to this. A rule that presumes from a fact's not being known is held to what it
presumes while that fact is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product

from criteria import meaning
from criteria.rulesets import Determination, Ruleset
from criteria.shelf import Volume
from criteria.words import DUTIES, MET, NOT_MET, UNDETERMINED, UNKNOWN, Status, stronger, strongest
from tests.laws.drawn_cases import Case, left_open, told

Statuses = Mapping[str, Status]
Open = Callable[[Statuses], bool]
Pairs = tuple[tuple[str, str], ...]
Needs = dict[str, set[str]]

TWIN = " as presumed"


def targets(ruleset: Ruleset) -> dict[str, Open]:
    """What can be open: the referral, each determination as a duty, and its stronger force."""
    found: dict[str, Open] = {
        "referral": lambda s: meaning.referral(ruleset, dict(s)) == UNDETERMINED
    }
    for name, rule in ruleset.determinations.items():
        found[name] = lambda s, rule=rule: duty_is_open(rule, s)
        found[f"{name}.may_become"] = (
            lambda s, rule=rule: meaning.outcome(rule, dict(s))[2] is not None
        )
    return found


def duty_is_open(rule: Determination, statuses: Statuses) -> bool:
    """Undetermined, with a ground still open whose force is must or should."""
    open_now = {g.force for g in rule.grounds if statuses[g.criterion] == UNDETERMINED}
    overall = meaning.outcome(rule, dict(statuses))[0]
    return overall == UNDETERMINED and not DUTIES.isdisjoint(open_now)


def twinned(ruleset: Ruleset, fact: str) -> Ruleset:
    """The ruleset with the rules that presume from this fact reading a fact of their own."""
    criteria = {
        name: c.model_copy(update={"when": c.when.model_copy(update={"fact": fact + TWIN})})
        if c.when.fact == fact and UNKNOWN in c.when.meets
        else c
        for name, c in ruleset.criteria.items()
    }
    return ruleset.model_copy(update={"criteria": criteria})


class Brute:
    """One case, with everything it leaves unknown."""

    def __init__(self, volume: Volume, case: Case) -> None:
        self.ruleset = volume.ruleset
        self.vocabulary = volume.vocabulary
        self.case = case
        self.facts = told(volume.vocabulary, case.facts)
        self.targets = targets(volume.ruleset)
        used = {c.when.fact for _, c in volume.ruleset.leaves()}
        self.unknown = [f for f in volume.vocabulary.facts if f in used and self.facts[f] == UNKNOWN]
        self.statuses = cache(self._statuses)

    def _statuses(self, facts: Pairs, judgements: Pairs, twin: str | None) -> Statuses:
        table = self.facts | dict(facts)
        if twin is None:
            return meaning.statuses(self.ruleset, table, dict(judgements))
        table[twin + TWIN] = UNKNOWN
        return meaning.statuses(twinned(self.ruleset, twin), table, dict(judgements))

    def judgements(self, facts: Pairs, given: Pairs, twin: str | None = None, notnow=()) -> Iterator[Pairs]:
        """Every way to judge, or not yet to judge, what these answers leave to people."""
        ruleset, table = self.ruleset, self.facts | dict(facts)
        if twin is not None:
            ruleset, table = twinned(ruleset, twin), table | {twin + TWIN: UNKNOWN}
        names = [name for name in left_open(ruleset, table) if name not in dict(given) and name not in notnow]
        for chosen in product((None, MET, NOT_MET), repeat=len(names)):
            made = tuple((n, c) for n, c in zip(names, chosen, strict=True) if c)
            yield tuple(sorted((*given, *made)))

    def completions(self, without: str | None = None) -> Iterator[tuple[Pairs, Pairs]]:
        """Every way to answer what is not known, or not; and to judge what is then left open."""
        names = [name for name in self.unknown if name != without]
        values = [self.vocabulary.facts[name].values for name in names]
        for chosen in product(*values):
            facts = tuple(zip(names, chosen, strict=True))
            yield from ((facts, j) for j in self.judgements(facts, self.given))

    @property
    def given(self) -> Pairs:
        return tuple(sorted(self.case.judgements.items()))

    def open_now(self) -> list[str]:
        """The targets that are open in this case."""
        statuses = self.statuses((), self.given, None)
        return [name for name, is_open in self.targets.items() if is_open(statuses)]

    def facts_needed(self,mode) -> Needs:
        """Each fact that can still settle a target that is open now."""
        needed = {fact: self.settled_by(fact,mode) for fact in self.unknown}
        return {fact: found for fact, found in needed.items() if found}

    def settled_by(self, fact: str,mode) -> set[str]:
        waiting = set(self.open_now())
        found: set[str] = set()
        for facts, judgements in self.completions(without=fact):
            if not waiting - found: break
            before = self.statuses(facts, judgements, None)
            open_before = {t for t in waiting - found if self.targets[t](before)}
            if open_before:
                for v in self.vocabulary.facts[fact].answers:
                  sA=sB=None
                  if 'A' in mode: sA=self.settled_with(open_before,fact,v,facts,judgements,fact)
                  if 'B' in mode: sB=self.settled_with(open_before,fact,v,facts,judgements,None)
                  found |= (sA & sB) if sA is not None and sB is not None else sA if sA is not None else sB
        return found

    def settled_with(self, open_before, fact, answer, facts, judgements, twin):
        after = (*facts, (fact, answer))
        found=set()
        before_names=left_open(self.ruleset,self.facts|dict(facts))
        for j in self.judgements(after, judgements, twin, before_names):
            st=self.statuses(after, j, twin)
            found |= {t for t in open_before if not self.targets[t](st)}
        return found
