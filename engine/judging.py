"""Reading what people judged: accepted only where the facts leave that very criterion to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.facts import Answers, Vocabulary
from criteria.rulesets import Ruleset
from criteria.words import MET, NOT_MET, Settled

SETTLED = (MET, NOT_MET)


def read_judgements(
    ruleset: Ruleset, vocabulary: Vocabulary, answers: Answers, judgements: object
) -> dict[str, Settled]:
    """What people judged, by judgement name.

    Raises InputError that names every judgement which cannot be accepted, and why.
    """
    if judgements is None:
        return {}
    if not isinstance(judgements, Mapping):
        message = f"{quoted(judgements)} is not a table of judgements"
        raise InputError([Problem(("judgements",), message)])
    problems = [
        problem
        for name, judged in judgements.items()
        if (problem := problem_with(ruleset, vocabulary, answers, name, judged)) is not None
    ]
    if problems:
        raise InputError(problems)
    return {name: cast("Settled", judged) for name, judged in judgements.items()}


def misnamed_judgements(
    ruleset: Ruleset, vocabulary: Vocabulary, judgements: object
) -> list[Problem]:
    """What is wrong with judgements whatever the facts are: their names and values."""
    told = judgements.items() if isinstance(judgements, Mapping) else ()
    found = (misnamed(ruleset, vocabulary, name, judged) for name, judged in told)
    return [problem for problem in found if problem is not None]


def misnamed(
    ruleset: Ruleset, vocabulary: Vocabulary, name: object, judged: object
) -> Problem | None:
    """What is wrong with the name or the value of one judgement, if anything."""
    place = ("judgements", str(name))
    leaves = judged_leaves(ruleset)
    if not isinstance(name, str) or name not in leaves:
        return Problem(place, *not_judged(ruleset, vocabulary, name, leaves))
    if not isinstance(judged, str) or judged not in SETTLED:
        return Problem(place, f"{quoted(judged)} is not a judgement", nearest(judged, SETTLED))
    return None


def problem_with(
    ruleset: Ruleset, vocabulary: Vocabulary, answers: Answers, name: str, judged: object
) -> Problem | None:
    """What is wrong with one judgement, if anything."""
    wrong = misnamed(ruleset, vocabulary, name, judged)
    if wrong is not None or left_to_people(ruleset, answers, name):
        return wrong
    place = ("judgements", name)
    leaves = judged_leaves(ruleset)
    fact = ruleset.criteria[leaves[name][0]].when.fact or ""
    left = [a for leaf in leaves[name] for a in ruleset.criteria[leaf].when.judgement]
    message = (
        f"the facts do not leave `{name}` to judgement: "
        f"`{fact}` is `{answers[fact]}`, and only {listed(left)} would"
    )
    return Problem(place, message)


def not_judged(
    ruleset: Ruleset, vocabulary: Vocabulary, name: object, leaves: Mapping[str, list[str]]
) -> tuple[str, str | None]:
    """Why a name is no judgement in this edition, and the nearest one that is."""
    fact = str(name).replace("-", "_")
    if fact in vocabulary.facts and vocabulary.facts[fact].judgement:
        return f"{quoted(name)} is settled by answering the fact `{fact}`", None
    if isinstance(name, str) and name in ruleset.criteria:
        return f"{quoted(name)} is never left to judgement in {ruleset.id}", nearest(name, leaves)
    return f"{quoted(name)} is not a criterion of {ruleset.id}", nearest(name, leaves)


def judged_leaves(ruleset: Ruleset) -> dict[str, list[str]]:
    """The criteria that each judgement name settles, where they are open."""
    leaves: dict[str, list[str]] = {}
    for name, criterion in ruleset.leaves():
        if criterion.when.judgement:
            leaves.setdefault(ruleset.judgement_id(name), []).append(name)
    return leaves


def judgement_names(rulesets: Iterable[Ruleset]) -> dict[str, None]:
    """The name of every judgement that one of these editions may leave to people."""
    return {name: None for ruleset in rulesets for name in judged_leaves(ruleset)}


def left_to_people(ruleset: Ruleset, answers: Answers, judgement: str) -> list[str]:
    """The criteria that these answers leave to this judgement."""
    return [
        name
        for name in judged_leaves(ruleset)[judgement]
        if answers[ruleset.criteria[name].when.fact or ""] in ruleset.criteria[name].when.judgement
    ]


def listed(answers: list[str]) -> str:
    """Answers as words in a message: `a`, `b` or `c`."""
    shown = [f"`{answer}`" for answer in dict.fromkeys(answers)]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
