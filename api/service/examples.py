"""The examples of the OpenAPI document: requests from a file, and what really answers them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from api import listing
from api.law import resolve_day
from api.service import bodies, cases
from api.service.deciding import DECISION, decided
from api.service.health import describe_readiness
from api.service.problems import Refused, details, refused_by
from api.service.record_examples import RECORD_REPLIES
from api.service.schemas import schemas
from api.sources.checklist import show_sources
from api.writing import as_bytes
from criteria.decisions import as_json
from criteria.errors import ThresholdError
from criteria.shelf import shelf
from engine.compare import compare
from engine.next_question import next_questions
from engine.verify import verify

REQUEST_ID = "3f1d2a9c5b7e4f60"
SAID = {
    "no-key": "no key was sent",
    "not-for-this-role": "the key has the role `auditor`, and this is for chair, screener",
    "too-many-requests": "this key may make 100 requests a second",
    "too-slow": "the body did not arrive within 20 seconds",
    "too-large": "a body may have 65536 bytes here",
    "unsupported-media-type": "the content type is `text/plain`",
    "took-too-long": "4200 cases were decided in 120 seconds",
    "not-ready": "not verified yet",
    "repeated": "Idempotency-Key: was used before, with another request",
    "erased": "reference: `2024-017` was erased",
    "not-kept": "the database",
    "not-found": "see `/openapi.json` for the addresses there are",
}
"""What is said of problems that no body brings about."""


METRICS = """# HELP threshold_requests_total Requests replied to
# TYPE threshold_requests_total counter
threshold_requests_total{method="GET",route="/healthz",status="200"} 1.0
"""


@cache
def requests() -> dict[str, dict[str, Any]]:
    """The example requests, by the name of the operation."""
    return tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))


def problem(kind: str) -> dict[str, Any]:
    """A problem of a kind as it is told."""
    return details(brought_about(kind) or Refused(kind, SAID.get(kind, "")), REQUEST_ID)


def brought_about(kind: str) -> Refused | None:
    """The problem of a kind that an example brings about, if one does."""
    if kind == "malformed":
        return caught(lambda: bodies.parsed(b'{"facts": ', 8))
    if kind in requests():
        return caught(lambda: cases.asked(requests()[kind], DECISION))
    return None


def caught(act: Callable[[], object]) -> Refused | None:
    """How an act is refused."""
    try:
        act()
    except Refused as refused:
        return refused
    except ThresholdError as error:
        return refused_by(error)
    return None


def reply(operation: str) -> Any:
    """What answers the example request of an operation."""
    return REPLIES[operation](requests().get(operation, {}))


def decision(body: dict[str, Any]) -> Any:
    """The decision on the example case."""
    return as_json(decided(cases.asked(body, DECISION)))


def next_question(body: dict[str, Any]) -> Any:
    """The questions that the example case leaves open."""
    asked = cases.asked(body, DECISION)
    return as_json(next_questions(asked.edition, asked.facts))


def batch(body: dict[str, Any]) -> Any:
    """What is said of the example batch."""
    return {"results": results(body)}


def lines() -> str:
    """What is said of the example batch in full detail, a line for each case."""
    said = results({**requests()["batch"], "detail": "full"})
    return "".join(as_bytes(one).decode() + "\n" for one in said)


def results(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of each case in a batch."""
    from api.service.batches import as_batch, said_of  # it decides by what this module shows

    asked_for = as_batch(body, len(body["cases"]))
    seen: set[object] = set()
    return [said_of(asked_for, n, one, seen) for n, one in enumerate(body["cases"])]


def resolution(body: dict[str, Any]) -> Any:
    """The edition that governs the example day."""
    on, switch = (date.fromisoformat(body[name]) for name in ("on", "area_switch"))
    return as_json(resolve_day(on, switch))


def verification(_: dict[str, Any]) -> Any:
    """One certificate. Its seconds are always one: every worker tells the same document."""
    made = replace(verify(requests()["edition"]["edition"]), seconds=1.0)
    return {"certificates": [as_json(made)], "pending": list(shelf().timeline.editions[1:])}


def only_case() -> dict[str, Any]:
    """The beginning of the document of schemas: whole it is as long as this one."""
    told = schemas()
    return {**told, "$defs": {"Case": told["$defs"]["Case"]}}


def of_the_record(made: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """What answers, made from the one example of a record."""
    return lambda _: made(requests()["record"])


REPLIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "alive": lambda _: {"status": "alive"},
    "ready": lambda _: describe_readiness(shelf().timeline.looked_for),
    "metrics": lambda _: METRICS,
    "openapi": lambda _: {"openapi": "3.1.0", "info": {"title": "Threshold"}},
    "schema": lambda _: only_case(),
    "editions": lambda _: listing.editions(),
    "edition": lambda body: listing.ruleset(shelf().volume(body["edition"])),
    "list_sources": lambda body: show_sources(body["edition"]),
    "resolution": resolution,
    "facts": lambda _: listing.vocabulary(),
    "verification": verification,
    "decision": decision,
    "next_question": next_question,
    "comparison": lambda body: as_json(compare(body["facts"])),
    "batch": batch,
    **{name: of_the_record(made) for name, made in RECORD_REPLIES.items()},
}
