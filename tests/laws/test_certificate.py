"""What a certificate says of a ruleset is so, by brute force over every case there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import assume, given

from criteria import meaning
from criteria.versions import Volume
from criteria.words import MET, NOT_MET
from engine.entries import MOST_FINDINGS
from engine.verify import verify_volume
from tests.laws.brute_needs import Pairs, judged_anyhow
from tests.laws.built import volume
from tests.laws.drawn_cases import Table, left_open, told, used_facts
from tests.laws.drawn_rulesets import criterion, volumes
from tests.laws.drawn_vocabularies import Shape
from tests.laws.profiles import some

TINY = Shape(leaves=4, joins=3, facts=2, answers=3)


def every_table(drawn: Volume) -> Iterator[Table]:
    """Every way to answer the facts on which criteria rest."""
    names = sorted(used_facts(drawn.ruleset))
    for chosen in product(*(drawn.vocabulary.facts[name].values for name in names)):
        yield told(drawn.vocabulary, dict(zip(names, chosen, strict=True)))


def every_case(drawn: Volume) -> Iterator[tuple[Table, Pairs]]:
    """Every way to answer them, with every judgement there could be on any of the answers."""
    judged = {name for facts in every_table(drawn) for name in left_open(drawn.ruleset, facts)}
    for facts in every_table(drawn):
        yield from ((facts, made) for made in judged_anyhow(sorted(judged), ()))


@some
@given(volumes(TINY, real=False))
def test_the_facts_that_move_the_referral_are_those_that_make_a_difference_somewhere(drawn):
    reached: dict[tuple[str, object], set[str]] = {}
    for facts, made in every_case(drawn):
        found = meaning.statuses(drawn.ruleset, facts, dict(made))
        for name in used_facts(drawn.ruleset):
            others = tuple(sorted((n, a) for n, a in facts.items() if n != name))
            referral = meaning.referral(drawn.ruleset, found)
            reached.setdefault((name, (others, made)), set()).add(referral)
    moving = {name for (name, _), referrals in reached.items() if len(referrals) > 1}
    assert set(verify_volume(drawn).moves_referral) == moving


def one_way(drawn: Volume) -> set[str]:
    """What is to be found against criteria that are never met, or never not met, in any case."""
    seen: dict[str, set[str]] = {}
    for facts, made in every_case(drawn):
        for name, status in meaning.statuses(drawn.ruleset, facts, dict(made)).items():
            seen.setdefault(name, set()).add(status)
    return {
        f"{name}: is never {status}"
        for name, statuses in seen.items()
        for status in (MET, NOT_MET)
        if status not in statuses
    }


@some
@given(volumes(TINY, real=False))
def test_every_criterion_that_can_only_go_one_way_is_found(drawn):
    findings = verify_volume(drawn).findings
    assume(len(findings) < MOST_FINDINGS)
    assert one_way(drawn) == set(findings)


def test_a_criterion_that_goes_both_ways_is_not_found():
    """Whatever `c` is the outcome is the same, so hardly a case is decided."""
    criteria = {
        "c": criterion({"fact": "f0", "is": ["a0"]}),
        "always": criterion({"fact": "f1", "is": ["a0", "a1", "unknown"]}),
        "top": criterion({"any": ["c", "always"]}),
    }
    built = volume(criteria, "top", facts=2)
    assert set(verify_volume(built).findings) == one_way(built)
