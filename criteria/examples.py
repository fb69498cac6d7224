"""The worked examples of an edition: cases in sentences, with what the rules must say of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import Field

from criteria.errors import RulesetError
from criteria.facts import Plain, Vocabulary
from criteria.names import Findings, answers, known
from criteria.rulesets import Ruleset
from criteria.shelf import Shelf, toml, validated
from criteria.soundness import refuse
from criteria.words import NOT_MET, Force, Referral, Settled, Status, Weight

FILE = "examples.toml"
Trail = tuple[str, ...]


class Expected(Plain):
    """What a determination must say of an example; a force that is not given is null."""

    status: Status
    force: Force | None = None
    may_become: Force | None = None
    grounds: tuple[str, ...] = Field((), strict=False)

    def __str__(self) -> str:
        stronger = f", may become {self.may_become}" if self.may_become else ""
        on = f", on {', '.join(self.grounds)}" if self.grounds else ""
        return f"{self.status}, force {self.force or 'open'}{stronger}{on}"


UNNAMED = Expected(status=NOT_MET, force="none")
"""What a determination must say where an example does not name it."""


class ExpectedWeight(Plain):
    """What a consideration must say of an example that names it."""

    status: Status
    weight: Weight

    def __str__(self) -> str:
        return f"{self.status}, {self.weight}"


class Example(Plain):
    """A case in a sentence or two, what it teaches, and what the rules must say of it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    sentence: str
    teaches: str
    boundary: bool
    facts: dict[str, str]
    judgements: dict[str, Settled] = {}
    referral: Referral
    determinations: dict[str, Expected] = {}
    considerations: dict[str, ExpectedWeight] = {}

    def expect_determinations(self, names: Iterable[str]) -> dict[str, Expected]:
        """What every determination of an edition must say of the case."""
        return {name: self.determinations.get(name, UNNAMED) for name in names}


class Base(Plain):
    """The edition whose examples are taken over, less those left behind, each with its reason."""

    on: str
    without: dict[str, str] = {}


class ExampleFile(Plain):
    """The examples of an edition as they stand in its file."""

    builds_on: tuple[Base, ...] = Field((), strict=False)
    examples: tuple[Example, ...] = Field((), strict=False)


def read_examples(shelf: Shelf, edition: str) -> tuple[Example, ...]:
    """The examples of an edition: those it takes over, then its own.

    Raises UnknownEdition for an id not on the shelf, RulesetError for examples that are unsound.
    """
    volume = shelf.volume(edition)
    found = collect_examples(shelf, edition, ())
    refuse(f"{edition} examples", find_mistakes(found, volume.ruleset, volume.vocabulary))
    return tuple(found)


def collect_examples(shelf: Shelf, edition: str, trail: Trail) -> list[Example]:
    """The examples of a file, after those of the editions it builds on."""
    if edition in trail:
        raise RulesetError(f"{edition} examples: build on themselves by way of {', '.join(trail)}")
    name = f"{edition} examples"
    told = validated(ExampleFile, toml(shelf.folder / edition / FILE), name)
    refuse(name, [str(p) for base in told.builds_on for p in shelf.misnamed(base.on)])
    found: list[Example] = []
    for base in told.builds_on:
        taken = {one.id: one for one in collect_examples(shelf, base.on, (*trail, edition))}
        refuse(name, find_misleft(base, taken))
        found += [one for key, one in taken.items() if key not in base.without]
    refuse(name, find_repeated([*found, *told.examples]))
    return [*found, *told.examples]


def find_misleft(base: Base, taken: Mapping[str, Example]) -> Findings:
    """A finding for each example left behind that is not there, or without a reason."""
    yield from known(f"builds_on `{base.on}`", "worked example of it", base.without, taken)
    for name, why in base.without.items():
        if not why.strip():
            yield f"builds_on `{base.on}`: leaves `{name}` behind and does not say why"


def find_repeated(found: Iterable[Example]) -> Findings:
    """A finding for each id that stands twice, among an edition's own or with one taken over."""
    seen: set[str] = set()
    for one in found:
        if one.id in seen:
            yield f"example `{one.id}`: stands twice; leave an inherited one behind with `without`"
        seen.add(one.id)


def find_mistakes(
    found: Iterable[Example], ruleset: Ruleset, vocabulary: Vocabulary
) -> Iterator[str]:
    """Whatever examples name that is not in the facts or in the rules of the edition."""
    judged = {ruleset.judgement_id(n): n for n, c in ruleset.leaves() if c.when.judgement}
    for one in found:
        rule = f"example `{one.id}`"
        for fact, answer in one.facts.items():
            yield from answers(rule, fact, [answer], vocabulary)
        yield from known(rule, "criterion that is left to people", one.judgements, judged)
        yield from known(rule, "determination", one.determinations, ruleset.determinations)
        yield from known(rule, "consideration", one.considerations, ruleset.considerations)
        for said in one.determinations.values():
            yield from known(rule, "criterion", said.grounds, ruleset.criteria)
