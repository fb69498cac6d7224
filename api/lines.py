"""What an outline is made of: lines under headings, and the numbers of their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from api.wording import order_readings, when
from criteria.decisions import Cited, Decision, Due, Finding
from criteria.facts import Fact
from criteria.rulesets import Ruleset
from criteria.versions import Volume
from engine.dates import cited, find_awareness

LIMITS = ("by when", "or")
"""The tag of each reading of a time limit, in their order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a tag in a few words, the text, how deep it stands, and its sources."""

    text: str
    tag: str = ""
    depth: int = 0
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Numbered:
    """The sources in the order in which they are first shown, each with its number."""

    numbers: dict[Cited, int] = field(default_factory=dict)

    def __call__(self, sources: Iterable[Cited]) -> tuple[int, ...]:
        """The numbers of these sources."""
        numbers = [self.numbers.setdefault(one, len(self.numbers) + 1) for one in sources]
        return tuple(dict.fromkeys(numbers))


@dataclass(frozen=True)
class Shown:
    """What every section reads off: the decision, its edition, the evidence, the sources so far.

    `reasons` say by name what makes an answer so, or why a criterion was judged so. `dates` tell
    which reading of a limit comes first.
    """

    decision: Decision
    volume: Volume
    evidence: Mapping[str, Mapping[str, Any]]
    reasons: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    cite: Numbered = field(default_factory=Numbered)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by name, with their questions and answers in words."""
        return self.volume.vocabulary.facts

    @cached_property
    def found(self) -> Mapping[str, Finding]:
        """The findings by name."""
        return {finding.id: finding for finding in self.decision.criteria}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of the determinations by name."""
        return {one.id: one.title for one in self.decision.determinations}

    @cached_property
    def remarks(self) -> Mapping[Cited, tuple[str, ...]]:
        """What the editor remarks on a source, beside what a decision shows of it."""
        return remarks(self.volume.ruleset)

    def clock(self, due: Due) -> Iterator[Line]:
        """A time limit in each of its readings, the one that warns first."""
        readings = order_readings(due, find_awareness(self.dates))
        for tag, one in zip(LIMITS, readings, strict=False):
            yield Line(when(one), tag, 1, self.cite(one.sources))


def remarks(ruleset: Ruleset) -> dict[Cited, tuple[str, ...]]:
    """The remarks on each source; sources that look the same in a decision share theirs."""
    said: dict[Cited, tuple[str, ...]] = {}
    for name, source in ruleset.sources.items():
        (shown,) = cited(ruleset.sources, (name,))
        told = said.get(shown, ())
        said[shown] = (*told, source.remark) if source.remark else told
    return {shown: tuple(dict.fromkeys(told)) for shown, told in said.items()}
