"""The bare endpoint: FastAPI that reads a body, and returns bytes that were made beforehand.

`python benchmarks/bare.py PORT WORKERS FOLDER` serves every file of the folder under its name, as
Threshold is served: by the same uvicorn with the same settings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.service.serving import as_served
from api.service.settings import Settings

FOLDER = "THRESHOLD_BARE"
JSON = "application/json"


def reads_bytes(reply: bytes) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads its body and no more: nobody can do less."""

    async def endpoint(request: Request) -> Response:
        await request.body()
        return Response(reply, media_type=JSON)

    return endpoint


def reads_json(reply: bytes) -> Callable[[dict[str, Any]], Awaitable[Response]]:
    """An endpoint as FastAPI is mostly written: the body is an object, parsed and checked."""

    async def endpoint(body: dict[str, Any]) -> Response:
        return Response(reply, media_type=JSON)

    return endpoint


def served() -> FastAPI:
    """The application of a worker process, without telemetry, as Threshold is."""
    off = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
    app = FastAPI(telemetry=off)
    for file in Path(os.environ[FOLDER]).iterdir():
        reply = file.read_bytes()
        app.add_api_route(f"/bytes/{file.name}", reads_bytes(reply), methods=["POST"])
        app.add_api_route(f"/json/{file.name}", reads_json(reply), methods=["POST"])
    return app


def main(port: str, workers: str, folder: str) -> None:
    """Serve until told to stop."""
    os.environ[FOLDER] = folder
    settings = Settings(port=int(port), workers=int(workers))
    uvicorn.run("bare:served", factory=True, **as_served(settings))


if __name__ == "__main__":
    main(*sys.argv[1:])
