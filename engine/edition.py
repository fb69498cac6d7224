"""An edition made ready: its rules compiled, and every finding it can make prepared once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from criteria.decisions import Cited, EngineRef, Finding, Reason, RulesetRef, Weighed
from criteria.facts import Answers
from criteria.rulesets import Criterion
from criteria.shelf import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED, Openness, Settled, Status
from engine.dates import cited
from engine.durable import Deriver
from engine.judging import judged_leaves
from engine.needs import Reach
from engine.plan import Plan

ENGINE = EngineRef("threshold", "0.1.0")
STATUSES: tuple[Status, ...] = (MET, NOT_MET, UNDETERMINED)

Statuses = Mapping[str, Status]


class Edition:
    """A sound ruleset with its compiled rules. Shared by threads; nothing in it changes."""

    def __init__(self, volume: Volume) -> None:
        self.ruleset = volume.ruleset
        self.vocabulary = volume.vocabulary
        self.ref = RulesetRef(volume.ruleset.id, volume.ruleset.version, volume.digest)
        self._deriver = Deriver(Plan(volume.ruleset, volume.vocabulary))
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

    @cached_property
    def reach(self) -> Reach:
        """What can still settle what; built when first asked for."""
        return Reach(self.ruleset, self.vocabulary)

    def derive(self, answers: Answers, judgements: Mapping[str, Settled]) -> dict[str, Status]:
        """The status of every criterion and consideration, as the rules derive it."""
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        derived = self._deriver.derive(answers, judged)
        statuses: dict[str, Status] = dict.fromkeys(self.findings, UNDETERMINED)
        statuses.update(dict.fromkeys(self.weighed, UNDETERMINED))
        statuses.update(derived)
        return statuses

    def found(
        self, answers: Answers, judgements: Mapping[str, Settled], statuses: Statuses
    ) -> tuple[Finding, ...]:
        """The finding on every criterion, in the order of the ruleset."""
        judged = self.settled_by_people(answers, judgements) if judgements else {}
        return tuple(
            table[(statuses[name], answers[fact], judged.get(name)) if fact else statuses[name]]
            for name, fact, table in self._tables
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

    def cited(self, names: tuple[str, ...]) -> tuple[Cited, ...]:
        """The sources of these names, as a decision shows them."""
        return tuple(self.sources[name] for name in names)

    def _found(self, name: str, criterion: Criterion) -> dict[object, Finding]:
        """Every finding a criterion can come to, by status or by status, answer and judgement.

        The status is what the rules derive; no answer is read here to find one.
        """
        when = criterion.when
        if when.how != "fact":
            return {status: self._finding(name, status) for status in STATUSES}
        found: dict[object, Finding] = {}
        for answer in self.vocabulary.facts[when.fact or ""].values:
            left = answer in when.judgement
            for judged in (None, MET, NOT_MET) if left else (None,):
                reasons = [Reason(fact=when.fact, answer=answer)]
                reasons += [Reason(judgement=judged)] if judged else []
                for status in STATUSES:
                    finding = self._finding(name, status, left, tuple(reasons))
                    found[status, answer, judged] = finding
        return found

    def _finding(
        self, name: str, status: Status, left: bool = False, because: tuple[Reason, ...] = ()
    ) -> Finding:
        """One finding; what is undetermined is open for want of a fact, or of a judgement."""
        criterion = self.ruleset.criteria[name]
        open_: Openness | None = None
        if because and status == UNDETERMINED:
            open_ = "judgement" if left else "fact"
        return Finding(
            name,
            criterion.title,
            criterion.when.how,
            criterion.when.parts,
            status,
            open_,
            because,
            self.cited(criterion.sources),
        )

    def _weighed(self, name: str) -> dict[Status, Weighed]:
        one = self.ruleset.considerations[name]
        return {
            status: Weighed(name, one.title, one.for_, one.weight, status, self.cited(one.sources))
            for status in STATUSES
        }
