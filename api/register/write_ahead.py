"""PostgreSQL's write-ahead log, emptied of keys that were destroyed, as far as the server lets us.

Pages that held a key are in the log until their segments are removed. So `case_keys` is written
anew once nobody sees its old rows, the log goes on in a new segment, and a checkpoint lets go of
the segments before. Whatever hinders that is told.
"""

from __future__ import annotations

import time
from typing import Final

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

PATIENCE = 30
"""How many seconds an erasure waits for those who read, or for the log."""

OFTEN = 0.1
"""After how many seconds it looks again."""

HINDRANCES: Final = {
    "reused": "`wal_recycle` is on, so segments of the log are used again and not removed: turn it"
    " off",
    "kept": "`wal_keep_size` keeps segments of the log: set it to 0",
    "slotted": "a replication slot may hold segments of the log: drop it",
    "fixed": "we may not begin a new segment of the log: GRANT EXECUTE ON FUNCTION pg_switch_wal()",
    "unsettled": "we may not make a checkpoint: GRANT pg_checkpoint",
    "blind": "we may not see what is left of the log, nor who reads: GRANT pg_monitor",
}
"""What keeps us from emptying the log, and what to do."""

COPIES: Final = {
    "archived": "`archive_mode` is on: take what was archived before away",
    "followed": "another server has a copy of the log: make a checkpoint there",
}
"""Where else the log may be."""

STATE = text(
    """
    SELECT current_setting('wal_recycle') <> 'off' AS reused,
        current_setting('wal_keep_size') <> '0' AS kept,
        EXISTS (SELECT FROM pg_replication_slots) AS slotted,
        NOT has_function_privilege('pg_switch_wal()', 'EXECUTE') AS fixed,
        NOT EXISTS (
            SELECT FROM pg_roles WHERE pg_has_role(oid, 'USAGE')
            AND (rolname = 'pg_checkpoint' OR rolsuper)
        ) AS unsettled,
        NOT pg_has_role('pg_monitor', 'USAGE') AS blind,
        current_setting('archive_mode') <> 'off' AS archived,
        EXISTS (SELECT FROM pg_stat_replication) AS followed
    """
)
NEWEST = text("SELECT CAST(pg_current_xact_id() AS xid)::text")
STILL_SEEN = text(
    """
    SELECT EXISTS (
        SELECT FROM (
            SELECT backend_xmin AS seen FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
            UNION ALL SELECT backend_xid FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
            UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()
        ) AS others WHERE age(seen) >= age(CAST(:newest AS xid))
    )
    """
)
SEGMENTS = text("SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'")
CURRENT = text("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
SWITCH, CHECKPOINT = text("SELECT pg_switch_wal()"), text("CHECKPOINT")
REWRITE = text("VACUUM FULL case_keys")  # plain VACUUM leaves the bytes
PROMPTLY = text("SET lock_timeout = '1s'")  # whoever writes waits behind us

READ = "somebody has been reading since before it was destroyed"
HELD = "segments of the log from before are not removed yet"


def in_the_way(connection: Connection) -> tuple[list[str], list[str]]:
    """What keeps us from emptying the log as the server is set, and where else the log may be."""
    row = connection.execute(STATE).one()._mapping
    hindered = [told for name, told in HINDRANCES.items() if row[name]]
    return hindered, [told for name, told in COPIES.items() if row[name]]


def emptied(connection: Connection) -> list[str]:
    """Empty tables and log of destroyed keys; what may hold them all the same, if anything does.

    The connection commits every statement by itself, and is not used again.
    """
    until = time.monotonic() + PATIENCE
    connection.execute(PROMPTLY)
    hindered, copies = in_the_way(connection)
    if not rewritten(connection, until):
        return [READ, *hindered, *copies]
    if not hindered and not walked_past(connection, until):
        hindered = [HELD]
    return [*hindered, *copies]


def rewritten(connection: Connection, until: float) -> bool:
    """Write the table of keys anew, once nobody sees a row that was changed; whether that was done.

    What somebody may still see is written along.
    """
    newest = connection.execute(NEWEST).scalar_one()
    while True:
        seen = connection.execute(STILL_SEEN, {"newest": newest}).scalar_one()
        over = time.monotonic() > until
        if (not seen or over) and taken(connection):
            return not seen
        if over:
            return False
        time.sleep(OFTEN)


def taken(connection: Connection) -> bool:
    """Write the table anew, unless somebody holds it for long."""
    try:
        connection.execute(REWRITE)
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            return False
        raise
    return True


def walked_past(connection: Connection, until: float) -> bool:
    """Go on until every segment that the log has now is removed; whether they are.

    Some lie ahead: they were put there to be used again, with what they held before.
    """
    held = segments(connection)
    while held:
        if time.monotonic() > until:
            return False
        if max(map(position, held)) >= position(connection.execute(CURRENT).scalar_one()):
            connection.execute(SWITCH)
        connection.execute(CHECKPOINT)
        held &= segments(connection)
        if held:
            time.sleep(OFTEN)
    return True


def segments(connection: Connection) -> set[str]:
    """The segments of the log, by name."""
    return set(connection.execute(SEGMENTS).scalars())


def position(segment: str) -> str:
    """Where a segment stands in the log, whatever the timeline."""
    return segment[8:]
