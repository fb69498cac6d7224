"""Who is signed in on the pages, sign-ins under way, and one-time links."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of those who sign in."""
    op.create_table(
        "sessions",
        sa.Column("hashed", sa.String(64), primary_key=True),
        *who(),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
    )
    op.create_table(
        "sign_ins",
        sa.Column("hashed", sa.String(64), primary_key=True),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("hashed", sa.String(64), primary_key=True),
        *who(),
        sa.Column("ends", sa.DateTime, nullable=False),
    )


def who() -> list[sa.Column[str]]:
    """Who it is: what a credential carries."""
    return [
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("panel", sa.String(64), nullable=False),
    ]
