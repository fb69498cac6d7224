"""Cases made for the tests of the pages, over HTTP, as another program would record them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import httpx

from api.register.times import today
from tests.service.running import Running, made_key
from tests.waits import HANG_TIMEOUT

NUMBERS = count(1)
OPEN_FACTS = {"age_group": "under_16", "abuse_or_neglect": "suspected", "outcome": "harmed"}
SETTLED_FACTS = {
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "abuse_or_neglect_by": "person",
    "outcome": "died",
    "place_of_incident": "this_area",
    "normal_residence": "this_area",
    "looked_after": "no",
    "care_leaver": "no",
}
REFERRED_FACTS = {
    "outcome": "died",
    "age_group": "under_16",
    "abuse_or_neglect": "suspected",
    "place_of_incident": "this_area",
    "looked_after": "no",
    "care_leaver": "no",
}
"""What is enough to refer a case, and to leave nothing more to ask."""

JUDGED_FACTS = {**SETTLED_FACTS, "link_to_abuse_or_neglect": "unrelated"}
"""What leaves one criterion to people: `abuse-linked`."""


def new_reference() -> str:
    """A reference that no case of this process has."""
    return f"2026-{next(NUMBERS):04}"


def ago(days: int) -> str:
    """The day so many days ago."""
    return (today() - timedelta(days=days)).isoformat()


def screened(server: Running, facts: dict[str, str], aware: int = 0, panel: str = "default") -> str:
    """A case of a panel that was screened under the edition of 2023; its reference."""
    content = {"edition": "wt-2023", "facts": facts, "dates": {"authority_aware": ago(aware)}}
    reference = new_reference()
    recorded(server, reference, "screening", content, panel)
    return reference


def recorded(
    server: Running, reference: str, kind: str, content: dict[str, Any], panel: str = "default"
) -> None:
    """An entry of a case, recorded by the chair's key."""
    key = panels_key(server, panel)
    body = {"reference": reference, "kind": kind, "content": content}
    headers = {"authorization": f"Bearer {key}"}
    reply = httpx.post(f"{server.url}/v1/records", json=body, headers=headers, timeout=HANG_TIMEOUT)
    assert reply.status_code == 201, reply.text


def panels_key(server: Running, panel: str) -> str:
    """A chair's key for a panel, made once for each server."""
    name = f"chair of {panel}"
    if name not in server.keys:
        server.keys[name] = made_key(server.data, "chair", "--panel", panel)
    return server.keys[name]
