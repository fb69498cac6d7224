"""The OpenID Connect provider: where to send somebody, and what it says of them afterwards.

The protocol is Authlib's: authorization code with PKCE, state and nonce, and an ID token that is
held to the provider's keys. What is kept in between stands in the database, for any worker.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError

from api.service.settings import Settings

UNASKED = (AuthlibBaseError, JoseError, httpx2.HTTPError, RuntimeError, ValueError)
"""What goes wrong while a provider is asked: it is not there, or what it says does not hold."""

SIGNED_WITH: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""How an ID token may be signed: never with nothing, nor with a secret that we share."""

SECONDS = 10


@lru_cache(maxsize=4)
def client(settings: Settings) -> Any:
    """The provider as Authlib asks it."""
    return OAuth().register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=secret(settings),
        server_metadata_url=f"{issuer(settings)}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.oidc_scope,
            "code_challenge_method": "S256",
            "timeout": SECONDS,
        },
    )


def issuer(settings: Settings) -> str:
    """The provider's name for itself, without a slash at its end."""
    return (settings.oidc_issuer or "").rstrip("/")


def secret(settings: Settings) -> str | None:
    """The secret that we share with the provider, if there is one."""
    if settings.oidc_client_secret_file is not None:
        return settings.oidc_client_secret_file.read_text("utf-8").strip()
    return settings.oidc_client_secret


async def asked(settings: Settings, back: str) -> dict[str, Any]:
    """Where to send somebody (`url`), and what must be kept until they are `back`."""
    found: dict[str, Any] = await client(settings).create_authorization_url(back)
    return {**found, "back": back}


async def left(settings: Settings, back: str) -> str | None:
    """Where somebody signs out at the provider, to come `back` from there; None if it says nothing.

    No ID token is kept to show there, so the provider may ask who it is. Raises one of UNASKED.
    """
    asks = client(settings)
    if "end_session_endpoint" not in await asks.load_server_metadata():
        return None
    found = await asks.create_logout_url(back, client_id=settings.oidc_client_id)
    address: str = found["url"]
    return address


async def claims(settings: Settings, kept: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """What the provider says of who came back with a code. Raises one of UNASKED if it does not."""
    asks = client(settings)
    metadata = await asks.load_server_metadata()
    known = metadata.get("id_token_signing_alg_values_supported") or SIGNED_WITH[:1]
    metadata["id_token_signing_alg_values_supported"] = [
        one for one in known if one in SIGNED_WITH
    ] or list(SIGNED_WITH[:1])
    token = await asks.fetch_access_token(
        redirect_uri=kept["back"], code=code, code_verifier=kept["code_verifier"]
    )
    held_to = {
        "iss": {"essential": True, "values": [issuer(settings), f"{issuer(settings)}/"]},
        "aud": {"essential": True, "values": [settings.oidc_client_id]},
    }
    found = await asks.parse_id_token(token, nonce=kept["nonce"], claims_options=held_to)
    if found is None:
        raise ValueError("the provider gave no ID token")
    told: Mapping[str, Any] = found
    return told
