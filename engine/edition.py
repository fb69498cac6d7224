"""An edition made ready: its rules compiled, and every finding it can make prepared once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.decisions import Cited, EngineRef, Finding, Reason, RulesetRef, Weighed
from criteria.facts import Answers
from criteria.rulesets import Criterion
from criteria.shelf import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED, Openness, Settled, Status
from engine.dates import cited
from engine.derive import Deriver, parts_first
from engine.judging import judged_leaves
from engine.needs import Reach
from engine.plan import Plan
from engine.trace import Trace

ENGINE = EngineRef("threshold", "0.1.0")
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
        self.trace = Trace(volume.ruleset, parts_first(plan))
        self._leaves = {
            name: (c.when.fact or "", frozenset(c.when.judgement), self.ruleset.judgement_id(name))
            for name, c in self.ruleset.leaves()
            if c.when.judgement
        }
        self.sources = {
            name: cited(self.ruleset.sources, (name,))[0] for name in self.ruleset.sources
        }
        self.findings = {name: self._found(name, c) for name, c in self.ruleset.criteria.items()}
        self._tables = [
            (name, self.ruleset.criteria[name].when.fact, table)
            for name, table in self.findings.items()
        ]
        self.weighed = {name: self._weighed(name) for name in self.ruleset.considerations}
        self.judged_leaves = judged_leaves(self.ruleset)

    @property
    def reach(self) -> Reach:
        """What can still settle what; built when first asked for.

        Two threads may both build it, and both are right. A cached property would hold a lock that
        a child forked meanwhile would wait for in vain.
        """
        if self._reach is None:
            self._reach = Reach(self.ruleset, self.vocabulary)
        return self._reach

    def derive(self, answers: Answers, judgements: Mapping[str, Settled]) -> dict[str, Status]:
        """The status of every criterion and consideration, as the rules derive it."""
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        return self.deriver.derive(answers.table, judged)

    def found(
        self, answers: Answers, judgements: Mapping[str, Settled], statuses: Statuses
    ) -> tuple[Finding, ...]:
        """The finding on every criterion, in the order of the ruleset."""
        told = answers.table
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        return tuple(
            [
                table[statuses[name]][judged.get(name)][told[fact] if fact else None]
                for name, fact, table in self._tables
            ]
        )

    def settled_by_people(
        self, answers: Answers, judgements: Mapping[str, Settled]
    ) -> dict[str, Settled]:
        """The criteria that the answers leave to people, with what they judged."""
        return {
            name: judgements[judgement]
            for name, (fact, left, judgement) in self._leaves.items()
            if judgement in judgements and answers[fact] in left
        }

    def left_to_people(self, answers: Answers, judgements: Mapping[str, Settled]) -> Iterator[str]:
        """The criteria that the answers leave to people and that they have not judged."""
        told = answers.table
        for name, (fact, left, judgement) in self._leaves.items():
            if told[fact] in left and judgement not in judgements:
                yield name

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
