"""The public verb: facts in, decision out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from criteria.decisions import Decision
from criteria.errors import InputError, Problem
from criteria.shelf import shelf
from engine.dates import read_dates
from engine.ready import ready

REMEMBERED = 4096
"""How many undated decisions are kept, to be handed out again for the same facts."""

Pairs = tuple[tuple[str, str], ...]


def decide(
    edition: str,
    facts: Mapping[str, str],
    *,
    judgements: Mapping[str, str] | None = None,
    dates: Mapping[str, Any] | None = None,
    what_if: bool = False,
) -> Decision:
    """Decide a case under an edition.

    `facts` maps facts to answers; one that is absent is not known. `judgements` maps criteria that
    the facts leave to people to `met` or `not_met`. `dates` maps names of dates to dates or ISO
    text; they set when time limits end and decide nothing. `what_if` asks for `would_change`.

    Raises UnknownEdition, or InputError with every mistake in facts, judgements or dates.
    Source: the ruleset of the edition, named with its digest in the decision.
    """
    read, problems = dates_or_problems(dates)
    try:
        decision = undated(edition, facts, judgements)
    except InputError as error:
        if problems:
            raise InputError([*error.problems, *problems]) from error
        raise
    if problems:
        raise InputError(problems)
    if read:
        decision = ready(edition).with_dates(decision, read, shelf().timeline)
    return ready(edition).with_what_if(decision) if what_if else decision


def dates_or_problems(dates: object) -> tuple[dict[str, date], tuple[Problem, ...]]:
    """The dates of a case, or what is wrong with them."""
    if not dates:
        return {}, ()
    try:
        return read_dates(shelf().vocabulary, shelf().timeline, dates), ()
    except InputError as error:
        return {}, error.problems


def undated(
    edition: str, facts: Mapping[str, str], judgements: Mapping[str, str] | None
) -> Decision:
    """A decision that knows no dates, remembered by edition, facts and judgements."""
    if isinstance(facts, dict) and (judgements is None or isinstance(judgements, dict)):
        try:
            return remembered(edition, tuple(facts.items()), tuple((judgements or {}).items()))
        except TypeError:  # something that cannot be a key is no answer; reading it says what
            pass
    return ready(edition).decide(facts, judgements)


@lru_cache(maxsize=REMEMBERED)
def remembered(edition: str, facts: Pairs, judgements: Pairs) -> Decision:
    """The decision for facts and judgements as pairs. What cannot be read is not remembered."""
    return ready(edition).decide(dict(facts), dict(judgements))
