"""The public verb: facts in, decision out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from criteria.decisions import Decision
from criteria.errors import InputError, Problem
from criteria.facts import Vocabulary
from criteria.shelf import shelf
from criteria.versions import Volume
from engine.dates import read_dates
from engine.decider import Decider
from engine.ready import prepare_version, ready

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
    return complete(
        lambda: ready(edition),
        lambda: undated(edition, facts, judgements),
        dates_or_problems(shelf().vocabulary, dates),
        what_if,
    )


def decide_under(
    volume: Volume,
    facts: Mapping[str, str],
    *,
    judgements: Mapping[str, str] | None = None,
    dates: Mapping[str, Any] | None = None,
    what_if: bool = False,
) -> Decision:
    """Decide a case under this very version of an edition, as `decide` does under the current one.

    Raises InputError with every mistake in facts, judgements or dates.
    Source: the ruleset of the version, named with its digest in the decision.
    """
    decider = prepare_version(volume)
    return complete(
        lambda: decider,
        lambda: decider.decide(facts, judgements),
        dates_or_problems(volume.vocabulary, dates),
        what_if,
    )


def complete(
    decider: Callable[[], Decider],
    decide_undated: Callable[[], Decision],
    dates: tuple[dict[str, date], tuple[Problem, ...]],
    what_if: bool,
) -> Decision:
    """A decision with its dates and what would change it, once both can be read."""
    read, problems = dates
    try:
        decision = decide_undated()
    except InputError as error:
        if problems:
            raise InputError([*error.problems, *problems]) from error
        raise
    if problems:
        raise InputError(problems)
    if read:
        decision = decider().with_dates(decision, read, shelf().timeline)
    return decider().with_what_if(decision) if what_if else decision


def dates_or_problems(
    vocabulary: Vocabulary, dates: object
) -> tuple[dict[str, date], tuple[Problem, ...]]:
    """The dates of a case, or what is wrong with them."""
    if not dates:
        return {}, ()
    try:
        return read_dates(vocabulary, shelf().timeline, dates), ()
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
