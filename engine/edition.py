"""An edition made ready: its rules compiled, and every finding it can make prepared once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from operator import getitem

from criteria.bearing import cone
from criteria.decisions import Cited, EngineRef, Finding, Reason, RulesetRef, Weighed
from criteria.facts import Answers
from criteria.rulesets import Criterion
from criteria.versions import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED, Openness, Settled, Status
from engine.dates import cited
from engine.derive import Deriver, parts_first
from engine.judging import judged_leaves
from engine.memory import Memory, reads
from engine.needs import Reach
from engine.plan import Plan
from engine.trace import Trace

ENGINE = EngineRef("threshold", "0.9.0")
STATUSES: tuple[Status, ...] = (MET, NOT_MET, UNDETERMINED)

Statuses = Mapping[str, Status]
Findings = Mapping[Status, Mapping[Settled | None, Mapping[str | None, Finding]]]


class Edition:
    """A sound ruleset with its compiled rules. Shared by threads; nothing in it changes."""

    def __init__(self, volume: Volume) -> None:
        self.ruleset = volume.ruleset
        self.vocabulary = volume.vocabulary
        self.ref = RulesetRef(volume.ruleset.id, volume.ruleset.version, volume.digest)
        self._reach: Reach | None = None
        plan = Plan(volume.ruleset, volume.vocabulary)
        self.deriver = Deriver(plan)
        self._towards = Memory[tuple[str, ...], Deriver](
            lambda names: self.deriver.only(cone(self.ruleset, names))
        )
        self.trace = Trace(volume.ruleset, parts_first(plan))
        self._leaves = {
            name: (c.when.fact or "", frozenset(c.when.judgement), self.ruleset.judgement_id(name))
            for name, c in self.ruleset.leaves()
            if c.when.judgement
        }
        self._leaving = list(dict.fromkeys(fact for fact, _, _ in self._leaves.values()))
        self._may_leave = reads(self._leaving)
        self._left = Memory(self._left_by)
        sources = self.ruleset.sources
        self.sources = {name: cited(sources, (name,))[0] for name in sources}
        self.findings = {name: self._found(name, c) for name, c in self.ruleset.criteria.items()}
        self._lay_out()
        self.weighed = {name: self._weighed(name) for name in self.ruleset.considerations}
        self.judged_leaves = judged_leaves(self.ruleset)

    @property
    def reach(self) -> Reach:
        """What can still settle what; built when first asked for.

        Two threads may both build it, both right: a child forked meanwhile would wait for a lock.
        """
        if self._reach is None:
            self._reach = Reach(self.ruleset, self.vocabulary)
        return self._reach

    def derive(self, answers: Answers, judgements: Mapping[str, Settled]) -> dict[str, Status]:
        """The status of every criterion and consideration, as the rules derive it."""
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        return self.deriver.derive(answers.table, judged)

    def towards(
        self, names: tuple[str, ...], answers: Answers, judgements: Mapping[str, Settled]
    ) -> dict[str, Status]:
        """The status of these criteria and of all that they rest on: a share of the work."""
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        return self._towards[names].derive(answers.table, judged)

    def forget(self) -> None:
        """Forget everything derived so far, and the findings laid out by it."""
        self.deriver.forget()
        self._towards.clear()
        for on_fact in self._on_facts:
            on_fact.clear()

    def found(
        self, answers: Answers, judgements: Mapping[str, Settled], statuses: Statuses
    ) -> tuple[Finding, ...]:
        """The finding on every criterion, in the order of the ruleset."""
        on_facts = map(getitem, self._on_facts, self._answers_to(answers.table))
        found = list(chain.from_iterable(on_facts))
        found += [table[statuses[name]] for name, table in self._joined]
        if judgements:
            for name, judged in self.settled_by_people(answers, judgements).items():
                answer = answers[self._leaves[name][0]]
                found[self._place[name]] = self.findings[name][statuses[name]][judged][answer]
        return self._in_order(found)

    def _lay_out(self) -> None:
        """Lay out the findings as they are read off: those on one fact together, then joins."""
        by_fact: dict[str, list[str]] = {}
        for name, criterion in self.ruleset.leaves():
            by_fact.setdefault(criterion.when.fact or "", []).append(name)
        self._answers_to = reads(list(by_fact))
        self._on_facts = [Memory(partial(self._on_fact, *item)) for item in by_fact.items()]
        self._joined = [
            (name, {status: self.findings[name][status][None][None] for status in STATUSES})
            for name, criterion in self.ruleset.criteria.items()
            if criterion.when.parts
        ]
        laid = [*(n for names in by_fact.values() for n in names), *(n for n, _ in self._joined)]
        self._place = {name: place for place, name in enumerate(laid)}
        self._in_order = reads([self._place[name] for name in self.ruleset.criteria])

    def _on_fact(self, fact: str, names: Sequence[str], answer: str) -> tuple[Finding, ...]:
        """The findings on criteria that rest on one fact, where people judged nothing."""
        told = self.deriver.told(fact, answer)
        return tuple([self.findings[name][told[name]][None][answer] for name in names])

    def settled_by_people(
        self, answers: Answers, judgements: Mapping[str, Settled]
    ) -> dict[str, Settled]:
        """The criteria that the answers leave to people, with what they judged."""
        return {
            name: judgements[judgement]
            for name, (fact, left, judgement) in self._leaves.items()
            if judgement in judgements and answers[fact] in left
        }

    def left_to_people(
        self, answers: Answers, judgements: Mapping[str, Settled]
    ) -> tuple[str, ...]:
        """The criteria that the answers leave to people and that they have not judged."""
        left = self._left[self._may_leave(answers.table)]
        if not judgements:
            return left
        return tuple([name for name in left if self._leaves[name][2] not in judgements])

    def _left_by(self, answers: tuple[str, ...]) -> tuple[str, ...]:
        """The criteria left to people by the answers to the facts that may leave some."""
        told = dict(zip(self._leaving, answers, strict=True))
        return tuple([name for name, (fact, left, _) in self._leaves.items() if told[fact] in left])

    def cited(self, names: tuple[str, ...]) -> tuple[Cited, ...]:
        """The sources of these names, as a decision shows them."""
        return tuple(self.sources[name] for name in names)

    def _found(self, name: str, criterion: Criterion) -> Findings:
        """Every finding a criterion can come to, by status, judgement and answer.

        The status is what the rules derive; no answer is read here to find one.
        """
        when = criterion.when
        if when.fact is None:
            return {status: {None: {None: self._finding(name, status)}} for status in STATUSES}
        answers = self.vocabulary.facts[when.fact].values
        return {
            status: {
                judged: {
                    answer: self._finding(name, status, judged, Reason(when.fact, answer))
                    for answer in (answers if judged is None else when.judgement)
                }
                for judged in (None, MET, NOT_MET)
            }
            for status in STATUSES
        }

    def _finding(
        self,
        name: str,
        status: Status,
        judged: Settled | None = None,
        reason: Reason | None = None,
    ) -> Finding:
        """One finding; what is undetermined is open for want of a fact, or of a judgement."""
        criterion = self.ruleset.criteria[name]
        open_: Openness | None = None
        if reason is not None and status == UNDETERMINED:
            open_ = "judgement" if reason.answer in criterion.when.judgement else "fact"
        reasons = [reason, None if judged is None else Reason(judgement=judged)]
        return Finding(
            name,
            criterion.title,
            criterion.when.how,
            criterion.when.parts,
            status,
            open_,
            tuple(one for one in reasons if one is not None),
            self.cited(criterion.sources),
        )

    def _weighed(self, name: str) -> dict[Status, Weighed]:
        one = self.ruleset.considerations[name]
        return {
            status: Weighed(name, one.title, one.for_, one.weight, status, self.cited(one.sources))
            for status in STATUSES
        }
