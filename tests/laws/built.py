"""Small rulesets built by hand, for the laws that need a particular one."""

from __future__ import annotations

from criteria.facts import Vocabulary
from criteria.rulesets import Ruleset
from criteria.shelf import volume_of
from criteria.versions import Volume
from tests.laws.drawn_rulesets import Table, criterion, framed


def vocabulary(facts: int, answers: int) -> Vocabulary:
    """So many facts, each with so many answers."""
    fact = {
        "question": "?",
        "help": "",
        "who_may_know": ["anyone"],
        "answers": {f"a{number}": "" for number in range(answers)},
    }
    table = {"facts": {f"f{number}": fact for number in range(facts)}, "contradictions": {}}
    return Vocabulary.model_validate({**table, "dates": {}})


def volume(criteria: Table, here: str, facts: int, answers: int = 2) -> Volume:
    """A ruleset whose one determination and referral rest on one criterion."""
    determination = {
        "title": "t",
        "grounds": [{"criterion": here, "force": "must"}],
        "otherwise": {"force": "none"},
        "duty_holder": "h",
        "decision_maker": "m",
        "action": {"met": "m", "not_met": "n", "undetermined": "u"},
        "sources": ["s"],
    }
    table = framed(criteria, {"d": determination}, here, None)
    return volume_of(Ruleset.model_validate(table), vocabulary(facts, answers))


def leaves(count: int) -> Table:
    """So many criteria, each on a fact of its own."""
    return {f"c{n}": criterion({"fact": f"f{n}", "is": ["a0"]}) for n in range(count)}
