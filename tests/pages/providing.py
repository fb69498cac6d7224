"""A real OpenID Connect provider in a process of its own, on loopback, under another host name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Page, Route

from tests.ports import find_free_port
from tests.waits import HANG_TIMEOUT

KNOWN: Mapping[str, Mapping[str, Any]] = {
    "a-chair": {"name": "Siân O’Neill", "roles": ["chair"], "panel": "north"},
    "a-screener": {"name": "duty screener", "roles": ["screener"], "panel": "north"},
    "no-role": {"name": "Somebody", "roles": ["cleaner"], "panel": "north"},
    "no-panel": {"name": "Somebody", "roles": "chair"},
    "two-roles": {"name": "Somebody", "roles": ["chair", "auditor"], "panel": "north"},
    "a-system": {"name": "Somebody", "roles": ["system"], "panel": "../north"},
}
"""Whom the provider knows, and what it says of them."""


@contextmanager
def providing() -> Iterator[str]:
    """A provider; its issuer. To a browser `localhost` is another site than 127.0.0.1."""
    port = find_free_port()
    users = [
        part
        for sub, claims in KNOWN.items()
        for part in ("--user-claims", json.dumps({"sub": sub, **claims}))
    ]
    line = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [*line, *users], stdout=quiet, stderr=quiet, env={**os.environ, "NO_COLOR": "1"}
    ) as process:
        try:
            issuer = f"http://localhost:{port}"
            reached(issuer)
            yield issuer
        finally:
            process.terminate()
            process.wait(HANG_TIMEOUT)


def reached(issuer: str) -> None:
    """Wait until a provider answers."""
    until = time.monotonic() + HANG_TIMEOUT
    while time.monotonic() < until:
        try:
            if httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(issuer)


def only_here(route: Route) -> None:
    """Leave out what the provider's pages would fetch from elsewhere."""
    here = urlsplit(route.request.url).hostname in ("localhost", "127.0.0.1")
    route.continue_() if here else route.abort()


def signed_in_as(page: Page, sub: str, path: str = "/cases") -> None:
    """Sign in at the provider as somebody it knows."""
    page.goto(path)
    page.get_by_role("button", name="Sign in with your work account").click()
    page.get_by_role("button", name=sub, exact=True).click()
