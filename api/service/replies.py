"""Every reply: its headers, which name the engine and keep what is sent from being kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from criteria.decisions import RulesetRef
from engine.edition import ENGINE

JSON: Final = "application/json"

GUARDING: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What keeps a reply from being stored, framed, guessed at or told to other sites."""

NAMING: Mapping[str, str] = {"threshold-engine": f"{ENGINE.name} {ENGINE.version}"}

STANDARD: Mapping[str, str] = {**GUARDING, **NAMING}


def named(ref: RulesetRef) -> dict[str, str]:
    """The headers that name the ruleset a reply rests on."""
    return {"threshold-edition": ref.id, "threshold-digest": ref.digest}


def replied(
    body: bytes,
    request_id: str,
    *,
    status: int = 200,
    media: str = JSON,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A reply with the standard headers, over which its own are laid."""
    told = {**STANDARD, "x-request-id": request_id, **(headers or {})}
    return Response(body, status, headers=told, media_type=media)
