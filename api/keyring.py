"""`threshold keys`: who may come in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.ended import mended_by_caller

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.credentials import Credential
    from api.service.settings import Settings
    from api.store.keys import Keys

DATA = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for keys and certificates.  [default: threshold-data]",
)


@click.group()
def keys() -> None:
    """Make, list and revoke the keys of those who may come in."""


@keys.command()
@click.option("--name", required=True, help="Whose key it is: a system or a post, not a person.")
@click.option("--role", required=True, help="system, screener, chair, trainer, auditor or admin.")
@click.option("--panel", default="default", show_default=True, help="The panel it belongs to.")
@click.option("--days", type=click.IntRange(1, 3660), help="For how many days it is good.")
@DATA
@mended_by_caller
def create(name: str, role: str, panel: str, days: int | None, data: Path | None) -> None:
    """Make a key, and print it alone on the last line: it cannot be shown again."""
    with kept_in(data) as kept:
        key = kept.create(name, role, panel, days)
    until = f"for {days} days" if days else "until it is revoked"
    click.echo(f"A key for {name} of panel {panel}, role {role}, good {until}.", err=True)
    click.echo("Keep it where the caller can read it and nobody else can.", err=True)
    click.echo(str(key))


@keys.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@DATA
@mended_by_caller
def list_(form: str, data: Path | None) -> None:
    """List the keys: everything but the secrets, which are not kept."""
    with kept_in(data) as kept:
        found = kept.listed()
    if form == "json":
        click.echo(json.dumps([told(one) for one in found], indent=2))
        return
    for one in found:
        click.echo(f"{one.id}  {one.role:<9} {one.panel:<16} {one.name:<24} {standing(one)}")
    if not found:
        click.echo("No keys yet: threshold keys create --name NAME --role ROLE")


@keys.command()
@click.argument("id")
@DATA
@mended_by_caller
def revoke(id: str, data: Path | None) -> None:
    """Revoke the key with this ID: within a second or two it opens nothing."""
    with kept_in(data) as kept:
        one = kept.revoke(id)
    click.echo(f"{one.id} {standing(one)}")


@contextmanager
def kept_in(data: Path | None) -> Iterator[Keys]:
    """The keys in the database of a data folder, or in the one that the settings name."""
    from api.store.keys import Keys

    with database_of(settings_of(data)) as engine:
        yield Keys(engine)


def settings_of(data: Path | None) -> Settings:
    """The settings, as `serve` has them: a data folder if it is given, the environment, the file.

    Raises InputError with every setting that cannot be read.
    """
    from api.service.settings import settings_from  # screening a case need not wait for these

    file = os.environ.get("THRESHOLD_CONFIG")
    return settings_from(Path(file) if file else None, {} if data is None else {"data": data})


@contextmanager
def database_of(settings: Settings) -> Iterator[Engine]:
    """The database that settings name. Raises NotKept if it fails while it is used."""
    from sqlalchemy.exc import DBAPIError

    from api.register.mistakes import NotKept
    from api.store.database import opened

    engine = opened(settings.data, settings.database)
    try:
        yield engine
    except DBAPIError as error:
        raise NotKept(f"the database: {str(error.orig).strip()}") from error
    finally:
        engine.dispose()


def told(one: Credential) -> dict[str, str | None]:
    """A credential in JSON; times are UTC."""
    times = {name: getattr(one, name) for name in ("created", "expires", "revoked")}
    said = {name: f"{time.isoformat()}Z" if time else None for name, time in times.items()}
    return {"id": one.id, "name": one.name, "role": one.role, "panel": one.panel, **said}


def standing(one: Credential) -> str:
    """Whether a key is good, in words."""
    from api.store.keys import clock

    if one.revoked:
        return f"revoked {one.revoked:%d %B %Y %H:%M} UTC"
    if one.holds(clock()):
        return f"good until {one.expires:%d %B %Y %H:%M} UTC" if one.expires else "good"
    return f"expired {one.expires:%d %B %Y %H:%M} UTC"
