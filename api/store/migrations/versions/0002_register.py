"""The register: cases, entries, what was read, and how long things are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the register."""
    op.create_table(
        "cases",
        sa.Column("panel", sa.String(64), primary_key=True),
        sa.Column("reference", sa.String(40), primary_key=True),
        sa.Column("incident", sa.String(40)),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("opened", sa.String(24), nullable=False),
        sa.Column("changed", sa.String(24), nullable=False),
        sa.Column("key_id", sa.Integer),
    )
    op.create_table(
        "case_keys",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("panel", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        *who(),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("panel", "reference", "n"),
    )
    op.create_table(
        "repeats",
        sa.Column("panel", sa.String(64), primary_key=True),
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("panel", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        *who(),
    )
    op.create_table(
        "retention",
        sa.Column("panel", sa.String(64), primary_key=True),
        sa.Column("days", sa.Integer, nullable=False),
    )


def who() -> list[sa.Column[str]]:
    """Who did it: the role, name and id of the credential."""
    return [
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
    ]
