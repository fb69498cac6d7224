"""What is timed of Threshold itself: whole decisions, statuses alone, comparing and verifying."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cases import MIXES, Case, batches, vocabulary
from timing import Runner, afresh, again, each, in_turns

from criteria.facts import Answers, read_facts
from engine.decide import decide, remembered
from engine.outcome import standing
from engine.ready import ready
from engine.verify import verify

EDITIONS = ("wt-2013", "wt-2015", "wt-2018", "wt-2023")

FULL, FULL_AFRESH = "whole decision", "whole, nothing remembered"
ONE_TEST = "derive that test"
DERIVED, DERIVED_AFRESH = "derive only", "derive, nothing remembered"
WARM = "the same case again"

Rates = dict[str, dict[str, float]]


def deciding(edition: str) -> Callable[[Case], object]:
    """The public verb under one edition."""
    return lambda case: decide(edition, case)


def deriving(edition: str) -> Callable[[Answers], object]:
    """The statuses of all criteria and considerations under one edition, and nothing else."""
    prepared = ready(edition).edition
    return lambda answers: prepared.derive(answers, {})


def deriving_test(edition: str, determination: str) -> Callable[[Answers], str]:
    """The status of one determination, from what it rests on and nothing else."""
    prepared = ready(edition).edition
    rule = prepared.ruleset.determinations[determination]
    grounds = tuple(ground.criterion for ground in rule.grounds)
    return lambda answers: standing(rule, prepared.towards(grounds, answers, {}))


def answers(case: Case) -> Answers:
    """The facts of a case as the engine reads them."""
    return read_facts(vocabulary(), case)


def forgetting(edition: str) -> Callable[[], None]:
    """Empty what an edition remembers of earlier cases, so that durable_rules is asked every time.

    That is: the statuses derived of single criteria, what was made of them, and the decisions.
    """
    decider = ready(edition)

    def forget() -> None:
        decider.forget()
        remembered.cache_clear()

    return forget


def contenders(edition: str) -> dict[str, Runner]:
    """The ways in which one edition is timed."""
    return {
        FULL: each(deciding(edition)),
        FULL_AFRESH: afresh(deciding(edition), forgetting(edition)),
        DERIVED: each(deriving(edition), answers),
        DERIVED_AFRESH: afresh(deriving(edition), forgetting(edition), answers),
    }


def rates_of(edition: str, repetitions: int, size: int) -> Rates:
    """Decisions a second under one edition, by what is timed and by mix."""
    found: Rates = {}
    for mix in MIXES:
        cases = batches(mix, repetitions, size, seed=1)
        rates = in_turns(contenders(edition), cases)
        rates |= in_turns({WARM: again(deciding(edition))}, cases)
        for name, rate in rates.items():
            found.setdefault(name, {})[mix] = rate
    return found


def comparisons(repetitions: int, size: int) -> Mapping[str, float] | None:
    """Comparisons a second by mix; None if the engine has no `compare`."""
    try:
        from engine.compare import compare
    except ImportError:
        return None
    return {
        mix: in_turns({mix: each(compare)}, batches(mix, repetitions, size, seed=2))[mix]
        for mix in MIXES
    }


def verifications(editions: Sequence[str]) -> dict[str, tuple[float, int]]:
    """The seconds that verifying each edition took, once, and the cases decided for it."""
    found = {}
    for edition in editions:
        certificate = verify(edition)
        found[edition] = (certificate.seconds, certificate.cases)
    return found
