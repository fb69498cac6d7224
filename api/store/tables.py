"""The tables as they are now; the migrations lead from every earlier form to this one."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def who() -> list[Column[str]]:
    """Who did it: the role, name and id of the credential."""
    return [
        Column("role", String(16), nullable=False),
        Column("name", String(64), nullable=False),
        Column("key", String(16), nullable=False),
    ]


def credential(known_by: str | None = None) -> list[Column[str]]:
    """Whom a secret is for: by its id, where the row is known by that, or by the secret's hash."""
    return [
        Column("id", String(16), primary_key=known_by == "id", nullable=False),
        Column("name", String(64), nullable=False),
        Column("role", String(16), nullable=False),
        Column("panel", String(64), nullable=False),
    ]


keys = Table(
    "keys",
    metadata,
    *credential(known_by="id"),
    Column("hashed", String(64), nullable=False),
    Column("created", DateTime, nullable=False),
    Column("expires", DateTime),
    Column("revoked", DateTime),
)

cases = Table(
    "cases",
    metadata,
    Column("panel", String(64), primary_key=True),
    Column("reference", String(40), primary_key=True),
    Column("incident", String(40)),
    Column("entries", Integer, nullable=False),
    Column("opened", String(24), nullable=False),
    Column("changed", String(24), nullable=False),
    # Nothing once the case is erased.
    Column("key_id", Integer),
)

# The key of each case, wrapped with ours; zeros once the case is erased. A table of its own, to
# which rows are added at the end and changed in place: SQLite never moves one, so no copy of a key
# is left in the room between the rows of a page.
case_keys = Table(
    "case_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("panel", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reference", String(40), nullable=False),
    Column("n", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", String(24), nullable=False),
    *who(),
    Column("content", LargeBinary, nullable=False),
    Column("sealed", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("incident", String(40)),
    UniqueConstraint("panel", "reference", "n"),
)

repeats = Table(
    "repeats",
    metadata,
    Column("panel", String(64), primary_key=True),
    Column("token", String(64), primary_key=True),
    # A keyed hash of the request: the same token with another body is refused.
    Column("request", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("panel", String(64), nullable=False),
    Column("reference", String(40), nullable=False),
    Column("at", String(24), nullable=False),
    *who(),
    Index("readings_of_cases", "panel", "reference", "id"),
)

# What was answered of a case and not yet recorded, sealed with the key of the case.
working = Table(
    "working",
    metadata,
    Column("panel", String(64), primary_key=True),
    Column("reference", String(40), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# The rules under which cases were decided, as `criteria.versions` stores them: what a later release
# has no more is still here. They say nothing of any case.
rulesets = Table(
    "rulesets",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

retention = Table(
    "retention",
    metadata,
    Column("panel", String(64), primary_key=True),
    Column("days", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hashed", String(64), primary_key=True),
    *credential(),
    Column("created", DateTime, nullable=False),
    Column("seen", DateTime, nullable=False),
    Column("ends", DateTime, nullable=False),
)

# A sign-in under way at a provider: what must come back with its answer.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("hashed", String(64), primary_key=True),
    Column("kept", Text, nullable=False),
    Column("ends", DateTime, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("hashed", String(64), primary_key=True),
    *credential(),
    Column("ends", DateTime, nullable=False),
)

# A room in which a drill is played. It holds no case and nobody's name.
rooms = Table(
    "rooms",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("host", String(64), nullable=False),
    Column("drill", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("ends", DateTime, nullable=False),
)

learners = Table(
    "learners",
    metadata,
    Column("hashed", String(64), primary_key=True),
    Column("room", String(6), nullable=False, index=True),
)

# What a learner chose at a question, by the names of the choices, with spaces between.
choices = Table(
    "choices",
    metadata,
    Column("room", String(6), primary_key=True),
    Column("question", Integer, primary_key=True, autoincrement=False),
    Column("learner", String(64), primary_key=True),
    Column("chosen", Text, nullable=False),
)

PASSING = (sessions, sign_ins, links, rooms, learners, choices)
"""What ends by itself within a day: a back-up leaves it out, so that none opens a session."""
