"""Of any two rulesets: where they differ, and what holds between them, as brute force finds it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.rulesets import Criterion, Determination, Ground
from criteria.shelf import volume_of
from criteria.versions import Volume
from criteria.words import FORCES, MET, NOT_MET, Force
from engine.decider import Decider
from engine.edition import Edition
from engine.pairing import Pairing
from engine.relating import relations
from tests.laws import built
from tests.laws.brute_differences import (
    Decided,
    Facts,
    as_found,
    domain,
    force,
    referral_force,
    smallest_in,
)
from tests.laws.drawn_cases import left_open, still_open, told
from tests.laws.drawn_rulesets import criterion, rulesets
from tests.laws.drawn_vocabularies import SMALL_MIXED, vocabularies
from tests.laws.profiles import many, some

Values = tuple[object, object]


@st.composite
def two_volumes(draw: st.DrawFn) -> tuple[Volume, Volume]:
    """Two generated rulesets over one small vocabulary."""
    vocabulary = draw(vocabularies(SMALL_MIXED))
    one, other = (draw(rulesets(vocabulary, SMALL_MIXED)) for _ in range(2))
    return volume_of(one, vocabulary), volume_of(other, vocabulary)


@pytest.mark.long
@many
@given(two_volumes())
def test_of_any_two_rulesets_they_are_those_that_brute_force_finds(volumes):
    one, other = (Decider(Edition(volume)) for volume in volumes)
    answers = {name: fact.answers for name, fact in volumes[0].vocabulary.facts.items()}

    def both(facts: Facts) -> tuple[Decided, Decided]:
        return (volumes[0].ruleset, one.decide(facts)), (volumes[1].ruleset, other.decide(facts))

    assert {as_found(facts) for facts in Pairing(*volumes).smallest()} == smallest_in(answers, both)


@some
@given(two_volumes())
def test_what_is_said_to_hold_between_two_rulesets_holds_for_every_combination(volumes):
    seen = list(every_combination(volumes))
    shared = [
        n for n in volumes[0].ruleset.determinations if n in volumes[1].ruleset.determinations
    ]
    expected = {name: word([(force(a, name), force(b, name)) for a, b in seen]) for name in shared}
    referred = word([(referral_force(a), referral_force(b)) for a, b in seen])
    same = all(a[1].referral == b[1].referral for a, b in seen)
    expected["referral"] = referred if same or referred != "equivalent" else None
    assert {one.of: one.relation for one in relations(Pairing(*volumes))} == expected


def test_to_refer_elsewhere_with_the_same_force_is_not_equivalent():
    one = built.volume(built.leaves(1), "c0", facts=1)
    never = Criterion.model_validate(criterion({"fact": "f0", "is": []}))
    rows = one.ruleset.referral.model_copy(update={"here": "never", "elsewhere": "c0"})
    changes = {"referral": rows, "criteria": one.ruleset.criteria | {"never": never}}
    away = Volume(one.ruleset.model_copy(update=changes), one.vocabulary, one.digest)
    pairing = Pairing(one, away)
    assert list(pairing.smallest()) == [{"f0": "a0"}]
    said = {found.of: found.relation for found in relations(pairing)}
    assert said == {"referral": None, "d": "equivalent"}


OPEN = Criterion.model_validate(criterion({"fact": "f0", "is": ["a0"], "judgement": ["a1"]}))
"""Met by one answer, and left to people by the other."""


def laid(volume: Volume, rules: dict[str, Determination]) -> Volume:
    """A ruleset with these determinations in place of its own, and one more criterion, `c1`."""
    update = {"determinations": rules, "criteria": volume.ruleset.criteria | {"c1": OPEN}}
    return Volume(volume.ruleset.model_copy(update=update), volume.vocabulary, volume.digest)


def powerful(none_if: str | None, grounds: dict[str, Force]) -> Determination:
    """A determination on these grounds, with a power where none of them is met."""
    plain = built.volume(built.leaves(1), "c0", facts=1).ruleset.determinations["d"]
    otherwise = plain.otherwise.model_copy(update={"force": "may", "none_if": none_if})
    made = [Ground(criterion=name, force=force) for name, force in grounds.items()]
    return plain.model_copy(update={"otherwise": otherwise, "grounds": tuple(made)})


def test_a_power_that_hangs_on_a_ground_is_lost_where_no_ground_is_met():
    plain = built.volume(built.leaves(1), "c0", facts=1)
    one = laid(plain, {"d": powerful(None, {"c0": "must"})})
    other = laid(plain, {"d": powerful("c1", {"c0": "must", "c1": "must"})})
    assert list(Pairing(one, other).smallest()) == [{"f0": "a1"}]


def test_two_forces_on_one_ground_are_met_together_and_the_stronger_counts():
    plain = built.volume(built.leaves(1), "c0", facts=1)
    own = plain.ruleset.determinations["d"]
    both = [Ground(criterion="c1", force=force) for force in ("must", "consider")]
    twice = own.model_copy(update={"grounds": tuple(both)})
    one = laid(plain, {"d": own})
    other = laid(plain, {"d": own, "e": twice, "f": powerful(None, {"c0": "must"})})
    assert list(Pairing(one, other).smallest()) == [{"f0": "a1"}]


def every_combination(volumes: tuple[Volume, Volume]) -> Iterator[tuple[Decided, Decided]]:
    """The decisions on every set of answers, with everything that people may judge of it."""
    deciders = [Decider(Edition(volume)) for volume in volumes]
    for facts in domain({n: f.answers for n, f in volumes[0].vocabulary.facts.items()}):
        table = told(volumes[0].vocabulary, facts)
        names = {name: None for v in volumes for name in left_open(v.ruleset, table)}
        for chosen in product((None, MET, NOT_MET), repeat=len(names)):
            made = {n: judged for n, judged in zip(names, chosen, strict=True) if judged}
            one, other = (
                (v.ruleset, decider.decide(facts, still_open(v, facts, made)))
                for v, decider in zip(volumes, deciders, strict=True)
            )
            yield one, other


def word(pairs: list[Values]) -> str | None:
    """What holds between two forces everywhere; an open force is None."""
    if all(one == other for one, other in pairs):
        return "equivalent"
    signs = {FORCES.index(a) - FORCES.index(b) for a, b in pairs if None not in (a, b) and a != b}
    if not signs:
        return None
    return "stricter" if min(signs) > 0 else "laxer" if max(signs) < 0 else None
