"""Every small change of the rules of an edition: one answer, part, ground, force or weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from criteria import soundness
from criteria.conditions import Condition
from criteria.facts import Vocabulary
from criteria.rulesets import (
    Consideration,
    Criterion,
    Determination,
    Ground,
    Otherwise,
    Rule,
    Ruleset,
)
from criteria.versions import Volume
from criteria.words import FORCES, UNKNOWN, Weight

MEETS, LEFT, FAILS = "met", "a matter of judgement", "not met"
KINDS = (MEETS, LEFT, FAILS)
"""What an answer can do to a rule on a fact."""

UNSAID = "not known"
"""What a fact that is not known does to a rule that does not presume."""

Changes = Iterator["Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """A small change, in one sentence, with the rules after it.

    A consideration moves nothing else, so its change comes with the facts that show it.
    """

    sentence: str
    ruleset: Ruleset
    consideration: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def is_refused(self, vocabulary: Vocabulary) -> bool:
        """Whether the rules cannot be loaded after the change.

        A criterion on which nothing rests any more is left aside: whoever drops the last mention
        of a criterion drops the criterion as well, and the rules load.
        """
        checks = (soundness.criteria, soundness.determinations, soundness.considerations)
        return any(finding for check in checks for finding in check(self.ruleset, vocabulary))


def list_changes(volume: Volume) -> Changes:
    """Every small change of an edition, rule by rule."""
    ruleset, vocabulary = volume.ruleset, volume.vocabulary
    for name, criterion in ruleset.criteria.items():
        yield from change_criterion(ruleset, vocabulary, name, criterion)
    for name, rule in ruleset.determinations.items():
        yield from change_grounds(ruleset, name, rule)
        yield from change_otherwise(ruleset, name, rule)
    for name in ruleset.considerations:
        yield from change_consideration(ruleset, vocabulary, name)


def change_criterion(
    ruleset: Ruleset, vocabulary: Vocabulary, name: str, criterion: Criterion
) -> Changes:
    """The changes of a criterion: its answers moved, or its parts joined otherwise."""
    title = f"Criterion `{name}` ({criterion.title})"
    moved = move_answers(criterion.when, vocabulary)
    for _, sentence, when in (*moved, *rejoin_parts(criterion.when)):
        asked = (criterion.judgement_question or criterion.question) if when.judgement else None
        changed = criterion.model_copy(update={"when": when, "judgement_question": asked})
        yield Change(f"{title}: {sentence}", with_rule(ruleset, "criteria", name, changed))


def change_consideration(ruleset: Ruleset, vocabulary: Vocabulary, name: str) -> Changes:
    """The changes of a consideration: its answers moved, or another weight."""
    rule = ruleset.considerations[name]
    title = f"Consideration `{name}` ({rule.title})"
    moved = (
        (answer, sentence, with_when(rule, when))
        for answer, sentence, when in move_answers(rule.when, vocabulary)
    )
    for answer, sentence, other in (*moved, *reweigh_consideration(rule)):
        facts = {} if answer == UNKNOWN else {rule.when.fact or "": answer}
        changed = with_rule(ruleset, "considerations", name, other)
        yield Change(f"{title}: {sentence}", changed, name, facts)


def reweigh_consideration(rule: Consideration) -> Iterator[tuple[str, str, Consideration]]:
    """The consideration with each other weight, with an answer that shows it and the sentence."""
    shown_by = next(iter(rule.when.meets), UNKNOWN)
    for weight in get_args(Weight):
        if weight != rule.weight:
            sentence = f"its weight would be `{weight}` (now: `{rule.weight}`)."
            yield shown_by, sentence, rule.model_copy(update={"weight": weight})


def move_answers(when: Condition, vocabulary: Vocabulary) -> Iterator[tuple[str, str, Condition]]:
    """Each answer of a condition on a fact, made to do each other thing, with the sentence."""
    answers = vocabulary.facts[when.fact].values if when.fact else ()
    for answer in answers:
        before = find_kind(when, answer)
        for kind in KINDS if answer != UNKNOWN else (MEETS, UNSAID):
            if kind != before:
                sentence = (
                    f"the answer `{answer}` to `{when.fact}` would make it {kind} (now: {before})."
                )
                yield answer, sentence, move_answer(when, answer, kind)


def find_kind(when: Condition, answer: str) -> str:
    """What an answer does to a rule on a fact."""
    if answer in when.meets:
        return MEETS
    if answer == UNKNOWN:
        return UNSAID
    return LEFT if answer in when.judgement else FAILS


def move_answer(when: Condition, answer: str, kind: str) -> Condition:
    """The condition with one answer doing something else."""
    meets = [one for one in when.meets if one != answer] + [answer] * (kind == MEETS)
    left = [one for one in when.judgement if one != answer] + [answer] * (kind == LEFT)
    return when.model_copy(update={"is_": tuple(meets), "judgement": tuple(left)})


def rejoin_parts(when: Condition) -> Iterator[tuple[str, str, Condition]]:
    """All of the parts for any of them or the reverse, and each part dropped; the parts stay two.

    All or any of a single part is that part, and a condition cannot be left without one.
    """
    if len(when.parts) < 2:
        return
    other = "any" if when.how == "all" else "all"
    sentence = f"{other} of its parts would have to be met (now: {when.how} of them)."
    yield "", sentence, when.model_copy(update={when.how: None, other: when.parts})
    for part in when.parts:
        kept = tuple(one for one in when.parts if one != part)
        yield "", f"its part `{part}` would be dropped.", when.model_copy(update={when.how: kept})


def change_grounds(ruleset: Ruleset, name: str, rule: Determination) -> Changes:
    """Each ground of a determination dropped, unless it is the only one, or of another force."""
    title = f"Determination `{name}` ({rule.title})"
    for place, ground in enumerate(rule.grounds):
        named = f"its ground `{ground.criterion}`"
        if len(rule.grounds) > 1:
            changed = with_ground(ruleset, name, place, ())
            yield Change(f"{title}: {named} would be dropped.", changed)
        for force in get_args(Ground.model_fields["force"].annotation):
            if force != ground.force:
                other = (ground.model_copy(update={"force": force}),)
                sentence = (
                    f"{title}: {named} would have the force `{force}` (now: `{ground.force}`)."
                )
                yield Change(sentence, with_ground(ruleset, name, place, other))


def change_otherwise(ruleset: Ruleset, name: str, rule: Determination) -> Changes:
    """Where no ground is met: another force, or each thing that the force hangs on dropped."""
    title = f"Determination `{name}` ({rule.title})"
    otherwise = rule.otherwise
    for force in FORCES:
        if force != otherwise.force:
            sentence = (
                f"its force where no ground is met would be `{force}` (now: `{otherwise.force}`)."
            )
            changed = with_otherwise(ruleset, name, otherwise, {"force": force})
            yield Change(f"{title}: {sentence}", changed)
    for gate in otherwise.gates:
        sentence = f"its force where no ground is met would no longer hang on `{gate}`."
        without = dict.fromkeys(
            ("unless",) if gate == otherwise.unless else ("none_if", "unless"), None
        )
        yield Change(f"{title}: {sentence}", with_otherwise(ruleset, name, otherwise, without))


def with_ground(ruleset: Ruleset, name: str, place: int, instead: tuple[Ground, ...]) -> Ruleset:
    """The rules with another ground, or none, in the place of one."""
    rule = ruleset.determinations[name]
    grounds = (*rule.grounds[:place], *instead, *rule.grounds[place + 1 :])
    changed = rule.model_copy(update={"grounds": grounds})
    return with_rule(ruleset, "determinations", name, changed)


def with_otherwise(
    ruleset: Ruleset, name: str, otherwise: Otherwise, update: Mapping[str, Any]
) -> Ruleset:
    """The rules with another force, or condition of it, where no ground is met."""
    changed = ruleset.determinations[name].model_copy(
        update={"otherwise": otherwise.model_copy(update=update)}
    )
    return with_rule(ruleset, "determinations", name, changed)


def with_when(rule: Consideration, when: Condition) -> Consideration:
    """The consideration on another condition."""
    return rule.model_copy(update={"when": when})


def with_rule(ruleset: Ruleset, section: str, name: str, rule: Rule | Determination) -> Ruleset:
    """The rules with one replaced."""
    return ruleset.model_copy(update={section: {**getattr(ruleset, section), name: rule}})
