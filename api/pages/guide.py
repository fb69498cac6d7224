"""The guided journey: what to ask next over every edition that may govern, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from api.casefile import Asked
from api.register.writing import decided_with
from criteria.bearing import cone
from criteria.decisions import Decision, NeedsJudgement
from criteria.rulesets import Ruleset
from criteria.shelf import shelf
from criteria.words import DUTIES, MET, NOT_MET, UNDETERMINED, UNKNOWN, Settled
from engine.next_question import NextQuestions, next_questions, still_open


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered so far: `unknown` is an answer too, and so is not judging yet."""

    facts: Mapping[str, str]
    judgements: Mapping[str, str]

    @property
    def judged(self) -> dict[str, Settled]:
        """The judgements that settle something."""
        settled: dict[str, Settled] = {MET: MET, NOT_MET: NOT_MET}
        return {name: settled[how] for name, how in self.judgements.items() if how in settled}

    def answered(self, fact: str, answer: str) -> Given:
        """The same with one more answer."""
        return Given({**self.facts, fact: answer}, self.judgements)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What could still settle something: facts, the best to ask first, and judgements.

    `presumed` are the facts that a rule presumes while they are not known: nobody needs them, but
    an answer could still change a duty, so they are offered once the questions stop. `noted` are
    those that settle nothing and that a note asks to find out.
    """

    facts: tuple[str, ...]
    judgements: tuple[NeedsJudgement, ...]
    presumed: tuple[str, ...]
    noted: tuple[str, ...] = ()

    def unasked(self, given: Given) -> tuple[str | None, str | None]:
        """The fact to ask next, or else the judgement; neither when there is no more to ask."""
        facts = [one for one in self.facts if one not in given.facts]
        names = [one.criterion for one in self.judgements]
        left = [one for one in names if one not in given.judgements]
        if not facts and not left:
            facts = self.list_unasked_notes(given)
        return (facts[0], None) if facts else (None, left[0] if left else None)

    def list_unasked_notes(self, given: Given) -> list[str]:
        """The facts that a note asks to find out and nobody was asked."""
        return [one for one in self.noted if one not in given.facts]

    def left(self, given: Given) -> int:
        """How many questions there are still to ask."""
        names = [one.criterion for one in self.judgements if one.criterion not in given.judgements]
        facts = [one for one in self.facts if one not in given.facts]
        return len(facts) + len(names) + len(self.list_unasked_notes(given))


def decided_as(edition: str, given: Given) -> Decision:
    """The decision on what was answered; judgements that the facts do not leave open are not taken.

    They are kept all the same: the facts may leave them open again.
    """
    return decided_with(Asked(edition, given.facts), given.judged)


def judged_in(edition: str, given: Given) -> dict[str, Settled]:
    """The judgements that the facts leave to people in an edition: no other is looked at there."""
    judged = given.judged
    decided_with(Asked(edition, given.facts), judged)
    return judged


def still_open_in(editions: Sequence[str], given: Given) -> StillOpen:
    """What is open under any of these editions. Costs hundreds of decisions."""
    found = [next_questions(one, given.facts, judged_in(one, given)) for one in editions]
    judgements = {one.criterion: one for every in found for one in every.judgements}
    facts = tuple(ranked(found, given))
    presumed = dict.fromkeys(name for one in editions for name in presumed_in(one, given))
    noted = dict.fromkeys(name for one in editions for name in find_noted_facts(one, given))
    return StillOpen(facts, tuple(judgements.values()), tuple(presumed), tuple(noted))


def ranked(found: Sequence[NextQuestions], given: Given) -> list[str]:
    """The facts still open, the one after which the fewest things are expected to be open first."""
    names = dict.fromkeys(one.fact for every in found for one in every.questions)
    if len(found) == 1:
        return list(names)
    expected = [expectations(every, given) for every in found]
    return sorted(names, key=lambda name: sum(one.get(name, now) for now, one in expected))


def expectations(found: NextQuestions, given: Given) -> tuple[float, dict[str, float]]:
    """How much is open in an edition now, and how much is expected to be after each question."""
    now = still_open(decided_as(found.edition, given))
    return now, {one.fact: one.expected_open for one in found.questions}


def presumed_in(edition: str, given: Given) -> Iterator[str]:
    """The facts that a rule presumes while they are not known, and that could change a duty."""
    volume = shelf().volume(edition)
    now = duties(decided_as(edition, given))
    presuming = {c.when.fact for _, c in volume.ruleset.leaves() if UNKNOWN in c.when.meets}
    for name, fact in volume.vocabulary.facts.items():
        if name in presuming and given.facts.get(name, UNKNOWN) == UNKNOWN:
            then = (
                one
                for answer in fact.answers
                for one in answer_each_way(edition, given, name, answer)
            )
            if any(duties(decided_as(edition, one)) != now for one in then):
                yield name


def answer_each_way(edition: str, given: Given, fact: str, answer: str) -> Iterator[Given]:
    """The answers with one more; where that is left to people, also judged either way."""
    then = given.answered(fact, answer)
    yield then
    ruleset = shelf().volume(edition).ruleset
    left = [n for n, c in ruleset.leaves() if c.when.fact == fact and answer in c.when.judgement]
    for name, settled in product(left, (MET, NOT_MET)):
        judged = {**given.judgements, ruleset.judgement_id(name): settled}
        yield Given(then.facts, judged)


def duties(decision: Decision) -> tuple[object, ...]:
    """The referral, and what must or should be done, or may yet have to be."""
    determinations = shelf().volume(decision.edition).ruleset.determinations
    return (
        decision.referral,
        *(
            (one.status == UNDETERMINED, one.force if one.force in DUTIES else None)
            for one in decision.determinations
            if any(ground.force in DUTIES for ground in determinations[one.id].grounds)
        ),
    )


def duty_facts(ruleset: Ruleset) -> set[str | None]:
    """The facts on which the referral or a duty may rest; the others are only weighed."""
    grounds = [
        ground.criterion
        for one in ruleset.determinations.values()
        for ground in one.grounds
        if ground.force in DUTIES
    ]
    bearing = cone(ruleset, (*ruleset.referral.roots, *grounds))
    return {ruleset.criteria[name].when.fact for name in bearing} - {None}


def weighed_facts(edition: str) -> list[str]:
    """The facts to be weighed where no duty rests on them, in their order."""
    ruleset = shelf().volume(edition).ruleset
    rests = {when.fact for when in ruleset.conditions().values()} - duty_facts(ruleset)
    return [name for name in shelf().vocabulary.facts if name in rests]


def settling_facts(edition: str) -> list[str]:
    """Every fact that a rule of an edition rests on, in its order."""
    rests = {when.fact for when in shelf().volume(edition).ruleset.conditions().values()}
    return [name for name in shelf().vocabulary.facts if name in rests]


def asked_facts(edition: str) -> list[str]:
    """Every fact that an edition asks for, in its order: the whole form."""
    asked = {*settling_facts(edition), *list_noted_facts(edition)}
    return [name for name in shelf().vocabulary.facts if name in asked]


def list_noted_facts(edition: str) -> dict[str, str]:
    """The facts that only a note asks to find out, each with the name of the note."""
    settling = settling_facts(edition)
    return {
        one.fact: name
        for name, note in shelf().volume(edition).ruleset.notes.items()
        for one in note.when
        if one.fact and one.fact not in settling and one.status == (UNKNOWN,)
    }


def find_noted_facts(edition: str, given: Given) -> list[str]:
    """The facts that a note of the decision on these answers asks to find out."""
    told = {note.id for note in decided_as(edition, given).notes}
    return [fact for fact, note in list_noted_facts(edition).items() if note in told]
