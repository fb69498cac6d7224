"""The worked examples as they stand beside the rules, and what a decision says of the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from criteria.decisions import Determined
from criteria.examples import Example, Expected, read_examples
from criteria.shelf import shelf
from criteria.words import Referral

REFERRALS = get_args(Referral)


@dataclass(frozen=True)
class Placed:
    """An example with the edition it stands beside."""

    edition: str
    example: Example

    @property
    def expected(self) -> dict[str, Expected]:
        """What every determination of the edition must say of it."""
        rules = shelf().volume(self.edition).ruleset.determinations
        return self.example.expect_determinations(rules)

    def __str__(self) -> str:
        return f"{self.edition}-{self.example.id}"


def read_off(one: Determined | Mapping[str, Any]) -> Expected:
    """What a determination of the library, or of its JSON, says of an example."""
    table = one if isinstance(one, Mapping) else {f: getattr(one, f) for f in Expected.model_fields}
    return Expected.model_validate({field: table[field] for field in Expected.model_fields})


def worked(edition: str) -> tuple[Example, ...]:
    """The worked examples of an edition."""
    return read_examples(shelf(), edition)


PLACED = [Placed(edition, one) for edition in shelf().timeline.editions for one in worked(edition)]
