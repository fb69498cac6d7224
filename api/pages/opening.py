"""A case as it is worked on: its working copy, the editions that may govern, and what is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.credentials import Credential, Role
from api.governing import select_known_dates
from api.law import resolve_day
from api.pages.guide import Given
from api.register.working import Act, Working
from api.service.recording import by
from api.service.service import Service
from criteria.errors import NoEdition
from criteria.shelf import shelf
from criteria.timeline import Resolution

SCREENS: Final[frozenset[Role]] = frozenset({"screener", "chair"})
"""Who screens referrals, and may see what was answered and is not recorded."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is worked on; no resolution where no edition governs, or no day is told yet.

    `aside` has the answers that the facts of today do not have. They are kept with the case, and
    nothing is decided on them.
    """

    working: Working
    resolution: Resolution | None
    aside: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.working.reference

    @property
    def editions(self) -> tuple[str, ...]:
        """The edition that governs, or the two that are arguable."""
        return () if self.resolution is None else self.resolution.editions

    @property
    def given(self) -> Given:
        """What was answered, with the judgements of the register that still stand."""
        working = self.working
        return Given(working.facts, {**working.judgements, **working.recorded})

    @property
    def all_answers(self) -> Mapping[str, str]:
        """Every answer that was given, whether the facts of today have it or not."""
        return {**self.working.facts, **self.aside}

    @property
    def at(self) -> str:
        """The address of the case."""
        return f"/cases/{self.reference}"


async def opened(service: Service, request: Request) -> Opened:
    """The case that an address names. Raises NoSuchCase for another panel's; it is logged."""
    who: Credential = request.state.credential
    reference = request.path_params["reference"]
    read = service.register.working.read
    return as_opened(await run_in_threadpool(read, who.panel, reference, by(who)))


async def changed(service: Service, request: Request, act: Act) -> tuple[Working, Opened]:
    """Change a case's working copy: what it was just before, and the case as it is now."""
    who: Credential = request.state.credential
    change = service.register.working.change
    before, after = await run_in_threadpool(
        change, who.panel, request.path_params["reference"], act
    )
    return before, as_opened(after)


def as_opened(working: Working) -> Opened:
    """A working copy with the editions that its dates tell."""
    asked = {name: how for name, how in working.facts.items() if is_answer(name, how)}
    days = select_known_dates(working.dates)
    aside = {name: how for name, how in working.facts.items() if name not in asked}
    usable = replace(working, facts=asked, dates=days)
    return Opened(usable, resolved(days), aside)


def is_answer(name: str, answer: str) -> bool:
    """Whether the facts of today have this answer to this fact."""
    fact = shelf().vocabulary.facts.get(name)
    return fact is not None and answer in fact.values


def resolved(dates: Any) -> Resolution | None:
    """Which editions govern the day of the decision, if it is told and any does."""
    if "decision" not in dates:
        return None
    switch = dates.get("area_switch")
    try:
        return resolve_day(
            date.fromisoformat(dates["decision"]),
            date.fromisoformat(switch) if switch else None,
        )
    except NoEdition:
        return None
