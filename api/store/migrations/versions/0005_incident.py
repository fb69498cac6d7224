"""The incident stands in the entry that named it, where the chain holds it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Give entries an incident, and readings an index.

    An incident named before is vouched for by no entry, and verify says so.
    """
    op.add_column("entries", sa.Column("incident", sa.String(40)))
    op.create_index("readings_of_cases", "readings", ["panel", "reference", "id"])
