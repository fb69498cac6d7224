"""Who may do what: every route is tried by every role, and by those who hold no good key."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import httpx
import pytest

from api.credentials import ROLES, new_key
from api.pages.site import PAGES
from api.service import examples
from api.service.app import create_app
from api.service.problems import URN
from api.service.routes import ROUTES, Route
from api.service.settings import Settings
from tests.doors.program import command
from tests.service.running import Running, made_key

OPEN = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/register/key"}
READ = {
    *("/v1/editions", "/v1/editions/resolve", "/v1/editions/{edition}"),
    *("/v1/sources", "/v1/facts", "/v1/schema", "/v1/verification"),
}
DECIDE = {"/v1/decisions", "/v1/next-question", "/v1/batches"}
COMPARE = {"/v1/comparisons"}
RECALL = {
    *("/v1/records", "/v1/records/{reference}", "/v1/records/{reference}/entries/{n}"),
    *("/v1/register/head", "/v1/records/{reference}/pack", "/v1/register/agenda"),
}
AUDIT = {"/v1/register/verification", "/v1/register/export", "/v1/register/readings"}
ERASE = {"/v1/register/erasures"}
REGISTER = RECALL | AUDIT | ERASE
"""What answers here as the register stands: that it is served, or that there is no such case."""
MAY: dict[str, set[str]] = {
    "system": OPEN | READ | DECIDE | RECALL,
    "screener": OPEN | READ | DECIDE | RECALL,
    "chair": OPEN | READ | DECIDE | RECALL,
    "trainer": OPEN | READ | DECIDE | COMPARE,
    "auditor": OPEN | READ | RECALL | AUDIT,
    "admin": OPEN | READ | ERASE,
}
"""The order for the service, written out again: what each role may do, and nothing more."""

each_route = pytest.mark.parametrize("route", ROUTES, ids=[one.name for one in ROUTES])
each_role = pytest.mark.parametrize("role", ROLES)


def asked(client: httpx.Client, route: Route, headers: dict[str, str]) -> httpx.Response:
    """The reply to the example request of a route."""
    path = route.path.format(edition="wt-2023", reference="2024-017", n=1)
    query = {"on": "2015-04-01"} if path.endswith("resolve") else None
    body = examples.requests()[route.name] if route.method == "POST" else None
    return client.request(route.method, path, params=query, json=body, headers=headers)


@pytest.fixture(scope="module")
def closed_out(server: Running) -> dict[str, dict[str, str]]:
    """What those send who hold no good key."""
    good, revoked = server.key("trainer"), made_key(server.data, "trainer")
    expired = made_key(server.data, "trainer", "--days", "1")
    command("keys", "revoke", revoked.split("_")[1], "--data", str(server.data))
    expire(server.data, expired.split("_")[1])
    sent = {
        "a key nobody had": f"Bearer {new_key()}",
        "a wrong secret": f"Bearer {good[:-1]}{'0' if good[-1] != '0' else '1'}",
        "a revoked key": f"Bearer {revoked}",
        "an expired key": f"Bearer {expired}",
        "half a key": f"Bearer {good[:40]}",
        "a key and more": f"Bearer {good} {good}",
        "no scheme": good,
        "another scheme": f"Basic {good}",
        "an empty key": "Bearer",
        "nothing in it": "",
    }
    return {"no key": {}} | {name: {"authorization": text} for name, text in sent.items()}


def expire(data: Path, name: str) -> None:
    """Let the day on which a key expires be long gone."""
    with sqlite3.connect(data / "threshold.sqlite3") as database:
        database.execute("UPDATE keys SET expires = '2020-01-01 00:00:00' WHERE id = ?", (name,))
    database.close()


def test_the_application_has_the_routes_of_the_table_and_no_others(tmp_path: Path):
    app = create_app(Settings(data=tmp_path))
    found = sorted((route.path, sorted(route.methods)) for route in app.routes)  # type: ignore[attr-defined]
    assert found == sorted((route.path, [route.method]) for route in (*ROUTES, *PAGES))


def test_the_order_speaks_of_every_role_and_of_every_route():
    assert set(MAY) == set(ROLES)
    assert set().union(*MAY.values()) == {route.path for route in ROUTES}


@each_role
@each_route
def test_a_role_may_do_what_the_order_says_and_nothing_more(
    server: Running, anybody: httpx.Client, route: Route, role: str
):
    reply = asked(anybody, route, server.bearing(role))
    if route.path == "/v1/records" and route.method == "POST" and role == "auditor":
        assert reply.status_code == 403  # an auditor lists what others recorded
        return
    if route.path in MAY[role] & REGISTER:
        assert reply.status_code in (200, 201, 404, 410)
        return
    if route.path in MAY[role]:
        assert reply.status_code in (200, 503 if route.name == "ready" else 200)
        return
    assert reply.status_code == 403
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["type"] == f"{URN}not-for-this-role"
    assert role in reply.json()["detail"]


@each_route
def test_without_a_good_key_only_what_is_open_answers(
    anybody: httpx.Client, closed_out: dict[str, dict[str, str]], route: Route
):
    for held, headers in closed_out.items():
        reply = asked(anybody, route, headers)
        if route.path in OPEN:
            assert reply.status_code in (200, 503 if route.name == "ready" else 200), held
            continue
        assert reply.status_code == 401, held
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.headers["www-authenticate"].startswith("Bearer ")
        assert reply.json()["type"] == f"{URN}no-key"
        assert reply.json()["errors"] == []
