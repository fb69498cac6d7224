"""The worked examples as they stand beside the rules, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ConfigDict, Field

from criteria.decisions import Determined
from criteria.facts import Plain
from criteria.shelf import shelf, toml, validated
from criteria.words import Force, Referral, Settled, Status

REFERRALS = get_args(Referral)


class Worked(Plain):
    """What a determination must say of an example; a force not given is null."""

    status: Status
    force: Force | None = None
    may_become: Force | None = None
    grounds: tuple[str, ...] = Field(strict=False)

    @classmethod
    def read_off(cls, one: Determined | Mapping[str, Any]) -> Worked:
        """The same of a determination of the library, or of its JSON."""
        table = one if isinstance(one, Mapping) else {f: getattr(one, f) for f in cls.model_fields}
        return cls.model_validate({field: table[field] for field in cls.model_fields})


class Example(Plain):
    """One example: a case in a sentence or two, what it teaches, and what must be said of it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    sentence: str
    teaches: str
    boundary: bool
    facts: dict[str, str]
    judgements: dict[str, Settled] = {}
    referral: Referral
    determinations: dict[str, Worked]


class Examples(Plain):
    """A whole file of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    examples: tuple[Example, ...] = Field(strict=False)


@dataclass(frozen=True)
class Placed:
    """An example with the edition it stands beside."""

    edition: str
    example: Example

    def __str__(self) -> str:
        return f"{self.edition}-{self.example.id}"


def worked(edition: str) -> tuple[Example, ...]:
    """The worked examples of an edition."""
    table = toml(shelf().folder / edition / "examples.toml")
    return validated(Examples, table, f"{edition} examples").examples


PLACED = [Placed(edition, one) for edition in shelf().timeline.editions for one in worked(edition)]
