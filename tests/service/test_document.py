"""The OpenAPI document: what it shows is what the running service answers, and all it answers."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from api.service import examples
from api.service.document import document
from api.service.problems import KINDS
from api.service.replies import STANDARD
from api.service.routes import ROUTES, Route
from criteria.shelf import shelf
from engine.days import FIRST_YEAR, LAST_YEAR
from tests.service.refusals import described, validator
from tests.service.running import Running

each_route = pytest.mark.parametrize("route", ROUTES, ids=[one.name for one in ROUTES])
LASTING = [one for one in ROUTES if not one.path.startswith(("/v1/records", "/v1/register"))]
"""The routes whose replies do not depend on what was recorded; tests/register has the others."""
each_lasting = pytest.mark.parametrize("route", LASTING, ids=[one.name for one in LASTING])
NO_OPERATION = {"method-not-allowed"}
"""A method that an address does not take is no operation of it."""


def operation(route: Route) -> dict[str, Any]:
    """What the document says of a route."""
    told: dict[str, Any] = described()["paths"][route.path][route.method.lower()]
    return told


def shown(route: Route) -> dict[str, Any]:
    """The reply that the document shows, with its schema."""
    ((_, told),) = list(served(route)["content"].items())[:1]
    return dict(told)


def served(route: Route) -> dict[str, Any]:
    """The response of a request that is served."""
    responses = operation(route)["responses"]
    return dict(responses["200"] if "200" in responses else responses["201"])


def asked(client: httpx.Client, route: Route, **more: Any) -> httpx.Response:
    """The reply of the running service to the request that the document shows."""
    known = examples.requests().get(route.name, {})
    if route.method == "POST":
        return client.post(route.path, json={**known, **more})
    path = route.path.format(**known)
    return client.get(path, params=None if "{" in route.path else known)


def series(text: str) -> set[str]:
    """What is counted, without the counts."""
    return {line.rpartition(" ")[0] for line in text.splitlines()}


def within(part: Any, whole: Any) -> bool:
    """Whether everything in one value is in another."""
    if isinstance(part, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    return bool(part == whole)


def test_it_is_served_as_it_is_built(client: httpx.Client):
    assert client.get("/openapi.json").json() == json.loads(json.dumps(document(ROUTES)))


def test_it_describes_the_routes_and_no_others():
    told = {(method, path) for path, one in described()["paths"].items() for method in one}
    assert told == {(route.method.lower(), route.path) for route in ROUTES}


@each_route
def test_every_operation_shows_a_request_and_a_reply(route: Route):
    told = operation(route)
    assert "example" in shown(route)
    if route.method == "POST":
        content = told["requestBody"]["content"]["application/json"]
        assert content["example"] == examples.requests()[route.name]
        validator(content["schema"]["$ref"].rpartition("/")[2]).validate(content["example"])
    for status, reply in told["responses"].items():
        if status not in ("200", "201", "304"):
            assert reply["content"]["application/problem+json"]["examples"]


@each_route
def test_every_problem_it_shows_is_one(route: Route):
    for status, reply in operation(route)["responses"].items():
        content = reply.get("content", {}).get("application/problem+json", {})
        for kind, one in content.get("examples", {}).items():
            validator("Problem").validate(one["value"])
            assert KINDS[kind].status == one["value"]["status"] == int(status)


def test_every_kind_of_problem_is_shown_somewhere():
    told = {kind for route in ROUTES for kind in kinds(operation(route)["responses"])}
    apart = set(kinds(described()["components"]["responses"]))
    assert told | apart == set(KINDS)
    assert told == set(KINDS) - NO_OPERATION


def kinds(responses: dict[str, Any]) -> list[str]:
    """The kinds of problem among some responses."""
    contents = [
        one.get("content", {}).get("application/problem+json") for one in responses.values()
    ]
    return [kind for content in contents if content for kind in content["examples"]]


@each_lasting
def test_the_running_service_answers_as_shown(
    verified: Running, client: httpx.Client, route: Route
):
    reply = asked(client, route)
    assert reply.status_code == 200
    example = shown(route)["example"]
    if route.name == "metrics":
        assert series(example) <= series(reply.text)
    elif route.name == "verification":
        (one,) = example["certificates"]
        timeless = [{**each, "seconds": 0} for each in reply.json()["certificates"]]
        assert {**one, "seconds": 0} in timeless
    elif route.name in ("openapi", "schema"):
        assert within(example, reply.json())
    else:
        assert reply.json() == json.loads(json.dumps(example))


@each_lasting
def test_every_reply_is_as_its_schema_says(verified: Running, client: httpx.Client, route: Route):
    reply = asked(client, route)
    told = shown(route)
    if route.name != "metrics":
        validator(told["schema"]["$ref"].rpartition("/")[2]).validate(reply.json())
    for name, header in operation(route)["responses"]["200"]["headers"].items():
        assert name in reply.headers or not header["required"]
    assert reply.headers["threshold-engine"] == STANDARD["threshold-engine"]


def test_a_batch_in_full_is_as_shown_and_each_line_as_its_schema_says(client: httpx.Client):
    (route,) = [one for one in ROUTES if one.name == "batch"]
    reply = asked(client, route, detail="full")
    content = operation(route)["responses"]["200"]["content"]["application/jsonl"]
    assert reply.headers["content-type"] == "application/jsonl"
    assert reply.text == content["example"]
    for line in reply.text.splitlines():
        validator("BatchLine").validate(json.loads(line))


@pytest.mark.parametrize("edition", shelf().timeline.editions)
def test_a_decision_with_all_that_it_can_say_is_as_its_schema_says(
    client: httpx.Client, edition: str
):
    facts = {"age_group": "under_16", "abuse_or_neglect": "known", "outcome": "harmed"}
    dates = {"incident": "2016-01-04", "authority_aware": "2016-01-05", "decision": "2016-02-01"}
    body = {"edition": edition, "facts": facts, "dates": dates, "what_if": True}
    reply = client.post("/v1/decisions", json=body)
    assert reply.status_code == 200
    validator("Decision").validate(reply.json())


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (f"{FIRST_YEAR}-01-01", True),
        (f"{LAST_YEAR}-12-31", True),
        (f"{FIRST_YEAR - 1}-12-31", False),
        (f"{LAST_YEAR + 1}-01-01", False),
        ("2023-02-29", False),
        ("2024-1-1", False),
    ],
)
def test_a_day_stands_in_the_schema_where_it_stands_in_the_service(
    client: httpx.Client, day: str, stands: bool
):
    body = {"edition": "wt-2023", "facts": {}, "dates": {"incident": day}}
    assert (client.post("/v1/decisions", json=body).status_code == 200) is stands
    assert validator("decision_request").is_valid(body) is stands
