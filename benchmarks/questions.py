"""How many questions a chair answers: the guided journey beside the long form, case by case."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from report import Row, table

from api.pages.guide import Given, still_open_in
from criteria.examples import read_examples
from criteria.shelf import shelf
from criteria.words import UNKNOWN

SHARED = shelf().folder.parent.parent / "shared" / "cases" / "cases.json"


@dataclass(frozen=True)
class Known:
    """A case as it is known in the end; what is not in it stays not known when it is asked."""

    name: str
    edition: str
    facts: Mapping[str, str]
    judgements: Mapping[str, str]


def examples() -> Iterator[Known]:
    """The worked examples beside the rules."""
    for edition in shelf().timeline.editions:
        for one in read_examples(shelf(), edition):
            yield Known(f"{edition} {one.id}", edition, one.facts, one.judgements)


def shared() -> Iterator[Known]:
    """The cases handed over with the contract, under every edition they are for."""
    for case in json.loads(SHARED.read_text("utf-8")) if SHARED.is_file() else []:
        for edition in case["expect"]:
            name = f"{edition} {case['id']}"
            yield Known(name, edition, case["facts"], case.get("judgements", {}))


def guided(known: Known, presumed: bool = False) -> int:
    """How many questions the guided journey asks until it stops.

    Or until it has asked as well what it then offers, because a rule presumes it, if `presumed`.
    """
    given = Given({}, {})
    while True:
        left = still_open_in([known.edition], given)
        fact, judgement = left.unasked(given)
        offered = [name for name in left.presumed if name not in given.facts] if presumed else []
        fact = fact or (offered[0] if offered else None)
        if fact is not None:
            answer = known.facts.get(fact, UNKNOWN)
            given = given.answered(fact, answer)
        elif judgement is not None:
            judged = known.judgements.get(judgement, "not-yet")
            given = Given(given.facts, {**given.judgements, judgement: judged})
        else:
            return len(given.facts) + len(given.judgements)


def in_order(known: Known) -> int:
    """How many the long form asks in its order, until nothing in it could settle anything more."""
    facts: dict[str, str] = {}
    for name in form_of(known.edition):
        given = Given(facts, {})
        if not set(still_open_in([known.edition], given).facts) - set(facts):
            break
        facts[name] = known.facts.get(name, UNKNOWN)
    return len(facts) + judgements_left(known, facts)


def judgements_left(known: Known, facts: Mapping[str, str]) -> int:
    """How many judgements the answers leave to people, one after the other."""
    judged: dict[str, str] = {}
    while True:
        given = Given(facts, judged)
        _, name = still_open_in([known.edition], given).unasked(given)
        if name is None:
            return len(judged)
        judged[name] = known.judgements.get(name, "not-yet")


def form_of(edition: str) -> list[str]:
    """The facts on which a criterion of an edition rests, in the order of the form."""
    leaves = {criterion.when.fact for _, criterion in shelf().volume(edition).ruleset.leaves()}
    return [name for name in shelf().vocabulary.facts if name in leaves]


def whole_form(known: Known) -> int:
    """How many the long form has: every fact on which a criterion rests, and what is left."""
    facts = {name: known.facts.get(name, UNKNOWN) for name in form_of(known.edition)}
    return len(facts) + judgements_left(known, facts)


COUNTS: Mapping[str, Callable[[Known], int]] = {
    "guided": guided,
    "and offered": partial(guided, presumed=True),
    "in order": in_order,
    "whole form": whole_form,
}


def row(name: str, cases: Sequence[Known]) -> Row:
    """The mean and the worst of each count over some cases."""
    counted = ([count(one) for one in cases] for count in COUNTS.values())
    return name, [f"{mean(ones):.1f} / {max(ones)}" for ones in counted]


def main() -> None:
    """Print how many questions are asked over all examples and shared cases."""
    every, handed = list(examples()), list(shared())
    editions = [
        row(name, [one for one in (*every, *handed) if one.edition == name])
        for name in shelf().timeline.editions
    ]
    found = {"worked examples": every, "shared cases": handed, "all": [*every, *handed]}
    rows = [row(f"{name} ({len(ones)})", ones) for name, ones in found.items() if ones]
    notes = (
        "Guided: until nothing open could change the referral or a duty. And offered: with what",
        "the rules presume while it is not known. In order: the long form from the top, until",
        "nothing is open. Whole form: every fact a criterion rests on. Judgements left to people",
        "are counted everywhere, considerations nowhere.",
    )
    title = "Questions asked, mean / worst"
    table(title, [*COUNTS], [*editions, *rows], notes)


if __name__ == "__main__":
    main()
