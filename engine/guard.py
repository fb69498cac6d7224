"""Whether the worked examples of an edition would notice each small change of its rules.

A change that no example notices is held against the unchanged rules on decision diagrams. Either
no case can differ, and the change alters no decision; or one does, and it is the example to add.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from criteria import meaning
from criteria.errors import EngineFault
from criteria.examples import UNNAMED, Example, Expected, ExpectedWeight, read_examples
from criteria.rulesets import Determination, Ruleset
from criteria.shelf import shelf
from criteria.versions import Volume
from engine.changes import Change, list_changes
from engine.contrast import Case, Contrast, state_outcome

UNTOLD = {"id": "proposed", "sentence": "", "teaches": "", "boundary": False}
"""What a person has yet to write of an example that is proposed."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A change that no example notices, with an example that would, as a table to be written.

    `contradicts` says which of its answers cannot all be true, where no other example would do.
    """

    change: str
    example: Mapping[str, Any]
    contradicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """An example of which the rules say something else: what it expects, and what they say."""

    example: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """How the examples of an edition guard its rules; sound if no change is unseen.

    Of the changes that no example can notice, `alter_nothing` are those after which no case at all
    differs, and `judged_alone` those after which cases differ only once people judge something
    that the unchanged rules do not leave to them. `wrong` are the examples of which the unchanged
    rules say something else: they guard nothing.
    """

    edition: str
    changes: int
    noticed: int
    refused: int
    alter_nothing: tuple[str, ...]
    judged_alone: tuple[str, ...]
    unseen: tuple[Unseen, ...]
    wrong: tuple[Wrong, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether the examples hold, and notice every change that alters a decision."""
        return not self.unseen and not self.wrong


def guard_edition(edition: str) -> Guarded:
    """How the examples of an edition guard its rules.

    Raises UnknownEdition for an id not on the shelf, RulesetError for unsound rules or examples.
    """
    return guard_volume(shelf().volume(edition), read_examples(shelf(), edition))


def guard_volume(volume: Volume, examples: Iterable[Example]) -> Guarded:
    """How examples guard the rules of a volume."""
    began = time.perf_counter()
    found = list(examples)
    held = [one for one in found if does_hold(one, volume, volume.ruleset)]
    changes = list(list_changes(volume))
    sound = [one for one in changes if not one.is_refused(volume.vocabulary)]
    missed = [c for c in sound if all(does_hold(one, volume, c.ruleset) for one in held)]
    contrast = Contrast(volume, [one.ruleset for one in missed if one.consideration is None])
    proposed = list(propose_examples(volume, contrast, missed))
    idle = [one for one, unseen in zip(missed, proposed, strict=True) if unseen is None]
    return Guarded(
        edition=volume.ruleset.id,
        changes=len(changes),
        noticed=len(sound) - len(missed),
        refused=len(changes) - len(sound),
        alter_nothing=tuple(c.sentence for c in idle if not contrast.is_altered(c.ruleset)),
        judged_alone=tuple(c.sentence for c in idle if contrast.is_altered(c.ruleset)),
        unseen=tuple(one for one in proposed if one is not None),
        wrong=tuple(describe_wrong(one, volume) for one in found if one not in held),
        seconds=round(time.perf_counter() - began, 3),
    )


def does_hold(example: Example, volume: Volume, ruleset: Ruleset) -> bool:
    """Whether the rules say of an example what it says, by their meaning."""
    facts = volume.vocabulary.silence | example.facts
    found = meaning.statuses(ruleset, facts, example.judgements)
    return (
        meaning.referral(ruleset, found) == example.referral
        and all(
            expect_outcome(rule, found) == example.determinations.get(name, UNNAMED)
            for name, rule in ruleset.determinations.items()
        )
        and all(
            expect_weight(ruleset, name, facts) == expected
            for name, expected in example.considerations.items()
        )
    )


def describe_wrong(example: Example, volume: Volume) -> Wrong:
    """What the rules say otherwise than an example, thing by thing."""
    ruleset = volume.ruleset
    facts = volume.vocabulary.silence | example.facts
    found = meaning.statuses(ruleset, facts, example.judgements)
    pairs: dict[str, tuple[object, object]] = {
        "referral": (example.referral, meaning.referral(ruleset, found))
    }
    for name, rule in ruleset.determinations.items():
        pairs[name] = (example.determinations.get(name, UNNAMED), expect_outcome(rule, found))
    for name, expected in example.considerations.items():
        pairs[name] = (expected, expect_weight(ruleset, name, facts))
    differences = (
        f"{name}: the example expects {expected}, the rules say {said}."
        for name, (expected, said) in pairs.items()
        if expected != said
    )
    return Wrong(example.id, tuple(differences))


def propose_examples(
    volume: Volume, contrast: Contrast, missed: Iterable[Change]
) -> Iterator[Unseen | None]:
    """For each change an example that notices it, one may do for several; None if none can.

    One whose answers cannot all be true is for its own change alone: another may do without.
    """
    known: list[Example] = []
    for change in missed:
        noticing = (one for one in known if not does_hold(one, volume, change.ruleset))
        example = next(noticing, None)
        if example is None and (case := find_case(contrast, change)) is not None:
            example = propose_example(volume, change, case)
            known += [] if list_contradictions(volume, example) else [example]
        yield None if example is None else describe_unseen(volume, change, example)


def describe_unseen(volume: Volume, change: Change, example: Example) -> Unseen:
    """A change that no example notices, with the one to add."""
    contradicts = list_contradictions(volume, example)
    return Unseen(change.sentence, tabulate_example(example), contradicts)


def find_case(contrast: Contrast, change: Change) -> Case | None:
    """A case that the change decides otherwise, if there is one."""
    if change.consideration is not None:
        return dict(change.facts), {}
    return contrast.find_case(change.ruleset)


def propose_example(volume: Volume, change: Change, case: Case) -> Example:
    """What the unchanged rules say of a case. Raises EngineFault if the change says the same."""
    ruleset, (told, judgements) = volume.ruleset, case
    facts = volume.vocabulary.silence | told
    found = meaning.statuses(ruleset, facts, judgements)
    rules = ruleset.determinations.items()
    said = {name: expect_outcome(rule, found) for name, rule in rules}
    weighed = list_weighed(ruleset, told) if change.consideration else []
    table = {
        **UNTOLD,
        "facts": told,
        "judgements": judgements,
        "referral": meaning.referral(ruleset, found),
        "determinations": {name: one for name, one in said.items() if one != UNNAMED},
        "considerations": {name: expect_weight(ruleset, name, facts) for name in weighed},
    }
    example = Example.model_validate(table)
    if does_hold(example, volume, change.ruleset):
        raise EngineFault(f"{ruleset.id} was drawn apart on {case}: {change.sentence}")
    return example


def list_weighed(ruleset: Ruleset, facts: Mapping[str, str]) -> list[str]:
    """The considerations that an example names: those on its answers, or all if it has none."""
    rules = ruleset.considerations.items()
    return [name for name, rule in rules if not facts or rule.when.fact in facts]


def expect_outcome(rule: Determination, found: meaning.Statuses) -> Expected:
    """What a determination says, as an example has it."""
    status, force, may_become, grounds = state_outcome(rule, found)
    return Expected(status=status, force=force, may_become=may_become, grounds=grounds)


def expect_weight(ruleset: Ruleset, name: str, facts: Mapping[str, str]) -> ExpectedWeight:
    """What a consideration says, as an example has it; nobody may judge one."""
    rule = ruleset.considerations[name]
    return ExpectedWeight(status=meaning.leaf(rule.when, facts, None), weight=rule.weight)


def list_contradictions(volume: Volume, example: Example) -> tuple[str, ...]:
    """What the facts note of the answers in an example that cannot all be true."""
    facts = volume.vocabulary.silence | example.facts
    told = volume.vocabulary.contradictions.values()
    return tuple(one.text for one in told if all(facts[t.fact or ""] in t.status for t in one.when))


def tabulate_example(example: Example) -> dict[str, Any]:
    """What an example says of a case, without its words, as its file has it."""
    return example.model_dump(exclude=set(UNTOLD), exclude_defaults=True)
