"""The cookies of the pages: of a session, before there is any, of a sign-in, and of a room.

Each is out of reach of scripts. Away from plain loopback each is for TLS alone and bound to the
host that set it (`__Host-`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import Response

from api.rooms.rooms import LASTS
from api.service.settings import Settings

ROOM_SECONDS = int(LASTS.total_seconds())

LONGEST = 128
"""How long a cookie of ours can be at most."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of ours: its name, whether other sites' links carry it, and for how long it is."""

    name: str
    same_site: Literal["strict", "lax"]
    seconds: int | None = None

    def named(self, settings: Settings) -> str:
        """The name under these settings."""
        return f"__Host-{self.name}" if settings.encrypted else self.name

    def of(self, request: Request, settings: Settings) -> str | None:
        """What a request carries of it."""
        found = request.cookies.get(self.named(settings))
        return found if found and len(found) <= LONGEST else None

    def set(self, response: Response, settings: Settings, value: str) -> None:
        """Have the browser keep it."""
        response.set_cookie(
            self.named(settings),
            value,
            max_age=self.seconds,
            path="/",
            secure=settings.encrypted,
            httponly=True,
            samesite=self.same_site,
        )

    def clear(self, response: Response, settings: Settings) -> None:
        """Have the browser forget it."""
        response.delete_cookie(
            self.named(settings),
            path="/",
            secure=settings.encrypted,
            httponly=True,
            samesite=self.same_site,
        )


SESSION: Final = Cookie("threshold-session", "strict")
VISIT: Final = Cookie("threshold-visit", "strict")
"""Held by who is not signed in: what the token of a sign-in form is made from."""

HOST: Final = Cookie("threshold-host", "strict", ROOM_SECONDS)
"""Held by the browser that opened a room: it alone moves the room on."""

LEARNER: Final = Cookie("threshold-learner", "strict", ROOM_SECONDS)
"""Held by who answers in a room: their place in it, and nothing of who they are."""

SIGN_IN: Final = Cookie("threshold-sign-in", "lax", 15 * 60)
"""Held while a provider is asked, for the way back from there is a link from another site."""
