"""The schemas of the sources to check."""

from __future__ import annotations

from typing import Any, get_args

from api.service.schemas import PLAIN, Shapes, closed
from api.sources.model import KINDS
from criteria.decisions import Cited
from criteria.words import Force, Weight

Schema = dict[str, Any]

TEXT = PLAIN[str]
TEXTS: Schema = {"type": "array", "items": TEXT}


def source_schemas(shapes: Shapes) -> dict[str, Schema]:
    """The list of sources to check, a source, and a rule that rests on it."""
    sources = {"type": "array", "items": shapes.named("SourceToCheck")}
    return {
        "Sources": closed({"sources": sources}, ("sources",)),
        "SourceToCheck": describe_source(shapes),
        "RuleOfSource": describe_rule(shapes),
    }


def describe_source(shapes: Shapes) -> Schema:
    """The schema of a source to check; that of newer law has no edition."""
    shapes.of(Cited)
    place = shapes.found["Cited"]
    members = {
        "edition": {"type": ["string", "null"]},
        "also_in": TEXTS,
        **place["properties"],
        "remark": TEXT,
        "decides": {"type": "array", "items": shapes.named("RuleOfSource")},
        "look_for": TEXTS,
        "rests_also_on": list_cited(shapes),
    }
    required = tuple(name for name in members if name not in ("words", "remark"))
    return closed(members, required, description="A source that was read once or not at all.")


def describe_rule(shapes: Shapes) -> Schema:
    """The schema of a rule that rests on a source to check."""
    members = {
        "kind": {"enum": list(KINDS)},
        "id": TEXT,
        "title": TEXT,
        "force": {"enum": list(get_args(Force))},
        "weight": {"enum": list(get_args(Weight))},
        "for_referral": {"const": True, "description": "the referral rests on this rule"},
        "rests_also_on": list_cited(shapes),
    }
    description = "A rule that rests on the source, with the better sources it also rests on."
    return closed(members, ("kind", "id", "title"), description=description)


def list_cited(shapes: Shapes) -> Schema:
    """The schema of a list of sources."""
    return {"type": "array", "items": shapes.of(Cited)}
