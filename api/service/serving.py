"""Serving: the settings handed to uvicorn, and what its worker processes share."""

from __future__ import annotations

import os
import socket
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.config import dictConfig
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from api.register.scrubbing import hindered
from api.service.app import RATES_FILE, create_app
from api.service.doorway import Doorway
from api.service.rates import laid_out
from api.service.settings import Settings, as_environment
from api.service.watching import log_settings, spare_records, unscrubbed
from api.store.database import opened
from criteria.errors import InputError, Problem

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"

HEALTH_SECONDS = 60
"""For how long a worker may not answer before it is replaced. uvicorn's own five seconds end one
that is only slow to start, or at hard work, on a busy machine: over and over."""


def serve(settings: Settings, ready: Callable[[Engine, Settings], None]) -> None:
    """Serve until told to stop, then finish what was accepted. SIGTERM and Ctrl-C stop it.

    `ready` is told once nothing is in the way. Raises InputError if something is: its data, its
    certificate or its port.
    """
    engine = opened(settings.data, settings.database)
    can_prove_itself(settings)
    can_listen(settings)
    ready(engine, settings)
    dictConfig(log_settings())
    unscrubbed(hindered(engine))
    engine.dispose()
    with shared_by_workers(settings):
        uvicorn.run("api.service.serving:served", factory=True, **as_served(settings))


def as_served(settings: Settings) -> dict[str, Any]:
    """The settings as uvicorn takes them."""
    return {
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "timeout_worker_healthcheck": HEALTH_SECONDS,
        "http": Doorway,
        "ws": "none",
        "log_config": log_settings(),
        "access_log": False,
        "server_header": False,
        "proxy_headers": settings.behind_proxy,
        "forwarded_allow_ips": settings.proxies,
        "ssl_certfile": settings.tls_certificate,
        "ssl_keyfile": settings.tls_key,
        "timeout_graceful_shutdown": settings.stop_seconds,
    }


def can_prove_itself(settings: Settings) -> None:
    """Raise InputError if the certificate and its key cannot be read, or do not belong together."""
    if settings.tls_certificate is None:
        return
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.tls_certificate, settings.tls_key, password="")
    except OSError as error:  # of which an error of TLS is one
        reason = str(error.strerror or error).lower()
        message = f"cannot be read with its key, in PEM and without a password: {reason}"
        raise InputError([Problem(("settings", "tls_certificate"), message)]) from error


def can_listen(settings: Settings) -> None:
    """Raise InputError if nobody can listen on this address and port."""
    try:
        family, kind, *_, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        message = f"cannot listen on {settings.host}: {str(error.strerror).lower()}"
        raise InputError([Problem(("settings", "port"), f"`{settings.port}` {message}")]) from error


def served() -> FastAPI:
    """The application of a worker process, with the settings of the process that started it."""
    spare_records()
    return create_app(Settings())


@contextmanager
def shared_by_workers(settings: Settings) -> Iterator[None]:
    """Hand the settings to the workers, with a folder in which they count together."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="threshold-") as folder:
        rates = Path(folder) / "rates"
        laid_out(rates)
        os.environ |= as_environment(settings) | {RATES_FILE: str(rates)}
        if settings.workers > 1:
            os.environ[MULTIPROCESS] = folder
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
