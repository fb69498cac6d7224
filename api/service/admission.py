"""Who may come in: the key is looked up, held to its role, and counted."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable

from starlette.requests import Request

from api.credentials import Credential, Key, Role, as_key
from api.service.problems import Refused
from api.service.rates import Rates
from api.service.settings import Settings
from api.store.keys import clock

TRUSTED_SECONDS = 1.0
"""For how long a key that was looked up is not looked up again: a revoked one is good no longer."""

MOST = 10_000
"""How many keys are remembered before they are looked up again."""

CHALLENGE = {"www-authenticate": 'Bearer realm="threshold"'}


class Admission:
    """The door: lets a request in, or refuses it with 401, 403 or 429."""

    def __init__(
        self, held_by: Callable[[Key], Credential | None], settings: Settings, rates: Rates
    ) -> None:
        self._held_by = held_by
        self._settings = settings
        self._rates = rates
        self._known: dict[Key, tuple[float, Credential]] = {}

    def admitted(self, request: Request, roles: frozenset[Role]) -> Credential:
        """The credential of a request, if its role is one of these. Raises Refused if not."""
        found = self._shown(request)
        request.state.credential = found
        self.counted(found)
        if found.role not in roles:
            allowed = ", ".join(sorted(roles))
            detail = f"the key has the role `{found.role}`, and this is for {allowed}"
            raise Refused("not-for-this-role", detail)
        return found

    def counted(self, found: Credential) -> None:
        """Count a request of somebody. Raises Refused if they make too many."""
        wait = self._rates.wait(
            "key", found.id, (rate := self._settings.requests_per_second), max(rate, 1)
        )
        if wait:
            detail = f"this key may make {rate:g} requests a second"
            raise Refused("too-many-requests", detail, headers=after(wait))

    def slowed(self, request: Request, kind: str, most: float) -> None:
        """Count a try of some kind for an address. Raises Refused after so many a minute."""
        wait = self._rates.wait(kind, whereabouts(host_of(request)), most / 60, max(most, 1))
        if wait:
            told = f"an address may try this {most:g} times a minute"
            raise Refused("too-many-requests", told, headers=after(wait))

    def _shown(self, request: Request) -> Credential:
        """The credential of the key that a request shows."""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        key = as_key(text.strip()) if scheme.lower() == "bearer" else None
        found = self._held(key) if key is not None else None
        if found is None or not found.holds(clock()):
            raise self._refusal(request, "no key was sent" if not scheme else "the key is not good")
        return found

    def _held(self, key: Key) -> Credential | None:
        """Who holds a key; looked up again when it was last looked up too long ago."""
        now = time.monotonic()
        at, found = self._known.get(key, (-math.inf, None))
        if found is not None and now - at < TRUSTED_SECONDS:
            return found
        held = self._held_by(key)
        if len(self._known) >= MOST:
            self._known.clear()
        if held is not None:
            self._known[key] = (now, held)
        return held

    def _refusal(self, request: Request, detail: str) -> Refused:
        """A refusal, and a count against the address: who guesses keys is slowed down.

        A good key is let in from any address, however many others from there are refused.
        """
        address = whereabouts(host_of(request))
        most = self._settings.failures_per_minute
        wait = self._rates.wait("address", address, most / 60, max(most, 1))
        if wait:
            too_many = f"an address may be refused {most:g} times a minute"
            return Refused("too-many-requests", too_many, headers=after(wait))
        return Refused("no-key", detail, headers=CHALLENGE)


def host_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else "nowhere"


def whereabouts(host: str) -> str:
    """The address that refusals are counted for: of IPv6 the network, whose holder has them all."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False))


def after(seconds: float) -> dict[str, str]:
    """The header that says how long to wait, in whole seconds."""
    return {"retry-after": str(max(1, math.ceil(seconds)))}
