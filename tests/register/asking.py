"""Recording over HTTP, and what is answered."""

from __future__ import annotations

import json
from typing import Any

import httpx

from api.service.problems import URN

JSON = {"content-type": "application/json"}


def posted(client: httpx.Client, said: Any, path: str = "/v1/records") -> httpx.Response:
    """The reply to a body in ASCII, in which half a character can be sent."""
    return client.post(path, content=json.dumps(said), headers=JSON)


def recorded(client: httpx.Client, said: dict[str, Any], **headers: str) -> dict[str, Any]:
    """What is answered when something is recorded, which must be kept."""
    reply = client.post("/v1/records", json=said, headers=headers)
    assert reply.status_code == 201, reply.text
    told: dict[str, Any] = reply.json()
    return told


def refused(client: httpx.Client, said: Any, kind: str) -> list[tuple[str, str | None]]:
    """The pointers and the nearest values of a refusal of this kind."""
    reply = posted(client, said)
    assert reply.headers["content-type"] == "application/problem+json", reply.text
    assert reply.json()["type"] == f"{URN}{kind}", reply.text
    return [(one["pointer"], one.get("nearest")) for one in reply.json()["errors"]]
