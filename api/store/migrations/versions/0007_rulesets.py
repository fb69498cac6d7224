"""The rules under which cases were decided are kept beside them."""

import sqlalchemy as sa
from alembic import op

from criteria.shelf import RELEASES, shelf
from criteria.versions import pack_version, read_releases

revision = "0007"
down_revision = "0006"

FIRST = "0.1.0"
"""The release whose rules decided what was recorded before the register kept any."""


def upgrade() -> None:
    """Make room for rules; where something is recorded, keep those that can have decided it."""
    kept = op.create_table(
        "rulesets",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    recorded = op.get_bind().execute(sa.text("SELECT 1 FROM entries LIMIT 1")).first()
    if recorded is not None:
        shipped = [one for one in read_releases(shelf().folder / RELEASES) if one.release == FIRST]
        rows = [{"digest": one.digest, "content": pack_version(one)} for one in shipped]
        op.bulk_insert(kept, rows)
