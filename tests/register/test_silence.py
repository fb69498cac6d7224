"""Nothing of a case is in a log, an error or a metric, whatever was done with it."""

from __future__ import annotations

from typing import Any

import httpx

from api.register.chain import KINDS
from tests.register.bodies import CONTENTS, OPEN_CASE, body
from tests.register.places import Place
from tests.register.serving import Server, serving

SECRET = "a word that nobody else would write"
CASE = "marked-2026-7"
INCIDENT = "marked-incident-7"
NOTHING_OF_A_CASE = (SECRET, CASE, INCIDENT, "marked", "abuse-linked", "under_16", "unrelated")


def everything(server: Server) -> list[httpx.Response]:
    """Every kind of request about a case that says a secret, good ones and bad ones."""
    replies = []
    with server.client("chair") as chair, server.client("admin") as admin:
        for kind in CONTENTS:
            said = marked(kind)
            replies.append(chair.post("/v1/records", json=said, headers={"idempotency-key": CASE}))
            replies.append(chair.post("/v1/records", json=said))
            replies.append(chair.post("/v1/records", json={**said, "kind": SECRET}))
            worse = {**said, "content": {**said["content"], SECRET: SECRET}}
            replies.append(chair.post("/v1/records", json=worse))
            replies.append(admin.post("/v1/records", json=said))
        for path in (CASE, f"{CASE}/entries/1", f"{CASE}/entries/{SECRET}", f"{SECRET}/{CASE}"):
            replies.append(chair.get(f"/v1/records/{path}"))
            replies.append(admin.get(f"/v1/records/{path}"))
        replies.append(chair.get("/v1/records", params={"incident": INCIDENT, "after": SECRET}))
        replies.append(admin.post("/v1/register/erasures", json={"reference": CASE, SECRET: 1}))
        erasure = {"reference": CASE, "reason": "its time"}
        replies += [admin.post("/v1/register/erasures", json=erasure) for _ in range(2)]
    return replies


def marked(kind: str) -> dict[str, Any]:
    """A body with a secret in every text of it."""
    content = {name: SECRET if said_freely(said) else said for name, said in CONTENTS[kind].items()}
    if kind == "screening":
        content["reasons"] = {"outcome": SECRET}
        content["evidence"] = {"outcome": {"agency": SECRET}}
    return {**body(kind, CASE), "content": content, "incident": INCIDENT}


def said_freely(said: object) -> bool:
    """Whether a value is words of somebody's own."""
    return isinstance(said, str) and " " in said


def test_nothing_of_a_case_is_logged_or_counted(place: Place):
    with serving(place) as server:
        statuses = {one.status_code for one in everything(server)}
        unkept = spoilt(place, server)
        metrics = httpx.get(f"{server.url}/metrics", verify=False).text
        logged = server.logged()
    assert {200, 201, 403, 404, 409, 410, 422} <= statuses
    assert unkept == {500, 503}
    assert all(kind not in OPEN_CASE for kind in KINDS)
    for text in (metrics, logged):
        for one in NOTHING_OF_A_CASE:
            assert one not in text
    assert '"/v1/records/{reference}"' in metrics
    assert '"status": 503' in logged


def spoilt(place: Place, server: Server) -> set[int]:
    """The statuses of requests whose case does not open, and of those that cannot be kept."""
    said, statuses = {**marked("screening"), "reference": f"{CASE}-x"}, set()
    with server.client("chair") as chair, place.open() as kept:
        assert chair.post("/v1/records", json=said).status_code == 201
        kept.execute("UPDATE case_keys SET wrapped = :none", none=b"no key")
        statuses.add(chair.post("/v1/records", json=said).status_code)
        statuses.add(chair.get(f"/v1/records/{CASE}-x").status_code)
        kept.execute("ALTER TABLE readings RENAME TO elsewhere")
        statuses.add(chair.get(f"/v1/records/{CASE}-x").status_code)
        kept.execute("ALTER TABLE entries RENAME TO away")
        statuses.add(chair.post("/v1/records", json=said).status_code)
    return statuses
