"""Who records, reads and erases what: every kind and address by every role."""

from __future__ import annotations

import httpx
import pytest

from api.credentials import ROLES
from api.register.chain import KINDS
from api.service.problems import URN
from tests.register.asking import recorded, refused
from tests.register.bodies import body, reference, screening
from tests.register.serving import Server

MAY = {
    "screening": {"system", "screener", "chair"},
    "judgement": {"screener", "chair"},
    "advice": {"screener", "chair"},
    "decision": {"chair"},
    "notice": {"system", "chair"},
    "reply": {"chair"},
    "correction": {"chair"},
    "erased": set[str](),
}
"""The order for the register, written out again: who records what, and nothing more."""

READ = {"system", "screener", "chair", "auditor"}
MAY_GET = {
    "/v1/records": READ,
    "/v1/records/{reference}": READ,
    "/v1/records/{reference}/entries/1": READ,
    "/v1/register/head": READ,
    "/v1/register/verification": {"auditor"},
    "/v1/register/export": {"auditor"},
    "/v1/register/readings": {"auditor"},
}

every_role = pytest.mark.parametrize("role", ROLES)


@every_role
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "erased"])
def test_a_role_records_what_the_order_says_and_nothing_more(
    server: Server, case: str, kind: str, role: str
):
    with server.client(role) as client:
        reply = client.post("/v1/records", json=body(kind, case))
    if role in MAY[kind]:
        assert reply.status_code == 201, reply.text
        assert reply.headers["location"] == f"/v1/records/{case}/entries/2"
        return
    assert reply.status_code == 403
    assert reply.json()["type"] == f"{URN}not-for-this-role"
    assert role in reply.json()["detail"]


@every_role
@pytest.mark.parametrize("path", MAY_GET)
def test_a_role_reads_what_the_order_says_and_nothing_more(
    server: Server, case: str, path: str, role: str
):
    with server.client(role) as client:
        status = client.get(path.format(reference=case)).status_code
    assert status == (200 if role in MAY_GET[path] else 403)


@every_role
def test_only_an_admin_erases(server: Server, case: str, role: str):
    with server.client(role) as client:
        reply = client.post("/v1/register/erasures", json={"reference": case, "reason": "old"})
    assert reply.status_code == (201 if role == "admin" else 403)


def test_the_public_key_is_for_anybody(server: Server):
    told = httpx.get(f"{server.url}/v1/register/key", verify=False).json()
    with server.place.open() as kept:
        assert told == {"algorithm": "Ed25519", "key": kept.register.signer.public}


def test_nobody_sends_that_a_case_was_erased(chair: httpx.Client, case: str):
    sent = {"reference": case, "kind": "erased", "content": {"reason": "x"}}
    assert refused(chair, sent, "invalid-case")[0][0] == "/kind"


def test_an_address_names_every_method_that_it_takes(chair: httpx.Client):
    for path, methods in (("/v1/records", "GET, POST"), ("/v1/register/erasures", "POST")):
        reply = chair.delete(path)
        assert (reply.status_code, reply.headers["allow"]) == (405, methods)


def test_another_panels_case_is_not_there(server: Server, case: str):
    with server.client("chair", "another") as theirs, server.client("admin", "another") as admin:
        mine = reference()
        for path in ("/v1/records/{}", "/v1/records/{}/entries/1"):
            one, other = theirs.get(path.format(case)), theirs.get(path.format(mine))
            assert one.status_code == other.status_code == 404
            assert told_alike(one, case) == told_alike(other, mine)
        for kind in ("judgement", "decision", "correction"):
            one = theirs.post("/v1/records", json=body(kind, case))
            other = theirs.post("/v1/records", json=body(kind, mine))
            assert one.status_code == other.status_code == 404
            assert told_alike(one, case) == told_alike(other, mine)
        erasure = {"reference": case, "reason": "not theirs"}
        assert admin.post("/v1/register/erasures", json=erasure).status_code == 404
        assert case not in theirs.get("/v1/records").text
        recorded(theirs, screening(case))  # the same reference, and another case
        assert len(theirs.get(f"/v1/records/{case}").json()["entries"]) == 1


def told_alike(reply: httpx.Response, name: str) -> str:
    """What a refusal says, but for the name of the case and the id of the request."""
    told = {key: value for key, value in reply.json().items() if key != "request_id"}
    return str(told).replace(name, "NAME")
