"""A day that is still to come is called that, and not taken for a day that there is not."""

from __future__ import annotations

import pytest

from tests.pages.made import SETTLED_FACTS, ago, screened
from tests.pages.visiting import text_of, visiting
from tests.service.running import Running

NO_DAY = "Give a real day, like 4 3 2019"
TO_COME = "That day is still to come"


@pytest.mark.parametrize(("on", "told"), [(ago(-2), TO_COME), ("2019-2-31", NO_DAY)])
def test_a_day_is_refused_for_what_is_wrong_with_it(server: Running, on: str, told: str):
    year, month, day = on.split("-")
    days = {"on__day": day, "on__month": month, "on__year": year}
    at = f"/cases/{screened(server, SETTLED_FACTS)}/record/notice"
    with visiting(server) as visitor:
        reply = visitor.send(at, notice="notify-panel", to="the Panel", **days)
    assert reply.status_code == 422
    assert [one for one in (NO_DAY, TO_COME) if one in text_of(reply)] == [told]
