"""The scenario library: the worked examples of every edition, and cases that were published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from api.training.stated import changed, known
from criteria.examples import Example, read_examples
from criteria.shelf import shelf, toml

PUBLISHED = Path(__file__).parent / "published.toml"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case to teach with: what happened in a sentence or two, and what it teaches.

    `edition` is the one that a worked example belongs to, `also_under` those in which it holds
    unchanged; a published case is shown under all.
    `judged` is what people judged in it: a comparison takes facts alone, so that stays open there.
    `source` is where a published case is told of; `inferred` are its facts that are not told there.
    `under`, `on` and `decided` are the guidance, the day and the decision really taken, if told.
    """

    id: str
    sentence: str
    teaches: str
    facts: Mapping[str, str]
    edition: str | None = None
    also_under: tuple[str, ...] = ()
    boundary: bool = False
    judged: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    inferred: tuple[str, ...] = ()
    under: str | None = None
    on: date | None = None
    day_is_inferred: bool = False
    decided: str | None = None

    @property
    def themes(self) -> tuple[str, ...]:
        """What the scenario is about, by its facts."""
        return tuple(name for name, (_, holds) in THEMES.items() if holds(self.facts))


Holds = Callable[[Mapping[str, str]], bool]


def has(fact: str, *answers: str) -> Holds:
    """Whether a fact has one of these answers; any that is known if none are named."""
    return lambda facts: (
        facts[fact] in answers if answers and fact in facts else not answers and fact in facts
    )


def either(*some: Holds) -> Holds:
    """Whether any of these holds."""
    return lambda facts: any(one(facts) for one in some)


SERVICES = ("service_only_child_in_its_care", "service_only_child_with_others")
AWAY = ("elsewhere_in_england", "outside_england")

THEMES: Mapping[str, tuple[str, Holds]] = {
    "death": ("A death", has("outcome", "died")),
    "harm": ("Serious harm", has("outcome", "harmed")),
    "joint-working": ("How agencies worked together", has("joint_working")),
    "suspicion": ("No abuse or neglect suspected", has("abuse_or_neglect", "not_suspected")),
    "link": ("Whether abuse or neglect played a part", has("link_to_abuse_or_neglect")),
    "services": ("What a service did or failed to do", has("abuse_or_neglect_by", *SERVICES)),
    "suicide": ("Suspected suicide", has("suspected_suicide", "yes")),
    "detention": ("Custody and detention", lambda facts: facts.get("detention", "none") != "none"),
    "care": (
        "Looked-after children and care leavers",
        either(has("looked_after", "yes"), has("care_leaver", "yes")),
    ),
    "settings": ("Regulated settings and services", has("regulated_setting", "yes")),
    "areas": (
        "More than one area",
        either(has("place_of_incident", *AWAY), has("normal_residence", *AWAY)),
    ),
    "age": ("Not yet born, or grown up", has("age_group", "unborn", "18_to_24", "25_or_over")),
    "known": ("A family known for a recent concern", has("known_for_recent_concern", "yes")),
    "unknown": ("Little is known yet", lambda facts: len(facts) <= FEW),
}
"""What scenarios are about, in words, and how that is seen from the facts."""

FEW = 3
"""So many facts or fewer are little."""


@cache
def library() -> Mapping[str, Scenario]:
    """Every scenario by its id: the published cases, then the worked examples by edition."""
    return {one.id: one for one in (*published(), *worked().values())}


def published() -> Iterator[Scenario]:
    """The cases that were published."""
    for told in toml(PUBLISHED)["cases"]:
        yield Scenario(**{**told, "inferred": tuple(told["inferred"])})


def worked() -> Mapping[str, Scenario]:
    """The worked examples, each once under the first edition that it holds in."""
    listed: dict[str, Scenario] = {}
    for edition in shelf().timeline.editions:
        for one in read_examples(shelf(), edition):
            same = one.model_dump_json()
            if same in listed:
                also = (*listed[same].also_under, edition)
                listed[same] = replace(listed[same], also_under=also)
            else:
                listed[same] = make_scenario(edition, one)
    return listed


def make_scenario(edition: str, one: Example) -> Scenario:
    """A worked example as a scenario."""
    return Scenario(
        id=f"{edition}-{one.id}",
        sentence=one.sentence,
        teaches=one.teaches,
        facts=known(one.facts),
        edition=edition,
        boundary=one.boundary,
        judged=one.judgements,
    )


def found(edition: str = "", theme: str = "", words: str = "") -> list[Scenario]:
    """The scenarios of an edition, about a theme, that teach what some words name; all by default.

    Every one of the words must stand in the sentence or in what is taught, in any order.
    """
    wanted = words.casefold().split()
    return [
        one
        for one in library().values()
        if (not edition or edition in (one.edition or edition, *one.also_under))
        and (not theme or theme in one.themes)
        and all(word in f"{one.sentence} {one.teaches}".casefold() for word in wanted)
    ]


def departs(scenario: Scenario, facts: Mapping[str, str]) -> list[str]:
    """The facts that are answered otherwise than in a scenario, in the order of the facts."""
    return list(changed(scenario.facts, facts))
