"""What can be set about the service: from the command line, the environment or a file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from api.credentials import LABEL
from criteria.errors import InputError, Problem, nearest, quoted

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PREFIX = "THRESHOLD_"
HIDDEN = ("oidc_client_secret",)
"""What is never shown."""


class Settings(BaseSettings):
    """Everything that can be set, each with its unit. `THRESHOLD_PORT=8080` sets `port`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="the port; 0 takes any that is free")
    data: Path = Field(Path("threshold-data"), description="the folder for keys and certificates")
    database: str | None = Field(
        None, description="a PostgreSQL URL; without one, SQLite in data", repr=False
    )
    master_key: Path | None = Field(None, description="the file of master keys, if not in data")
    master_keys: SecretStr | None = Field(
        None, description="the master keys themselves, as that file has them"
    )
    workers: int = Field(1, ge=1, le=64, description="processes that serve")
    behind_proxy: bool = Field(
        False, description="a proxy in front ends TLS and sets X-Forwarded-*"
    )
    proxies: str = Field("127.0.0.1", description="addresses of proxies to believe, with commas")
    tls_certificate: Path | None = Field(None, description="a PEM file; needs tls_key")
    tls_key: Path | None = Field(None, description="a PEM file; needs tls_certificate")
    requests_per_second: float = Field(100, gt=0, description="requests a second, for each key")
    failures_per_minute: float = Field(30, gt=0, description="refused keys, for each address")
    joins_per_minute: float = Field(
        600, gt=0, description="codes of rooms tried, for each address: a class shares one"
    )
    largest_body: int = Field(65_536, ge=1024, description="bytes of a request for one case")
    largest_batch: int = Field(16_777_216, ge=1024, description="bytes of a batch")
    deepest_body: int = Field(8, ge=4, le=64, description="levels of nesting in a body")
    most_cases: int = Field(10_000, ge=1, le=100_000, description="cases in a batch")
    header_seconds: float = Field(10, gt=0, description="for a request's head to arrive")
    body_seconds: float = Field(20, gt=0, description="for a request's body to arrive")
    work_seconds: float = Field(120, gt=0, description="for a batch to be decided")
    reader_seconds: float = Field(20, gt=0, description="for a caller to take the next of a reply")
    batches_at_once: int = Field(
        2, ge=1, le=64, description="batches that a worker decides at once"
    )
    idle_minutes: float = Field(30, gt=0, le=1440, description="unused, before a page signs out")
    session_hours: float = Field(12, gt=0, le=24, description="for which a sign-in is good at most")
    open_teaching: bool = Field(
        False, description="the pages for trainers are for everybody, signed in or not"
    )
    local_panel: str = Field(
        "default", pattern=LABEL.pattern, description="the panel of a one-time sign-in link"
    )
    oidc_issuer: str | None = Field(
        None, description="the OpenID Connect provider; without one, one-time links on loopback"
    )
    oidc_client_id: str | None = Field(None, description="what the provider calls this service")
    oidc_client_secret: str | None = Field(
        None, description="the secret shared with the provider; never shown", repr=False
    )
    oidc_client_secret_file: Path | None = Field(None, description="a file with that secret")
    oidc_scope: str = Field("openid profile", description="what is asked of the provider")
    oidc_name_claim: str = Field("name", description="the claim that says who it is")
    oidc_role_claim: str = Field("roles", description="the claim with the role, or a list of them")
    oidc_panel_claim: str = Field("panel", description="the claim with the panel")
    public_url: str | None = Field(
        None, description="where browsers reach the pages, if not as asked; for the provider"
    )
    stop_seconds: int = Field(30, ge=1, description="to finish what was accepted when stopping")

    @property
    def given_keys(self) -> str | None:
        """The master keys, where they are given here and are in no file."""
        return None if self.master_keys is None else self.master_keys.get_secret_value()

    @model_validator(mode="after")
    def guards_the_door(self) -> Self:
        """Refuse half a certificate, master keys in two places, and an open address.

        An address that others can reach needs encryption in front of it.
        """
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key are set together, or neither is")
        if self.master_key is not None and self.master_keys is not None:
            raise ValueError("master_key and master_keys are not set together: which would count?")
        if self.host not in LOOPBACK and not (self.tls_certificate or self.behind_proxy):
            raise ValueError(
                f"listening on {quoted(self.host)} would send cases unencrypted: set"
                " tls_certificate and tls_key, or behind_proxy where a proxy ends TLS"
            )
        return self

    @model_validator(mode="after")
    def knows_its_provider(self) -> Self:
        """Refuse half of what a provider needs, and one that would be asked in the open."""
        if self.oidc_issuer is None:
            return self
        if self.oidc_client_id is None:
            raise ValueError("oidc_issuer needs oidc_client_id")
        if self.oidc_client_secret is not None and self.oidc_client_secret_file is not None:
            raise ValueError("give oidc_client_secret or oidc_client_secret_file, not both")
        if self.oidc_client_secret_file is not None and not self.oidc_client_secret_file.is_file():
            raise ValueError("oidc_client_secret_file is not there")
        where = urlsplit(self.oidc_issuer)
        if where.scheme != "https" and where.hostname not in LOOPBACK:
            raise ValueError("oidc_issuer must begin with https://, unless it is on this machine")
        return self

    @property
    def encrypted(self) -> bool:
        """Whether browsers reach the service over TLS, here or at a proxy."""
        return self.behind_proxy or self.tls_certificate is not None

    @property
    def invites(self) -> bool:
        """Whether somebody at this machine may sign in with a one-time link."""
        return self.oidc_issuer is None and self.host in LOOPBACK and not self.behind_proxy


def settings_from(file: Path | None, given: Mapping[str, Any]) -> Settings:
    """The settings: what is given first, then the environment, then the file, then defaults.

    Raises InputError with every setting that cannot be read.
    """
    if file is not None:
        known_in(file)

    class Layered(Settings):
        """The settings with a file beneath the environment."""

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            """What is given, the environment, the file: the first that says something counts."""
            files = [] if file is None else [TomlConfigSettingsSource(settings_cls, file)]
            return init_settings, env_settings, *files

    try:
        return Layered(**given)
    except ValidationError as error:
        raise InputError(map(unreadable, error.errors(include_url=False))) from error


def known_in(file: Path) -> None:
    """Refuse a settings file that cannot be read, or that sets what is not a setting."""
    try:
        stated = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([Problem((str(file),), f"cannot be read: {error}")]) from error
    names = Settings.model_fields
    problems = [
        Problem((str(file), name), f"{quoted(name)} is not a setting", nearest(name, names))
        for name in stated
        if name not in names
    ]
    if problems:
        raise InputError(problems)


def unreadable(error: Mapping[str, Any]) -> Problem:
    """What is wrong with one setting, or with two together."""
    message = str(error["msg"]).removeprefix("Value error, ")
    return Problem(("settings", *map(str, error["loc"])), message[:1].lower() + message[1:])


def shown(settings: Settings) -> str:
    """The settings as a file would state them, each with what it means."""
    rows = []
    for name, field in Settings.model_fields.items():
        value = None if name in HIDDEN else without_password(getattr(settings, name))
        text = "" if value is None else json.dumps(str(value) if isinstance(value, Path) else value)
        rows.append(
            f"# {field.description}\n{'# ' if value is None else ''}{name} = {text}".rstrip()
        )
    return "\n".join(rows)


def without_password(value: Any) -> Any:
    """A setting as it may be shown: a URL without the password in it, and no secret."""
    if isinstance(value, SecretStr):
        return "***"
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=://)([^/@:]*):[^/]*@", r"\1:***@", value)


def as_environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, which a worker process reads back."""
    stated = settings.model_dump(mode="json", exclude_none=True)
    if settings.given_keys is not None:
        stated["master_keys"] = settings.given_keys
    return {f"{PREFIX}{name.upper()}": str(value) for name, value in stated.items()}
