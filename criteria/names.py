"""Findings about names: what a rule names must exist, and a finding tells the nearest that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from criteria.errors import nearest
from criteria.facts import Vocabulary

Findings = Iterator[str]


def known(rule: str, kind: str, names: Iterable[str], choices: Mapping[str, object]) -> Findings:
    """A finding for each name that is not among the choices."""
    for name in names:
        if name not in choices:
            near = nearest(name, choices)
            hint = f" (did you mean `{near}`?)" if near else ""
            yield f"{rule}: `{name}` is not a {kind}{hint}"


def answers(rule: str, fact: str, named: Iterable[str], vocabulary: Vocabulary) -> Findings:
    """A finding for a fact that is not known, or for each answer that it does not have."""
    if fact not in vocabulary.facts:
        yield from known(rule, "fact", [fact], vocabulary.facts)
        return
    values = vocabulary.facts[fact].values
    for answer in named:
        if answer not in values:
            near = nearest(answer, values)
            yield f"{rule}: `{answer}` is not an answer to `{fact}` (did you mean `{near}`?)"
