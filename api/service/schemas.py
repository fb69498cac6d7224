"""JSON Schema of what goes in and what comes out, read off the vocabulary and the decision."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from criteria.decisions import ALWAYS_SAID, SAYS_WHAT_IT_HAS, Decision
from criteria.facts import Answers
from criteria.shelf import shelf
from criteria.words import UNKNOWN

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}
DAYS = "^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SETTLED: Schema = {"enum": ["met", "not_met"]}
REFERENCE: Schema = {"type": "string", "pattern": "^(?=.*[0-9])[A-Za-z0-9._-]{1,40}$"}
CASE_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}


def closed(properties: Schema, required: tuple[str, ...] = (), **more: Any) -> Schema:
    """An object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def day(**more: Any) -> Schema:
    """A day, in the years in which working days can be counted."""
    return {**PLAIN[date], "pattern": DAYS, **more}


class Shapes:
    """The schemas of dataclasses, each once, by name; `at` says where the others are found."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.found: dict[str, Schema] = {}

    def named(self, name: str) -> Schema:
        """A reference to a schema."""
        return {"$ref": f"{self.at}{name}"}

    def of(self, kind: Any) -> Schema:
        """The schema of a type."""
        if kind in PLAIN:
            return dict(PLAIN[kind])
        if kind is Answers:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        if is_dataclass(kind):
            return self._dataclass(kind)
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inner)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one) for one in inner if one is not type(None)] + NULL}
        if Ellipsis in inner:
            return {"type": "array", "items": self.of(inner[0])}
        items = [self.of(one) for one in inner]
        many = len(items)
        return {"type": "array", "prefixItems": items, "minItems": many, "maxItems": many}

    def _dataclass(self, kind: Any) -> Schema:
        """A reference to the schema of a dataclass, which is made if it is not there."""
        name = kind.__name__
        if name not in self.found:
            self.found[name] = {}
            self.found[name] = self._members(kind)
        return self.named(name)

    def _members(self, kind: Any) -> Schema:
        """The members of a dataclass; of some, those with nothing to say are left out."""
        hints = get_type_hints(kind, vars(sys.modules[kind.__module__]), {})
        properties = {f.name.rstrip("_"): self.of(hints[f.name]) for f in fields(kind)}
        required = list(properties)
        if issubclass(kind, SAYS_WHAT_IT_HAS):
            for name in required:
                if (options := properties[name].get("anyOf")) and name not in ALWAYS_SAID:
                    properties[name] = options[0]
            required = [
                f.name.rstrip("_")
                for f in fields(kind)
                if f.name in ALWAYS_SAID or type(None) not in get_args(hints[f.name])
            ]
        return closed(properties, tuple(required), description=(kind.__doc__ or "").split("\n")[0])


NULL: list[Schema] = [{"type": "null"}]


def facts() -> Schema:
    """The facts a case may state."""
    asked = shelf().vocabulary.facts
    return closed(
        {
            name: {
                "enum": list(fact.values),
                "title": fact.question,
                "description": fact.help,
                "default": UNKNOWN,
            }
            for name, fact in asked.items()
        },
        description="A fact that is absent is not known, which is never a no.",
    )


def judgements() -> Schema:
    """The criteria that some edition leaves to people."""
    rulesets = [shelf().volume(edition).ruleset for edition in shelf().timeline.editions]
    left = {
        ruleset.judgement_id(name): criterion.judgement_question
        for ruleset in rulesets
        for name, criterion in ruleset.leaves()
        if criterion.when.judgement
    }
    return closed(
        {name: {**SETTLED, "title": question} for name, question in sorted(left.items())},
        description="Accepted only where the facts leave that very criterion to judgement.",
    )


def dates() -> Schema:
    """The dates of a case."""
    asked = {name: one.words for name, one in shelf().vocabulary.dates.items() if one.asked}
    return closed(
        {name: day(title=words) for name, words in asked.items()},
        description="All optional. They say when time limits end, and decide nothing.",
    )


def evidence() -> Schema:
    """Where the answers came from: carried and shown, never decided on."""
    told = closed({"agency": {"type": "string", "maxLength": 120}, "on": PLAIN[date]})
    return closed(dict.fromkeys(shelf().vocabulary.facts, told))


def parts(shapes: Shapes) -> dict[str, Schema]:
    """The schemas of a case and its parts, and of a decision and its parts."""
    shapes.of(Decision)
    case = {
        "reference": REFERENCE,
        **{name: shapes.named(name.capitalize()) for name in ("facts", "judgements", "dates")},
        "evidence": evidence(),
    }
    mine = {"Facts": facts(), "Judgements": judgements(), "Dates": dates()}
    decision = shapes.found["Decision"]
    properties = {
        **decision["properties"],
        "facts": {**shapes.named("Facts"), "minProperties": len(mine["Facts"]["properties"])},
        "judgements": shapes.named("Judgements"),
    }
    shapes.found |= {
        **mine,
        "Case": closed(case),
        "Decision": {**decision, "properties": properties},
    }
    return shapes.found


@cache
def schemas() -> Schema:
    """JSON Schema of facts, case and decision, as one document."""
    return {"$schema": DIALECT, "$defs": parts(Shapes("#/$defs/"))}
