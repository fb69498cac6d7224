"""What the OpenAPI document shows of records is what a running service takes, and answers."""

from __future__ import annotations

from typing import Any

from api.service import examples
from tests.register.asking import recorded
from tests.register.serving import Server
from tests.service.refusals import described, validator

CHANGES = {"at", "chain", "opened", "changed", "id", "hash", "by"}
"""What is not the same from one register to the next."""


def lasting(told: Any) -> Any:
    """A reply without what differs from one register to the next."""
    if isinstance(told, dict):
        return {name: lasting(one) for name, one in told.items() if name not in CHANGES}
    return [lasting(one) for one in told] if isinstance(told, list) else told


def shown(path: str, method: str, status: str) -> Any:
    """The reply that the document shows."""
    told = described()["paths"][path][method]["responses"][status]["content"]
    return told["application/json"]["example"]


def test_every_example_of_a_record_is_taken_and_answered_as_shown(server: Server):
    sent = examples.requests()
    with (
        server.client("screener", "shown") as screener,
        server.client("auditor", "shown") as auditor,
        server.client("admin", "shown") as admin,
    ):
        told = recorded(screener, sent["record"])
        validator("Entry").validate(told)
        assert lasting(told) == lasting(shown("/v1/records", "post", "201"))
        case = sent["record"]["reference"]
        for path in (
            "/v1/records",
            "/v1/records/{reference}",
            "/v1/records/{reference}/entries/{n}",
        ):
            reply = auditor.get(path.format(reference=case, n=1)).json()
            assert lasting(reply) == lasting(shown(path, "get", "200")), path
        asked = {"reference": case}
        readings = auditor.get("/v1/register/readings", params=asked).json()["readings"]
        example = shown("/v1/register/readings", "get", "200")["readings"]
        assert lasting(readings[:1]) == lasting(example)
        assert auditor.get("/v1/register/verification").json() == shown(
            "/v1/register/verification", "get", "200"
        )
        reply = admin.post("/v1/register/erasures", json=sent["erasure"])
        assert reply.status_code == 201, reply.text
        assert lasting(reply.json()) == lasting(shown("/v1/register/erasures", "post", "201"))
        assert screener.get(f"/v1/records/{case}").json()["entries"][0]["content"] is None
