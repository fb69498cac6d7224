"""A force that is called settled stays as it is, whatever else is learnt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from criteria.decisions import Decision
from criteria.versions import Volume
from engine import decide
from engine.differ import force_of_referral
from engine.spans import settled_force, settled_referral_force
from tests.laws.drawn_cases import Case, shelf_cases, told
from tests.laws.profiles import many
from tests.laws.test_silence import more


@many
@given(shelf_cases(), st.data())
def test_a_force_that_is_settled_stays_whatever_else_is_learnt(drawn, data):
    """Save where a rule presumes from a fact's not being known."""
    volume, case = drawn
    before = decided(volume, case)
    after = decided(volume, data.draw(more(volume, case)))
    settled = settled_referral_force(before, volume.ruleset)
    if settled is not None:
        assert settled == settled_referral_force(after, volume.ruleset)
        assert settled == force_of_referral(before) == force_of_referral(after)
    for one, then in zip(before.determinations, after.determinations, strict=True):
        if (force := settled_force(before, one, volume.ruleset)) is not None:
            assert force == one.force == then.force


def decided(volume: Volume, case: Case) -> Decision:
    """The decision on a case, whose facts may say that they are not known."""
    facts = told(volume.vocabulary, case.facts)
    return decide(volume.ruleset.id, facts, judgements=case.judgements)
