"""What nobody asks behind the question mark is a mistake, and the nearest right name is told."""

from __future__ import annotations

import httpx
import pytest

from api.service.parameters import queries
from api.service.queries import ASKED
from api.service.routes import ANYBODY, ROUTES, Route
from tests.service.running import Running

GUARDED = [one for one in ROUTES if one.roles is not ANYBODY]


@pytest.mark.parametrize("route", GUARDED, ids=lambda one: one.name)
def test_every_address_refuses_what_it_does_not_ask(server: Running, route: Route):
    path = route.path.format(reference="2026-1", n=1, edition="wt-2018")
    with server.client(sorted(route.roles)[0]) as client:
        reply = client.request(route.method, path, params={"incidnt": "x"})
    assert reply.status_code == 422, reply.text
    told = reply.json()["errors"]
    assert [one["pointer"] for one in told] == ["/incidnt"]
    near = "incident" if "incident" in ASKED.get(route.name, ()) else None
    assert near is None or told[0]["nearest"] == near


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)
def test_what_is_asked_is_what_the_document_says(route: Route):
    assert tuple(queries(route.name)) == ASKED.get(route.name, ())


def test_the_same_twice_is_a_mistake(client: httpx.Client):
    reply = client.get("/v1/editions/resolve?on=2016-01-01&on=2017-01-01")
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["detail"] == "`on` is given twice"


def test_where_no_key_is_shown_nothing_is_looked_at(client: httpx.Client):
    assert client.get("/healthz?x=1").status_code == 200
