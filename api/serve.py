"""`threshold serve`: the service, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.ended import mended_by_caller


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
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="THRESHOLD_CONFIG",
    help="A TOML file of settings.",
)
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

    served(settings)
