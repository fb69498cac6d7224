"""The register of one service: its keys, its ledger and library, and the one who writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from api.register.ledger import Ledger
from api.register.library import Library
from api.register.rulesets import Rulesets
from api.register.scribe import Scribe
from api.register.sealing import Master, master_from, master_given, new_key
from api.register.signing import SignedHead, Signer, signer_from
from api.register.standing import Standings
from api.register.working import WorkingCopies
from api.store.tables import cases
from criteria.errors import InputError, Problem

MASTER = "master.key"
SIGNING = "signing.key"


@dataclass(frozen=True, slots=True)
class Register:
    """Everything there is to the register, wired."""

    ledger: Ledger
    library: Library
    scribe: Scribe
    signer: Signer
    standings: Standings
    working: WorkingCopies
    rulesets: Rulesets
    opens: bool = True
    """Whether the master keys are here; without them it can be verified, and not be read."""

    def head(self, panel: str) -> SignedHead | None:
        """How far a panel's register goes, signed; None if it has no entry yet."""
        head = self.library.head(panel)
        return None if head is None else self.signer.sign(head)


def register_in(
    engine: Engine,
    folder: Path,
    file: Path | None = None,
    keys: str | None = None,
    *,
    unread: bool = False,
) -> Register:
    """The register in a database, with its keys in a folder.

    The master keys may be in another file, or be given as such a file has them. Raises InputError
    if they were lost, unless nothing is to be read.
    """
    where = file or folder / MASTER
    lost = unread and keys is None and not where.exists()
    if lost:
        keys = new_key()
    master = in_file(engine, where) if keys is None else master_given(keys)
    ledger = Ledger(engine, master)
    return Register(
        ledger=ledger,
        library=Library(engine, ledger),
        scribe=Scribe(ledger),
        signer=signer_from(folder / SIGNING),
        standings=Standings(engine, master),
        working=WorkingCopies(engine, master),
        rulesets=Rulesets(engine.connect),
        opens=not lost,
    )


def in_file(engine: Engine, file: Path) -> Master:
    """The master keys in a file. Raises InputError if they are not there and are needed."""
    if not file.exists() and used(engine):
        told = f"{file} is not there, and nothing recorded here can be read without it"
        raise InputError([Problem(("master key",), told)])
    return master_from(file)


def at_hand(folder: Path, file: Path | None = None, keys: str | None = None) -> Master | None:
    """The master keys that are there already, or None: none are made."""
    where = file or folder / MASTER
    if keys is not None:
        return master_given(keys)
    return master_from(where) if where.exists() else None


def used(engine: Engine) -> bool:
    """Whether there is a case that some master key must open."""
    with engine.connect() as connection:
        unerased = select(cases.c.panel).where(cases.c.key_id.is_not(None)).limit(1)
        return connection.execute(unerased).first() is not None
