"""Working copies: what was answered of a case and not yet recorded, sealed like its entries."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of working copies."""
    op.create_table(
        "working",
        sa.Column("panel", sa.String(64), primary_key=True),
        sa.Column("reference", sa.String(40), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
