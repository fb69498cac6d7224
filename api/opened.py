"""The register of a data folder, opened for a command, and who is at the shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.keyring import database_of, settings_of
from criteria.errors import InputError, Problem, nearest, quoted

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.register.chain import By
    from api.register.register import Register
    from api.service.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """The register of a data folder, with its database and settings."""

    register: Register
    engine: Engine
    settings: Settings

    def noted(self, panels: Iterable[str]) -> list[str]:
        """These panels, once it is kept that whoever is at this shell reads every case of them."""
        found = list(panels)
        for one in found:
            self.register.library.note(one, at_this_shell())
        return found


@contextmanager
def opened_in(data: Path | None, *, new: bool = False, unread: bool = False) -> Iterator[Opened]:
    """The register of a data folder; the settings may name its database and master keys.

    Raises InputError if there is none and none is to be made, or the database fails.
    """
    from api.register.register import register_in

    settings = settings_of(data)
    folder, given = settings.data, (settings.master_key, settings.given_keys)
    if not new:
        refuse_nowhere(settings)
    with database_of(settings) as engine:
        yield Opened(register_in(engine, folder, *given, unread=unread), engine, settings)


def refuse_nowhere(settings: Settings) -> None:
    """Raise InputError where there is no register: it is not made by mistyping its folder."""
    from api.store.database import FILE

    if settings.database is None and not (settings.data / FILE).exists():
        told = f"there is no register in {quoted(str(settings.data))}"
        raise InputError([Problem(("data",), told)])


def chosen(here: Opened, panel: str | None) -> list[str]:
    """The panel that was named, or all. Raises InputError with the nearest one there is."""
    panels = here.register.library.panels()
    if panel is None:
        return panels
    if panel not in panels:
        told = f"{quoted(panel)} has recorded nothing here"
        raise InputError([Problem(("panel",), told, nearest(panel, panels))])
    return [panel]


def at_this_shell() -> By:
    """Who did it, where it was done at a shell and no credential was shown."""
    from api.register.chain import By

    return By("admin", "operator", "")
