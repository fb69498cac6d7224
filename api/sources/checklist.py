"""The list of sources to check, made from the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from api.lines import remarks
from api.sources.model import TO_CHECK, SourceToCheck, Statement, sort_statements
from api.sources.statements import list_statements, state_newer_law
from criteria.decisions import Cited, as_json
from criteria.rulesets import Ruleset
from criteria.shelf import shelf

Found = dict[Cited, tuple[Statement, ...]]


def list_sources_to_check(edition: str | None = None) -> tuple[SourceToCheck, ...]:
    """The sources of one edition, or of all: the latest edition first, newer law last.

    A source of several editions stands once, under the latest. Raises UnknownEdition for an id
    that is not on the shelf.
    """
    if edition is not None:
        return list_in_edition(edition)
    listed: dict[Cited, SourceToCheck] = {}
    for name in list_latest_first():
        for one in list_in_edition(name):
            listed.setdefault(one.source, one)
    return (*listed.values(), *list_newer_law())


def list_latest_first() -> tuple[str, ...]:
    """The editions, the latest first."""
    return shelf().timeline.editions[::-1]


@cache
def list_in_edition(edition: str) -> tuple[SourceToCheck, ...]:
    """The sources to check of one edition, the most consequential first."""
    ruleset = shelf().volume(edition).ruleset
    said = remarks(ruleset)
    return tuple(
        SourceToCheck(
            edition,
            list_other_editions(source, edition),
            source,
            " ".join(said[source]) or None,
            statements,
        )
        for source, statements in find_statements(ruleset).items()
    )


def list_other_editions(source: Cited, edition: str) -> tuple[str, ...]:
    """The other editions that rest on the same source."""
    return tuple(
        name for name in list_latest_first() if name != edition and source in find_in_edition(name)
    )


@cache
def find_in_edition(edition: str) -> Found:
    """The sources to check of one edition of the shelf."""
    return find_statements(shelf().volume(edition).ruleset)


def find_statements(ruleset: Ruleset) -> Found:
    """What rests on each source to check, the most consequential source first."""
    found: dict[Cited, list[Statement]] = {}
    for statement in list_statements(ruleset):
        for source in dict.fromkeys(statement.sources):
            if source.grade in TO_CHECK:
                found.setdefault(source, []).append(statement)
    ordered = {source: sort_statements(ones) for source, ones in found.items()}
    return dict(sorted(ordered.items(), key=lambda pair: pair[1][0].order))


def list_newer_law() -> Iterator[SourceToCheck]:
    """The newer law that was read once or not at all."""
    for number, law in enumerate(shelf().timeline.newer_law, start=1):
        statement = state_newer_law(number, law)
        (source,) = statement.sources
        if source.grade in TO_CHECK:
            yield SourceToCheck(None, (), source, law.source.remark, (statement,))


def show_sources(edition: str | None = None) -> dict[str, Any]:
    """The list as the command line and the service show it."""
    return {"sources": [show_source(one) for one in list_sources_to_check(edition)]}


def show_source(one: SourceToCheck) -> dict[str, Any]:
    """One source as plain JSON values; what has nothing to say is left out."""
    remark = {} if one.remark is None else {"remark": one.remark}
    return {
        "edition": one.edition,
        "also_in": list(one.also_in),
        **as_json(one.source),
        **remark,
        "decides": [show_statement(each) for each in one.statements],
        "look_for": list(one.look_for),
        "rests_also_on": as_json(one.rests_also_on),
    }


def show_statement(one: Statement) -> dict[str, Any]:
    """One rule as plain JSON values."""
    told: dict[str, Any] = {"kind": one.kind, "id": one.id, "title": one.title}
    optional = {
        "force": one.force,
        "weight": one.weight,
        "for_referral": one.for_referral or None,
        "rests_also_on": as_json(one.backing) or None,
    }
    return told | {name: value for name, value in optional.items() if value is not None}
