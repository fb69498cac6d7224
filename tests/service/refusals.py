"""What every refusal is: a problem as the document describes it, with the standard headers."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema_rs

from api.service.document import document
from api.service.problems import KINDS, URN
from api.service.replies import STANDARD
from api.service.routes import ROUTES


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    return document(ROUTES)


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """What holds a value to a schema of the document."""
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described()["components"]},
        validate_formats=True,
    )


def problem(reply: Any) -> dict[str, Any]:
    """The problem in a reply, which has every header and member that a problem has."""
    told: dict[str, Any] = reply.json()
    headers = reply.headers
    assert headers["content-type"] == "application/problem+json"
    assert {name: headers.get(name) for name in STANDARD} == STANDARD
    validator("Problem").validate(told)
    kind = told["type"].removeprefix(URN)
    assert told["status"] == KINDS[kind].status
    assert (told["title"], told["advice"]) == (KINDS[kind].title, KINDS[kind].advice)
    assert told["request_id"] == headers["x-request-id"]
    return told


def kind(reply: Any) -> str:
    """The kind of the problem in a reply."""
    return str(problem(reply)["type"]).removeprefix(URN)
