"""Rooms in which drills are played, with what learners chose. Nothing of it lasts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of rooms, learners and choices."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("host", sa.String(64), nullable=False),
        sa.Column("drill", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
    )
    op.create_table(
        "learners",
        sa.Column("hashed", sa.String(64), primary_key=True),
        sa.Column("room", sa.String(6), nullable=False, index=True),
    )
    op.create_table(
        "choices",
        sa.Column("room", sa.String(6), primary_key=True),
        sa.Column("question", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("learner", sa.String(64), primary_key=True),
        sa.Column("chosen", sa.Text, nullable=False),
    )
