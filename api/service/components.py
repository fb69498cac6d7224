"""The schemas of the OpenAPI document: what is sent, and what comes back."""

from __future__ import annotations

from typing import Any, get_args

from api.service.problems import KINDS, URN
from api.service.record_schemas import record_schemas
from api.service.schemas import CASE_ID, PLAIN, Shapes, closed, day, parts
from api.service.source_schemas import source_schemas
from criteria.shelf import shelf
from criteria.words import Referral
from engine.compare import Comparison
from engine.next_question import NextQuestions
from engine.verify import Certificate

Schema = dict[str, Any]

AT = "#/components/schemas/"
TEXT: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}
OUTCOME: Schema = {"enum": list(get_args(Referral))}


READINESS = closed(
    {
        "status": {"const": "ready"},
        "law_last_looked_for": day(),
        "newer_law_may_exist": PLAIN[bool],
    },
    ("status", "law_last_looked_for", "newer_law_may_exist"),
    description="That the service is ready, and how new the law is by which it decides.",
)


MISTAKEN = "Anything else is answered with its own mistakes, and the other cases are decided."


def components() -> dict[str, Schema]:
    """Every schema of the document."""
    shapes = Shapes(AT)
    parts(shapes)
    for kind in (NextQuestions, Comparison, Certificate):
        shapes.of(kind)
    of_cases = {**shapes.found, **replies(shapes), **request_schemas(shapes)}
    return {**of_cases, **record_schemas(shapes), **source_schemas(shapes)}


def replies(shapes: Shapes) -> dict[str, Schema]:
    """The schemas of replies that are no dataclass."""
    listed = {"type": "array", "items": OBJECT}
    certificates = {"type": "array", "items": shapes.named("Certificate")}
    reading = {"type": "array", "items": TEXT}
    return {
        "Status": closed({"status": {"const": "alive"}}, ("status",)),
        "Readiness": READINESS,
        "Document": OBJECT,
        "Editions": closed(
            {"editions": listed, "law_last_looked_for": day(), "newer_law": listed},
            ("editions", "law_last_looked_for", "newer_law"),
        ),
        "Ruleset": OBJECT,
        "Vocabulary": closed({"facts": OBJECT, "dates": OBJECT}, ("facts", "dates")),
        "Verification": closed(
            {"certificates": certificates, "pending": reading}, ("certificates", "pending")
        ),
        "Resolution": closed(
            {"editions": reading, "reason": TEXT, "rejected": listed},
            ("editions", "reason", "rejected"),
        ),
        "Mistake": MISTAKE,
        "Problem": problem_schema(shapes),
        **batch_replies(shapes),
    }


MISTAKE = closed(
    {"pointer": TEXT, "detail": TEXT, "nearest": TEXT},
    ("pointer", "detail"),
    description="One mistake: a JSON pointer to it, what it is, and the nearest right value.",
)


def problem_schema(shapes: Shapes) -> Schema:
    """A problem (RFC 9457)."""
    members = {
        "type": {"enum": [f"{URN}{kind}" for kind in KINDS]},
        "title": TEXT,
        "status": PLAIN[int],
        "detail": TEXT,
        "advice": TEXT,
        "request_id": TEXT,
        "errors": {"type": "array", "items": shapes.named("Mistake")},
    }
    return closed(members, tuple(members))


def batch_replies(shapes: Shapes) -> dict[str, Schema]:
    """What is said of a batch: an object in brief, or a line for each case in full."""
    brief = closed({"edition": TEXT, "referral": OUTCOME}, ("edition", "referral"))
    errors = {"type": "array", "items": shapes.named("Mistake")}
    mistaken = {"id": {"type": ["string", "null"]}, "index": PLAIN[int], "errors": errors}
    refused = closed(mistaken, ("id", "index", "errors"))
    ended = closed({"problem": shapes.named("Problem")}, ("problem",))
    results = {"type": "array", "items": {"anyOf": [decisions(brief), refused]}}
    return {
        "Batch": closed({"results": results}, ("results",)),
        "BatchLine": {"anyOf": [decisions(shapes.named("Decision")), refused, ended]},
    }


def decisions(each: Schema) -> Schema:
    """The decisions on one case of a batch."""
    return closed(
        {"id": CASE_ID, "decisions": {"type": "array", "items": each}}, ("id", "decisions")
    )


def request_schemas(shapes: Shapes) -> dict[str, Schema]:
    """The schemas of requests: by the name of the edition, or by the day of the decision."""
    facts, judgements, dates = (shapes.named(one) for one in ("Facts", "Judgements", "Dates"))
    edition = {"enum": list(shelf().timeline.editions)}
    editions = {"type": "array", "items": edition, "minItems": 1, "maxItems": len(edition["enum"])}
    known = {"facts": facts, "judgements": judgements}
    full = {**known, "dates": dates, "what_if": PLAIN[bool]}
    case = {"anyOf": [shapes.named("BatchCase"), {"description": MISTAKEN}]}
    return {
        "BatchCase": closed({"id": CASE_ID, **known, "dates": dates}, ("id", "facts")),
        "decision_request": either(edition, full),
        "next_question_request": either(edition, known),
        "comparison_request": closed({"facts": facts, "editions": editions}, ("facts",)),
        "batch_request": closed(
            {
                "editions": editions,
                "outcomes": {"type": "array", "items": OUTCOME, "minItems": 1, "maxItems": 4},
                "detail": {"enum": ["referral", "full"], "default": "referral"},
                "cases": {"type": "array", "items": case, "minItems": 1, "maxItems": 10_000},
            },
            ("editions", "cases"),
        ),
    }


def either(edition: Schema, members: Schema) -> Schema:
    """A request that names its edition, or the day of the decision, there or among its dates."""
    every = {"area_switch": day(), **members}
    ways = [
        closed({"edition": edition, **every}, ("edition", "facts")),
        closed({"on": day(), **every}, ("on", "facts")),
    ]
    if "dates" in members:
        dated = {**every, "dates": {**members["dates"], "required": ["decision"]}}
        ways.append(closed(dated, ("dates", "facts")))
    return {"oneOf": ways}
