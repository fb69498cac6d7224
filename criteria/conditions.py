"""The rule language: a fact among answers, or all or any of other criteria."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from criteria.facts import Plain
from criteria.words import How

MOST_PARTS = 24


class Condition(Plain):
    """One of the four things a rule can say: a fact among answers, or all or any of criteria."""

    fact: str | None = None
    is_: tuple[str, ...] | None = Field(None, alias="is", strict=False)
    judgement: tuple[str, ...] = Field((), strict=False)
    all: tuple[str, ...] | None = Field(None, min_length=1, max_length=MOST_PARTS, strict=False)
    any: tuple[str, ...] | None = Field(None, min_length=1, max_length=MOST_PARTS, strict=False)

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        """Refuse a condition that says two things, or half of one."""
        said = [word for word in ("fact", "all", "any") if getattr(self, word) is not None]
        if len(said) != 1:
            raise ValueError("a condition says exactly one of `fact`, `all`, `any`")
        if (self.fact is None) != (self.is_ is None) or (self.judgement and self.fact is None):
            raise ValueError("a condition on a fact says `fact` and `is`, and `judgement` if need")
        return self

    @property
    def how(self) -> How:
        """Which kind of condition this is."""
        return "fact" if self.fact is not None else "all" if self.all is not None else "any"

    @property
    def parts(self) -> tuple[str, ...]:
        """The criteria this condition joins; none for a condition on a fact."""
        return self.all or self.any or ()

    @property
    def meets(self) -> tuple[str, ...]:
        """The answers that meet a condition on a fact."""
        return self.is_ or ()
