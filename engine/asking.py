"""What is needed and from whom: the questions whose answers could still settle something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.decisions import NeedsFact, NeedsJudgement
from criteria.facts import Answers
from criteria.words import Settled
from engine.edition import Edition
from engine.memory import Memory
from engine.needs import Masks

Needed = tuple[tuple[NeedsFact, ...], tuple[NeedsJudgement, ...]]
Needs = Mapping[str, list[str]]


class Asker:
    """The questions of one edition, each list of them made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made = Memory(self._make)

    def needed(
        self, answers: Answers, judgements: Mapping[str, Settled], left: tuple[str, ...]
    ) -> Needed:
        """The facts and the judgements that could still settle something, and what they settle.

        `left` are the criteria that the answers leave to people.
        """
        return self._made[self._edition.reach.needs(answers, judgements), left]

    def forget(self) -> None:
        """Forget every list of questions made so far."""
        self._made.clear()

    def _make(self, key: tuple[Masks, tuple[str, ...]]) -> Needed:
        masks, left = key
        facts, judged = self._edition.reach.named(masks)
        return (
            tuple(self._facts(facts)),
            (*self._facts_to_judge(facts), *self._criteria_to_judge(judged, left)),
        )

    def _facts(self, needs: Needs) -> Iterator[NeedsFact]:
        """The findings of fact, with the people who may know."""
        for name, settles in needs.items():
            fact = self._edition.vocabulary.facts[name]
            if not fact.judgement:
                yield NeedsFact(name, fact.question, fact.who_may_know, tuple(settles))

    def _facts_to_judge(self, needs: Needs) -> Iterator[NeedsJudgement]:
        """The facts that are themselves a judgement of the people deciding."""
        for name, settles in needs.items():
            fact = self._edition.vocabulary.facts[name]
            if fact.judgement:
                yield NeedsJudgement(fact.question, tuple(settles), fact=name)

    def _criteria_to_judge(self, needs: Needs, left: tuple[str, ...]) -> Iterator[NeedsJudgement]:
        """The criteria that the answers leave to people."""
        for criterion in left:
            name = self._edition.ruleset.judgement_id(criterion)
            settles = needs.get(name)
            together = [c for c in self._edition.judged_leaves[name] if c in left]
            if settles and criterion == together[0]:
                yield NeedsJudgement(self._question(together), tuple(settles), criterion=name)

    def _question(self, criteria: list[str]) -> str:
        """What one judgement answers: the question of each criterion that it settles."""
        asked = (self._edition.ruleset.criteria[name].judgement_question for name in criteria)
        return " ".join(dict.fromkeys(question for question in asked if question))
