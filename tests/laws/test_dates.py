"""The dates of a case are held to what can be, whichever edition is named."""

from __future__ import annotations

from datetime import date

import pytest

from criteria.errors import InputError, NoEdition
from criteria.shelf import shelf
from criteria.timeline import resolve
from engine import decide
from tests.laws.drawn_cases import EDITIONS

TIMELINE = shelf().timeline


@pytest.mark.parametrize("switch", ["2018-06-28", date(2019, 9, 30)], ids=str)
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_area_cannot_begin_when_no_area_did_and_the_timeline_says_the_same(edition, switch):
    with pytest.raises(NoEdition) as told:
        resolve(TIMELINE, date(2018, 9, 1), date.fromisoformat(str(switch)))
    with pytest.raises(InputError) as refused:
        decide(edition, {"outcome": "dead"}, dates={"area_switch": switch, "decision": "soon"})
    assert str(told.value) in str(refused.value)
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("switch", [TIMELINE.switch_from, TIMELINE.switch_until], ids=str)
@pytest.mark.parametrize("edition", EDITIONS)
def test_it_can_begin_on_the_first_and_the_last_day_that_any_did(edition, switch):
    assert decide(edition, {}, dates={"area_switch": switch}) == decide(edition, {})
