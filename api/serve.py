"""`threshold serve` and `sign-in-link`: the service, and a way in, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.ended import mended_by_caller
from api.opened import refuse_nowhere
from criteria.errors import InputError, Problem

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.service.settings import Settings


CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="THRESHOLD_CONFIG",
    help="A TOML file of settings.",
)


@click.command()
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port.  [default: 8000]")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for keys and certificates.  [default: threshold-data]",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that serve.  [default: 1]")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front ends TLS.")
@click.option("--tls-certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONFIG
@click.option("--show-settings", is_flag=True, help="Print every setting, and do not serve.")
@mended_by_caller
def serve(config: Path | None, show_settings: bool, behind_proxy: bool, **given: Any) -> None:
    """Serve decisions over HTTP to those who hold a key.

    What is given here comes before the environment (THRESHOLD_PORT and the like), and that before
    the file. It listens on the loopback address alone, unless TLS is set up or a proxy ends it.
    """
    from api.service.settings import settings_from, shown  # nothing else waits for the web stack

    said = {name: value for name, value in given.items() if value is not None}
    settings = settings_from(config, said | ({"behind_proxy": True} if behind_proxy else {}))
    if show_settings:
        click.echo(shown(settings))
        return
    from api.service.serving import serve as served

    served(settings, invited)


@click.command(name="sign-in-link")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port that it serves on.")
@click.option(
    "--role", default="chair", show_default=True, help="screener, chair, trainer, auditor or admin."
)
@click.option("--panel", help="Of which panel.  [default: default]")
@click.option("--name", help="What the register calls whoever signs in: a post, not a person.")
@CONFIG
@mended_by_caller
def sign_in_link(
    config: Path | None, role: str, panel: str | None, name: str | None, **given: Any
) -> None:
    """Print a link that signs in once, within 15 minutes, on this machine.

    It is for a service on this machine alone, where no provider is set to sign in with.
    """
    from api.service.settings import settings_from
    from api.store.database import opened

    settings = settings_from(config, {key: one for key, one in given.items() if one is not None})
    if not settings.invites:
        told = "are for a service on this machine alone, with no provider to sign in with"
        raise InputError([Problem(("sign-in links",), told)])
    refuse_nowhere(settings)
    engine = opened(settings.data, settings.database)
    try:
        click.echo(link_in(engine, settings, role, panel, name))
    finally:
        engine.dispose()


def invited(engine: Engine, settings: Settings) -> None:
    """Print how to sign in, where that is with a link."""
    if settings.invites:
        click.echo("Open this to sign in, once, within 15 minutes (another: sign-in-link):")
        click.echo(f"  {link_in(engine, settings)}")


def link_in(
    engine: Engine,
    settings: Settings,
    role: str = "chair",
    panel: str | None = None,
    name: str | None = None,
) -> str:
    """The address of a new link. Raises InputError for a name, role or panel that is none."""
    from api.store.sign_ins import SignIns

    found = SignIns(engine).invite(name or f"local-{role}", role, panel or settings.local_panel)
    scheme = "https" if settings.encrypted else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{scheme}://{host}:{settings.port or 'PORT'}/sign-in/link?link={found}"
