"""`threshold register`: back-ups, master keys, and what is erased when its time has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from api.ended import mended_by_caller
from api.keyring import DATA, settings_of
from api.opened import Opened, at_this_shell, opened_in
from api.registering import register
from criteria.errors import InputError, Problem, nearest, quoted

if TYPE_CHECKING:
    from api.register.sealing import Master

__all__ = ["register"]

GIVEN = """the first of THRESHOLD_MASTER_KEYS
To rotate them: put a new one (threshold register new-master-key) before the others there, start the
service again, run this again, and take the older ones away when no back-up needs them any more."""
"""What is told of master keys that we cannot change, because the environment has them."""


@register.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@DATA
@mended_by_caller
def backup(file: Path, data: Path | None) -> None:
    """Copy everything, while it is in use, to a new FILE. The master keys are not in it."""
    from api.register.backup import backed_up

    with opened_in(data) as here:
        click.echo(f"{backed_up(here.engine, file)} rows backed up")


@register.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@DATA
@mended_by_caller
def restore(file: Path, data: Path | None) -> None:
    """Restore the back-up FILE into a database with nothing in it.

    What was erased since the back-up was made is erased again: the list of it, erasures.jsonl, and
    the keys belong in the folder first.
    """
    from api.register.backup import refuse_unrestorable, restored
    from api.register.erasing import Erasures, reapplied
    from api.register.register import at_hand

    settings = settings_of(data)
    given = settings.master_key, settings.given_keys
    refuse_unrestorable(file, opener(at_hand(settings.data, *given)))
    erasures, missed = Erasures(settings.data).listed(), missed_in(settings.data)
    with opened_in(data, new=True) as here:
        count = restored(here.engine, file, here.register.ledger.check_opens)
        again, left = reapplied(here.engine, here.register.ledger, erasures, at_this_shell())
        click.echo(f"{count} rows restored, {again} erased again")
        warn(left)
    for told in missed:
        click.echo(f"threshold: warning: {told}", err=True)


def missed_in(folder: Path) -> list[str]:
    """What is lost by a restore into a folder without what belongs there first."""
    from api.register.erasing import LIST
    from api.register.register import SIGNING

    lost = {
        LIST: "is not in {}: what was erased since the back-up is back",
        SIGNING: "was not in {}: with the new one made there, no head kept before can be verified",
    }
    return [
        f"{name} {told.format(folder)}"
        for name, told in lost.items()
        if not (folder / name).exists()
    ]


def opener(master: Master | None) -> Callable[[bytes], object]:
    """What opens the key of a case with the master keys that are there; without any, nothing."""
    from api.register.mistakes import Unreadable

    def none(_: bytes) -> NoReturn:
        raise Unreadable("there is no master key")

    return none if master is None else master.unwrap


@register.command()
@click.argument("reference")
@click.option("--reason", required=True, help="Why, without a word about the case.")
@click.option("--panel", default="default", show_default=True, help="The panel whose case it is.")
@DATA
@mended_by_caller
def erase(reference: str, reason: str, panel: str, data: Path | None) -> None:
    """Destroy the key of the case REFERENCE: what was said of it can be read no more."""
    from api.register.erasing import Erasure, Erasures
    from api.register.erasing import erase as erased

    with opened_in(data) as here:
        refuse_unknown(here, panel)
        told = Erasure(panel, reference, reason)
        done = erased(here.register.ledger, Erasures(here.settings.data), told, at_this_shell())
        click.echo(f"{reference} erased: entry {done.held.entry.n} of the case says so")
        warn(done.left)


def warn(left: Sequence[str]) -> None:
    """Tell on standard error what may still hold a key that was destroyed, if anything may."""
    from api.register.scrubbing import warning

    if left:
        click.echo(f"threshold: warning: {warning(left)}", err=True)


@register.command()
@DATA
@mended_by_caller
def scrub(data: Path | None) -> None:
    """Clear the database and its write-ahead log of keys that were destroyed; 1 if it cannot be.

    Every erasure does so by itself. This does it again, after one that said it could not.
    """
    from api.register.scrubbing import scrubbed

    with opened_in(data) as here:
        left = scrubbed(here.engine)
    warn(left)
    if left:
        sys.exit(1)
    click.echo("no key that was destroyed is in the database or its write-ahead log")


@register.command()
@click.option("--days", type=click.IntRange(1, 36_600), required=True, help="After the last entry.")
@click.option("--panel", default="default", show_default=True, help="The panel whose cases.")
@DATA
@mended_by_caller
def keep(days: int, panel: str, data: Path | None) -> None:
    """Set for how many days after its last entry a panel keeps a case."""
    from api.register.erasing import keep_for

    with opened_in(data) as here:
        refuse_unknown(here, panel)
        keep_for(here.engine, panel, days)
        click.echo(f"panel {panel} keeps a case for {days} days after its last entry")


def refuse_unknown(here: Opened, panel: str) -> None:
    """Raise InputError with the nearest for a panel that has no case and no key."""
    from api.register.verifying import legible, panels_in
    from api.store.keys import Keys

    keyed = [one.panel for one in Keys(here.engine).listed()]
    with here.register.library.as_it_stands() as connection:
        known = {*filter(legible, panels_in(connection)), *keyed, here.settings.local_panel}
    if panel not in known:
        told = f"{quoted(panel)} is no panel here: it has no case and no key"
        raise InputError([Problem(("panel",), told, nearest(panel, sorted(known)))])


@register.command()
@DATA
@mended_by_caller
def due(data: Path | None) -> None:
    """List the cases whose time has come: nothing is erased by itself."""
    from api.register.erasing import due as due_for_erasure

    with opened_in(data) as here:
        for one in due_for_erasure(here.engine):
            click.echo(f"{one.panel} {one.reference} last entry {one.changed}")


@register.command()
@DATA
@mended_by_caller
def rotate(data: Path | None) -> None:
    """Make a new master key, and wrap the key of every case with it.

    The older master keys stay in the file for back-ups made before. Taken out of it, they make what
    older back-ups hold unreadable for good, and so what was erased since. Master keys that come
    from the environment are changed there first: what to do is told.
    """
    from api.register.erasing import rewrapped

    with opened_in(data) as here:
        master, told = renewed(here)
        count, left = rewrapped(here.engine, master)
        click.echo(f"{count} keys wrapped with {told}")
        warn(left)


def renewed(here: Opened) -> tuple[Master, str]:
    """The master keys with which everything is wrapped anew, and what is told of the newest."""
    from api.register.register import MASTER
    from api.register.sealing import add_key, master_from, master_given

    if here.settings.given_keys is not None:
        return master_given(here.settings.given_keys), GIVEN
    file = here.settings.master_key or here.settings.data / MASTER
    add_key(file)
    return master_from(file), "a new master key"


@register.command()
@mended_by_caller
def new_master_key() -> None:
    """Print a new master key, for THRESHOLD_MASTER_KEYS. It is kept nowhere."""
    from api.register.sealing import new_key

    click.echo(new_key())
