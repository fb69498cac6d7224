"""A case that a trainer makes up, as pages ask for it, and what is wrong with a link to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.pages.guide import settling_facts
from api.pages.wording import with_quotation_marks
from api.training.mapped import AXES
from api.training.stated import PARTS, Stated, stated
from api.wording import begun
from criteria.errors import InputError, Problem, quoted
from criteria.shelf import shelf
from criteria.words import UNKNOWN


def sound(pairs: Iterable[tuple[str, str]]) -> Stated:
    """Whatever a query states without a mistake."""
    valid = shelf().vocabulary.valid
    return stated(dict(pair for pair in pairs if pair in valid).items())


def mistakes(error: InputError) -> list[dict[str, str]]:
    """The mistakes in a query, as the summary of a form tells them."""
    return [{"text": mistaken(one), "href": "#facts"} for one in error.problems]


def mistaken(problem: Problem) -> str:
    """A mistake as people quote; what is no fact has no place here, whatever it is."""
    name = problem.where[0]
    if name not in shelf().vocabulary.facts and name not in (*PARTS, *AXES):
        told = f"{quoted(name)} is not a fact: a case here has no reference and no words of its own"
        problem = Problem((), told, problem.nearest)
    return with_quotation_marks(f"{problem}.")


def groups(case: Stated) -> list[tuple[str, list[dict[str, Any]]]]:
    """The questions of the form: those on which a duty can rest in these editions, and the rest."""
    settling = {name for edition in case.editions for name in settling_facts(edition)}
    facts = shelf().vocabulary.facts
    return [
        ("Questions", [asked(case, name) for name in facts if name in settling]),
        ("Not asked by these editions", [asked(case, n) for n in facts if n not in settling]),
    ]


def asked(case: Stated, name: str) -> dict[str, Any]:
    """One question, with its answers to choose from."""
    fact = shelf().vocabulary.facts[name]
    now = case.facts.get(name, UNKNOWN)
    items = [{"value": "", "text": "Not known", "selected": now == UNKNOWN}]
    items += [
        {"value": one, "text": begun(fact.words(one)), "selected": now == one}
        for one in fact.answers
    ]
    return {"name": name, "question": fact.question, "items": items}
