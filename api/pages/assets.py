"""Style and script: built by `make assets`, compressed beforehand, named by what is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.service.problems import Refused
from api.service.replies import STANDARD
from api.service.service import Service

FOLDER: Final = Path(__file__).parent / "static"
MEDIA: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
FOREVER: Final = "public, max-age=31536000, immutable"
"""For a file that has another name as soon as anything in it changes."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: plain, and compressed."""

    plain: bytes
    packed: bytes
    media: str
    cached: str


@cache
def manifest() -> Mapping[str, str]:
    """The name that each file is served under; nothing if they were not built."""
    file = FOLDER / "manifest.json"
    if not file.exists():
        return {}
    named: dict[str, str] = json.loads(file.read_text("utf-8"))
    return named


@cache
def held() -> Mapping[str, Asset]:
    """Every file that is served, by the name it is served under."""
    return {served: read(served, served != name) for name, served in manifest().items()}


def read(name: str, for_good: bool) -> Asset:
    """A file and its compressed twin."""
    file = FOLDER / name
    packed = file.with_name(f"{name}.gz").read_bytes()
    return Asset(file.read_bytes(), packed, MEDIA[file.suffix], FOREVER if for_good else "no-cache")


def address(name: str) -> str | None:
    """Where a file is served, or None if it was not built."""
    served = manifest().get(name)
    return None if served is None else f"/assets/{served}"


async def asset(service: Service, request: Request) -> Response:
    """A file of the pages' style or script."""
    found = held().get(request.path_params["name"])
    if found is None:
        raise Refused("not-found", "there is no such file")
    headers = {**STANDARD, "cache-control": found.cached, "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    body = found.packed if "content-encoding" in headers else found.plain
    headers["x-request-id"] = request.state.request_id
    return Response(body, headers=headers, media_type=found.media)
