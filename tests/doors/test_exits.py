"""The table of what errors mean is complete, and only the caller's mistakes end with 2."""

from __future__ import annotations

from collections.abc import Iterator

import criteria.errors as errors
from api.exits import BAD_INPUT, FAULT, MEANINGS, exit_status
from api.service.problems import KINDS
from criteria.errors import CallerError, InputError, Problem, ThresholdError


def kinds(kind: type[ThresholdError]) -> Iterator[type[ThresholdError]]:
    """An error and every kind of it, at any remove."""
    yield kind
    for one in kind.__subclasses__():
        yield from kinds(one)


def ours() -> list[type[ThresholdError]]:
    """Every error of the product; a test may define others."""
    return [kind for kind in kinds(ThresholdError) if not kind.__module__.startswith("tests.")]


def test_every_error_has_a_meaning():
    assert set(MEANINGS) == set(ours())


def test_a_meaning_names_a_kind_of_problem_and_its_status():
    for meaning in MEANINGS.values():
        assert meaning.status == KINDS[meaning.kind].status


def test_the_callers_mistakes_end_with_2_and_everything_else_with_1():
    for kind in ours():
        assert MEANINGS[kind].exit == (BAD_INPUT if issubclass(kind, CallerError) else FAULT)


def test_an_error_of_each_kind_gets_its_status():
    for kind in ours():
        error = kind([Problem((), "x")]) if issubclass(kind, InputError) else kind("x")
        assert exit_status(error) == MEANINGS[kind].exit


def test_every_error_is_of_the_caller_or_ours():
    families = (CallerError, errors.EngineFault)
    assert all(kind is ThresholdError or issubclass(kind, families) for kind in ours())
