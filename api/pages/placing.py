"""Placing somebody: who they are, in which role, for which panel, from a provider's claims."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from api.credentials import LABEL, PEOPLE, Credential
from api.service.settings import Settings
from api.store.keys import clock
from criteria.errors import InputError, Problem, quoted

LONGEST_NAME = 64


def placed(claims: Mapping[str, Any], settings: Settings) -> Credential:
    """Somebody as the register knows them. Raises InputError with everything that is missing."""
    name, role, panel = (
        told(claims, settings.oidc_name_claim),
        told(claims, settings.oidc_role_claim),
        told(claims, settings.oidc_panel_claim),
    )
    problems = [
        *wrong_with_name(settings.oidc_name_claim, name),
        *wrong_with_role(settings.oidc_role_claim, role),
        *wrong_with_panel(settings.oidc_panel_claim, panel),
    ]
    if problems:
        raise InputError(problems)
    return Credential(
        id=account(claims),
        name=name[0],
        role=next(one for one in PEOPLE if one in role),
        panel=panel[0],
        created=clock(),
    )


def account(claims: Mapping[str, Any]) -> str:
    """What the register and the logs call an account: always the same, and nobody's name."""
    return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()[:16]


def told(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts that a claim says, one or many."""
    said = claims.get(name)
    many = said if isinstance(said, list) else [said]
    return [one.strip() for one in many if isinstance(one, str) and one.strip()]


def wrong_with_name(claim: str, said: list[str]) -> list[Problem]:
    """What is wrong with a name."""
    if len(said) == 1 and len(said[0]) <= LONGEST_NAME and said[0].isprintable():
        return []
    return [Problem((claim,), f"says no name of up to {LONGEST_NAME} characters")]


def wrong_with_role(claim: str, said: list[str]) -> list[Problem]:
    """What is wrong with a role: exactly one of ours must be among what is said."""
    known = [one for one in PEOPLE if one in said]
    if len(known) == 1:
        return []
    if known:
        return [Problem((claim,), f"says more than one role ({', '.join(known)}): it must say one")]
    given = f"says {', '.join(map(quoted, said[:5]))}" if said else "says no role"
    return [Problem((claim,), f"{given}, and the roles are {', '.join(PEOPLE)}")]


def wrong_with_panel(claim: str, said: list[str]) -> list[Problem]:
    """What is wrong with a panel."""
    if len(said) == 1 and LABEL.fullmatch(said[0]):
        return []
    if len(said) > 1:
        return [Problem((claim,), "says more than one panel: it must say one")]
    return (
        [Problem((claim,), f"says {quoted(said[0])}, which is no name of a panel")]
        if said
        else [Problem((claim,), "says no panel")]
    )
