"""Whether the service lives, is ready, and how it fares."""

from __future__ import annotations

from datetime import date
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from api.register.times import today
from api.service.problems import Refused
from api.service.replies import replied
from api.service.service import Service
from api.writing import as_bytes
from criteria.shelf import shelf
from engine.dates import can_have_newer_law


async def alive(service: Service, request: Request) -> Response:
    """That the process answers, and nothing more."""
    return replied(as_bytes({"status": "alive"}), request.state.request_id)


async def ready(service: Service, request: Request) -> Response:
    """Whether every ruleset is loaded and verified."""
    certificates = service.certificates
    if pending := certificates.pending():
        detail = f"not verified yet: {', '.join(pending)}"
        raise Refused("not-ready", detail, headers={"retry-after": "5"})
    if not certificates.sound():
        raise Refused("not-ready", "verification found what should not be: see the certificates")
    return replied(as_bytes(describe_readiness(today())), request.state.request_id)


def describe_readiness(on: date) -> dict[str, Any]:
    """That the service is ready on a day, and how new the law is by which it decides."""
    timeline = shelf().timeline
    return {
        "status": "ready",
        "law_last_looked_for": timeline.looked_for.isoformat(),
        "newer_law_may_exist": can_have_newer_law(timeline, on),
    }


async def metrics(service: Service, request: Request) -> Response:
    """Counts and times for Prometheus."""
    exposed = service.metrics.exposed()
    return replied(exposed, request.state.request_id, media=CONTENT_TYPE_LATEST)
