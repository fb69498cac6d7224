"""Signing in at an OpenID Connect provider: asked with a code and PKCE, and what it answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.service.problems import Refused
from api.service.service import Service


async def ask(service: Service, request: Request) -> Response:
    """Send somebody to the provider."""
    raise Refused("not-found", "no provider is set")


async def answered(service: Service, request: Request) -> Response:
    """Take what the provider answers."""
    raise Refused("not-found", "no provider is set")
