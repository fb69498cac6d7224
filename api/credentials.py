"""Who may come in: a credential, the role it has, and the key that proves it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from criteria.errors import InputError, Problem, nearest, quoted

Role = Literal["system", "screener", "chair", "trainer", "auditor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
PEOPLE: tuple[Role, ...] = tuple(role for role in ROLES if role != "system")
"""The roles that a person has; a system holds a key."""

KEY = re.compile(r"thr_([0-9a-f]{16})_([0-9a-f]{64})")
LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,63}")
LABEL_RULE = "letters, digits, space, - _ . up to 64, beginning with a letter or digit"


@dataclass(frozen=True, slots=True)
class Credential:
    """Somebody or something that holds a key, for one panel, in one role. Times are UTC."""

    id: str
    name: str
    role: Role
    panel: str
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether the credential is good at this time."""
        return self.revoked is None and (self.expires is None or now < self.expires)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as its holder sends it: the id of the credential, and a secret of 256 bits."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"thr_{self.id}_{self.secret}"

    def __repr__(self) -> str:
        return f"Key({self.id!r}, ...)"

    def hashed(self) -> str:
        """What is stored of the secret. It is random and long, so one pass of SHA-256 will do."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def proves(self, stored: str) -> bool:
        """Whether this secret is the one stored, in a time that tells nothing of it."""
        return hmac.compare_digest(self.hashed(), stored)


def new_key() -> Key:
    """A key nobody has had."""
    return Key(secrets.token_hex(8), secrets.token_hex(32))


def as_key(text: str) -> Key | None:
    """The key in a text, or None if it has not the shape of one."""
    found = KEY.fullmatch(text)
    return Key(found[1], found[2]) if found else None


def as_role(text: str) -> Role:
    """The role of this name. Raises InputError with the nearest one."""
    for role in ROLES:
        if role == text:
            return role
    raise InputError([Problem(("role",), f"{quoted(text)} is not a role", nearest(text, ROLES))])


def as_persons_role(text: str) -> Role:
    """The role of this name, that a person has. Raises InputError, with the nearest if there is."""
    role = as_role(text)
    if role not in PEOPLE:
        told = f"{quoted(text)} is the role of a program: it holds a key, and signs in nowhere"
        raise InputError([Problem(("role",), told)])
    return role


def as_label(place: str, text: str) -> str:
    """The name of a key or of a panel. Raises InputError if it has other characters."""
    if LABEL.fullmatch(text):
        return text
    raise InputError([Problem((place,), f"{quoted(text)} is not a {place} ({LABEL_RULE})")])
