"""The OpenAPI document: every operation with a real example, and every problem it may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.service import examples
from api.service.problems import KINDS, MEDIA_TYPE, URN
from api.service.routes import ANYBODY, Route
from api.service.schemas import CASE_ID, PLAIN, Shapes, closed, parts
from criteria.shelf import shelf
from engine.compare import Comparison
from engine.edition import ENGINE
from engine.next_question import NextQuestions
from engine.verify import Certificate

Schema = dict[str, Any]

AT = "#/components/schemas/"
DAY: Schema = {"type": "string", "format": "date"}
TEXT: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}

AT_THE_DOOR = ("no-key", "too-many-requests")
OF_A_BODY = (
    "malformed",
    "not-for-this-role",
    "too-slow",
    "too-large",
    "unsupported-media-type",
    "invalid-case",
)
OF_AN_EDITION = ("no-edition", "arguable-edition")


@dataclass(frozen=True, slots=True)
class Operation:
    """What the document says of one operation."""

    summary: str
    problems: tuple[str, ...] = ()
    reply: str | None = None
    media: str = "application/json"
    kept: bool = False


OPERATIONS: Mapping[str, Operation] = {
    "alive": Operation("Whether the process answers", reply="Status"),
    "ready": Operation("Whether every ruleset is loaded and verified", ("not-ready",), "Status"),
    "metrics": Operation("Counts and times for Prometheus", media="text/plain"),
    "openapi": Operation("This document", reply="Document", kept=True),
    "editions": Operation("The editions, and when each was in force", reply="Editions", kept=True),
    "resolution": Operation(
        "Which edition governs a day", ("invalid-case", "no-edition"), "Resolution"
    ),
    "edition": Operation("One ruleset, whole", ("not-found",), "Ruleset", kept=True),
    "facts": Operation("The facts a case may state", reply="Vocabulary", kept=True),
    "schema": Operation("JSON Schema of facts, case and decision", reply="Document", kept=True),
    "verification": Operation("The certificates of verification", reply="Verification"),
    "decision": Operation("Decide a case", (*OF_A_BODY, *OF_AN_EDITION), "Decision"),
    "next_question": Operation(
        "What to ask next, and where each answer would lead",
        (*OF_A_BODY, *OF_AN_EDITION),
        "NextQuestions",
    ),
    "batch": Operation("Decide many cases", (*OF_A_BODY, "took-too-long"), "Batch"),
    "comparison": Operation(
        "Decide the same facts under several editions", OF_A_BODY, "Comparison"
    ),
}


def document(routes: Iterable[Route]) -> Schema:
    """The OpenAPI document of these routes. Takes about a second: it decides its examples."""
    paths: dict[str, Schema] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = described(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Threshold",
            "version": ENGINE.version,
            "summary": "Whether a child's case must be referred for review in England, and why.",
            "description": "Not known is never no. What the law leaves to people, this never "
            "decides. Nothing of a case is kept or logged.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": components(), "securitySchemes": SECURITY},
    }


SECURITY = {"key": {"type": "http", "scheme": "bearer", "description": "threshold keys create"}}


def described(route: Route) -> Schema:
    """One operation."""
    told = OPERATIONS[route.name]
    open_to_all = route.roles is ANYBODY
    kinds = (*(() if open_to_all else AT_THE_DOOR), *told.problems, "fault")
    found: Schema = {
        "operationId": route.name,
        "summary": told.summary,
        "description": "For anybody, without a key."
        if open_to_all
        else f"For keys with the role {' or '.join(sorted(route.roles))}.",
        "responses": {"200": served(route.name, told), **refusals(kinds)},
        "security": [] if open_to_all else [{"key": []}],
    }
    if told.kept:
        found["responses"]["304"] = {"description": "Nothing changed", "headers": HEADERS}
    if route.method == "POST":
        found["requestBody"] = request_body(route.name)
    found["parameters"] = PARAMETERS.get(route.name, []) + (CONDITIONAL if told.kept else [])
    return found


def header(text: str) -> Schema:
    """A header of a reply."""
    return {"description": text, "schema": TEXT}


HEADERS = {
    "x-request-id": header("the id of the request, as sent or new"),
    "threshold-engine": header("name and version of the engine"),
}
CONDITIONAL = [
    {"name": "If-None-Match", "in": "header", "required": False, "schema": TEXT},
]
PARAMETERS: Mapping[str, list[Schema]] = {
    "resolution": [
        {"name": "on", "in": "query", "required": True, "schema": DAY},
        {"name": "area_switch", "in": "query", "required": False, "schema": DAY},
    ],
    "edition": [{"name": "edition", "in": "path", "required": True, "schema": TEXT}],
}


def served(name: str, told: Operation) -> Schema:
    """The reply to a request that is served."""
    if told.reply is None:
        return {
            "description": "Served",
            "headers": HEADERS,
            "content": {told.media: {"schema": TEXT}},
        }
    shown: Schema = {"schema": {"$ref": f"{AT}{told.reply}"}}
    if name in examples.REPLIES:
        shown["example"] = examples.reply(name)
    content = {told.media: shown}
    if name == "batch":
        content["application/jsonl"] = {"schema": TEXT}
    return {"description": "Served", "headers": HEADERS, "content": content}


def refusals(kinds: Iterable[str]) -> Schema:
    """The replies to requests that are not served, by status, with an example of each kind."""
    by_status: dict[str, Schema] = {}
    for kind in kinds:
        status = str(KINDS[kind].status)
        shown = by_status.setdefault(
            status,
            {
                "description": KINDS[kind].title,
                "headers": HEADERS,
                "content": {MEDIA_TYPE: {"schema": {"$ref": f"{AT}Problem"}, "examples": {}}},
            },
        )
        told = {"summary": KINDS[kind].title, "value": examples.problem(kind)}
        shown["content"][MEDIA_TYPE]["examples"][kind] = told
    return by_status


def request_body(name: str) -> Schema:
    """The body of a request."""
    shown = {"schema": {"$ref": f"{AT}{name}_request"}, "example": examples.requests()[name]}
    return {"required": True, "content": {"application/json": shown}}


def components() -> dict[str, Schema]:
    """Every schema of the document."""
    shapes = Shapes(AT)
    parts(shapes)
    for kind in (NextQuestions, Comparison, Certificate):
        shapes.of(kind)
    return {**shapes.found, **replies(shapes), **request_schemas(shapes)}


def replies(shapes: Shapes) -> dict[str, Schema]:
    """The schemas of replies that are no dataclass."""
    listed = {"type": "array", "items": OBJECT}
    certificates = {"type": "array", "items": shapes.named("Certificate")}
    reading = {"type": "array", "items": TEXT}
    return {
        "Status": closed({"status": {"enum": ["alive", "ready"]}}, ("status",)),
        "Document": OBJECT,
        "Editions": closed({"editions": listed, "newer_law": listed}, ("editions", "newer_law")),
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
        "Batch": closed(
            {"results": {"type": "array", "items": batch_result(shapes)}}, ("results",)
        ),
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


def batch_result(shapes: Shapes) -> Schema:
    """What is said of one case in a batch."""
    brief = closed({"edition": TEXT, "referral": TEXT}, ("edition", "referral"))
    errors = {"type": "array", "items": shapes.named("Mistake")}
    nameless = {"type": ["string", "null"]}
    return {
        "anyOf": [
            closed({"id": CASE_ID, "decisions": {"type": "array", "items": brief}}, ("decisions",)),
            closed(
                {"id": nameless, "index": PLAIN[int], "errors": errors}, ("id", "index", "errors")
            ),
        ]
    }


def request_schemas(shapes: Shapes) -> dict[str, Schema]:
    """The schemas of requests: by the name of the edition, or by the day of the decision."""
    facts, judgements, dates = (shapes.named(one) for one in ("Facts", "Judgements", "Dates"))
    edition = {"enum": list(shelf().timeline.editions)}
    editions = {"type": "array", "items": edition, "minItems": 1, "maxItems": len(edition["enum"])}
    known = {"facts": facts, "judgements": judgements}
    full = {**known, "dates": dates, "what_if": PLAIN[bool]}
    case = closed({"id": CASE_ID, **known, "dates": dates}, ("id", "facts"))
    return {
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


OUTCOME: Schema = {"enum": ["refer", "refer_elsewhere", "no_duty_to_refer", "undetermined"]}


def either(edition: Schema, members: Schema) -> Schema:
    """A request that names its edition, or the day of the decision."""
    by_day = {"on": DAY, "area_switch": DAY, **members}
    return {
        "oneOf": [
            closed({"edition": edition, **members}, ("edition", "facts")),
            closed(by_day, ("on", "facts")),
        ]
    }
