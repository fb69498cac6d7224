"""The rules under which cases were decided are kept beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make room for rules; those of earlier screenings are in the release that shipped them."""
    op.create_table(
        "rulesets",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
