"""A decision read back from its JSON, as it was when it was recorded: nothing is decided anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from criteria.decisions import Decision
from criteria.facts import Answers

Part = TypeVar("Part")


def decision_from(told: Mapping[str, Any]) -> Decision:
    """The decision that was told, by `as_json`, in this shape.

    Raises KeyError or TypeError if it is not in the shape of the contract.
    """
    return part_from(Decision, told)


def part_from(kind: type[Part], told: Mapping[str, Any]) -> Part:
    """One part of a decision; what has nothing to say was left out."""
    found = {}
    for name, hint in hints(cast(Any, kind)).items():
        said = name.rstrip("_")
        if said in told:
            found[name] = value_from(hint, told[said])
    return kind(**found)


@cache
def hints(kind: Any) -> dict[str, Any]:
    """The fields of a part, each with its type."""
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in fields(kind)}


def value_from(hint: Any, told: Any) -> Any:
    """One value of a type: a part, several, a day, answers, or what JSON has as well."""
    if told is None or (isinstance(told, str) and hint is not date and date not in get_args(hint)):
        return told
    if get_origin(hint) is tuple:
        return tuple(value_from(get_args(hint)[0], one) for one in told)
    if isinstance(hint, UnionType):
        return value_from(next(one for one in get_args(hint) if one is not NoneType), told)
    if hint is date:
        return date.fromisoformat(told)
    if hint is Answers:
        return Answers(told)
    return part_from(hint, told) if isinstance(told, Mapping) else told
