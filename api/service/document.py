"""The OpenAPI document: every operation with a real example, and every problem it may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.pack.made import FORMS
from api.service import examples
from api.service.components import AT, TEXT, components
from api.service.parameters import parameters
from api.service.problems import KINDS, MEDIA_TYPE
from api.service.routes import ANYBODY, Route
from engine.edition import ENGINE

Schema = dict[str, Any]

LINES: Schema = {"type": "string", "description": "A `BatchLine` to a line."}

ANYWHERE = ("malformed", "too-slow", "too-large")
"""What may be wrong with any request, before anybody knows which it is."""

AT_THE_DOOR = ("no-key", "too-many-requests", "invalid-case")
"""What may be wrong where a key is shown, what nobody asks behind the question mark among it."""

OF_A_BODY = ("not-for-this-role", "unsupported-media-type", "invalid-case")
OF_A_RECORD = ("not-for-this-role", "not-kept")
OF_AN_EDITION = ("no-edition", "arguable-edition")


@dataclass(frozen=True, slots=True)
class Operation:
    """What the document says of one operation."""

    summary: str
    problems: tuple[str, ...] = ()
    reply: str | None = None
    media: str = "application/json"
    kept: bool = False
    names_edition: bool = False
    status: int = 200


AS_DOCUMENTS = ("pack", "agenda")
DOCUMENTS = [form for form in FORMS.values() if form.media != "application/json"]
"""What a pack may be beside JSON."""

OPERATIONS: Mapping[str, Operation] = {
    "alive": Operation("Whether the process answers", reply="Status"),
    "ready": Operation("Whether every ruleset is loaded and verified", ("not-ready",), "Readiness"),
    "metrics": Operation("Counts and times for Prometheus", media="text/plain"),
    "openapi": Operation("This document", reply="Document", kept=True),
    "editions": Operation("The editions, and when each was in force", reply="Editions", kept=True),
    "resolution": Operation(
        "Which edition governs a day", ("invalid-case", "no-edition"), "Resolution"
    ),
    "edition": Operation(
        "One ruleset, whole", ("not-found",), "Ruleset", kept=True, names_edition=True
    ),
    "list_sources": Operation(
        "The sources to check, what they decide and what to look for", reply="Sources", kept=True
    ),
    "facts": Operation("The facts a case may state", reply="Vocabulary", kept=True),
    "schema": Operation("JSON Schema of facts, case and decision", reply="Document", kept=True),
    "verification": Operation("The certificates of verification", reply="Verification"),
    "decision": Operation(
        "Decide a case", (*OF_A_BODY, *OF_AN_EDITION), "Decision", names_edition=True
    ),
    "next_question": Operation(
        "What to ask next, and where each answer would lead",
        (*OF_A_BODY, *OF_AN_EDITION),
        "NextQuestions",
        names_edition=True,
    ),
    "batch": Operation("Decide many cases", (*OF_A_BODY, "took-too-long"), "Batch"),
    "comparison": Operation(
        "Decide the same facts under several editions", OF_A_BODY, "Comparison"
    ),
    "record": Operation(
        "Add an entry to a case",
        (*OF_A_BODY, *OF_AN_EDITION, "not-found", "repeated", "erased", "not-kept"),
        "Entry",
        status=201,
    ),
    "records": Operation("The cases of the panel", (*OF_A_RECORD, "invalid-case"), "Records"),
    "history": Operation("A case with its whole history", (*OF_A_RECORD, "not-found"), "History"),
    "entry": Operation("One entry of a case", (*OF_A_RECORD, "not-found"), "Entry"),
    "pack": Operation(
        "The rationale of a case as one document",
        (*OF_A_RECORD, "not-found", "erased", "invalid-case"),
        "Document",
        names_edition=True,
    ),
    "agenda": Operation(
        "Several cases as one document, by what is due first",
        (*OF_A_RECORD, "not-found", "erased", "invalid-case"),
        "Document",
    ),
    "head": Operation("How far the register goes, signed", OF_A_RECORD, "SignedHead"),
    "whole": Operation("Whether the register is as it was recorded", OF_A_RECORD, "Whole"),
    "readings": Operation(
        "Who read the panel's cases, and when", (*OF_A_RECORD, "invalid-case"), "Readings"
    ),
    "export": Operation(
        "Every entry, sealed as it is kept", OF_A_RECORD, media="application/jsonl"
    ),
    "erasure": Operation(
        "Erase a case", (*OF_A_BODY, "not-found", "erased", "not-kept"), "Erased", status=201
    ),
    "public_key": Operation("The key to which signed heads are held", reply="PublicKey"),
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
            "decides. Nothing of a case is logged, and nothing kept but what is recorded.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": SECURITY,
            # For an address or a method that is none, and so belongs to no operation.
            "responses": refusals(("not-found", "method-not-allowed")),
        },
    }


SECURITY = {"key": {"type": "http", "scheme": "bearer", "description": "threshold keys create"}}


def described(route: Route) -> Schema:
    """One operation."""
    told = OPERATIONS[route.name]
    open_to_all = route.roles is ANYBODY
    kinds = (*ANYWHERE, *(() if open_to_all else AT_THE_DOOR), *told.problems, "fault")
    found: Schema = {
        "operationId": route.name,
        "summary": told.summary,
        "description": "For anybody, without a key."
        if open_to_all
        else f"For keys with the role {' or '.join(sorted(route.roles))}.",
        "responses": {str(told.status): served(route.name, told), **refusals(kinds)},
        "security": [] if open_to_all else [{"key": []}],
    }
    if told.kept:
        found["responses"]["304"] = {"description": "Nothing changed", "headers": headers(told)}
    if route.method == "POST":
        found["requestBody"] = request_body(route.name)
    found["parameters"] = parameters(route.name, kept=told.kept)
    return found


def header(text: str) -> Schema:
    """A header that a reply always has."""
    return {"description": text, "required": True, "schema": TEXT}


HEADERS = {
    "x-request-id": header("the id of the request, as sent or new"),
    "threshold-engine": header("name and version of the engine"),
}
OF_THE_EDITION = {
    "threshold-edition": header("the edition on which the reply rests"),
    "threshold-digest": header("the digest of its ruleset"),
}
TAG = {"etag": header("send it as `If-None-Match`, and what is unchanged is not sent again")}
WAIT = {"retry-after": header("how many seconds to wait")}
WAITED_FOR = ("429",)
"""The replies that say how long to wait."""


def headers(told: Operation) -> Schema:
    """The headers of a reply to a request that is served."""
    return HEADERS | (OF_THE_EDITION if told.names_edition else {}) | (TAG if told.kept else {})


def served(name: str, told: Operation) -> Schema:
    """The reply to a request that is served."""
    schema = TEXT if told.reply is None else {"$ref": f"{AT}{told.reply}"}
    content: Schema = {told.media: {"schema": schema, "example": examples.reply(name)}}
    if name in AS_DOCUMENTS:
        content |= {form.media: {"schema": {"type": "string"}} for form in DOCUMENTS}
    if name == "batch":
        content["application/jsonl"] = {"schema": LINES, "example": examples.lines()}
    return {"description": "Served", "headers": headers(told), "content": content}


def refusals(kinds: Iterable[str]) -> Schema:
    """The replies to requests that are not served, by status, with an example of each kind."""
    by_status: dict[str, Schema] = {}
    for kind in kinds:
        status = str(KINDS[kind].status)
        shown = by_status.setdefault(
            status,
            {
                "description": KINDS[kind].title,
                "headers": HEADERS | (WAIT if status in WAITED_FOR else {}),
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
