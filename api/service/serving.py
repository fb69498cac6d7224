"""Serving: the settings handed to uvicorn, and what its worker processes share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.service.app import RATES_FILE, create_app
from api.service.doorway import Doorway
from api.service.rates import laid_out
from api.service.settings import Settings, as_environment
from api.service.watching import log_settings, spare_records
from api.store.database import opened

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"


def serve(settings: Settings) -> None:
    """Serve until told to stop, then finish what was accepted. Raises InputError as `create_app`.

    SIGTERM and Ctrl-C stop it.
    """
    opened(settings.data).dispose()
    with shared_by_workers(settings):
        uvicorn.run("api.service.serving:served", factory=True, **as_served(settings))


def as_served(settings: Settings) -> dict[str, Any]:
    """The settings as uvicorn takes them."""
    return {
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
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
