"""The guided journey asks what could settle something, once, and stops when nothing could."""

from __future__ import annotations

import pytest

from api.pages.guide import Given, duties, settling_facts, still_open_in
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from engine.decide import decide
from tests.worked.examples import PLACED, Placed

NOTHING = Given({}, {})
IN_THE_WINDOW = ("wt-2015-transitional", "wt-2018")


def walked(editions: tuple[str, ...], one: Placed, presumed: bool = False) -> Given:
    """What is asked until there is no more to ask, answered as the example says.

    With what is offered after that, because a rule presumes it, if `presumed`.
    """
    given = NOTHING
    while True:
        left = still_open_in(editions, given)
        fact, judgement = left.unasked(given)
        offered = [name for name in left.presumed if name not in given.facts] if presumed else []
        fact = fact or (offered[0] if offered else None)
        if fact is not None:
            answer = one.example.facts.get(fact, UNKNOWN)
            given = given.answered(fact, answer)
        elif judgement is not None:
            judged = one.example.judgements.get(judgement, "not-yet")
            given = Given(given.facts, {**given.judgements, judgement: judged})
        else:
            return given


@pytest.mark.parametrize("one", PLACED, ids=str)
def test_what_is_neither_asked_nor_offered_could_not_have_changed_a_duty(one: Placed):
    given = walked((one.edition,), one, presumed=True)
    known = {name: answer for name, answer in one.example.facts.items() if name in given.facts}
    asked = decide(one.edition, known, judgements=given.judged)
    whole = decide(one.edition, one.example.facts, judgements=one.example.judgements)
    assert duties(asked) == duties(whole)


SINCE_2018 = ("wt-2015-transitional", "wt-2018", "wt-2023", "wt-2026")


@pytest.mark.parametrize("edition", SINCE_2018)
def test_what_only_a_note_asks_to_find_out_is_asked_last_and_is_not_needed(edition: str):
    facts = {"age_group": "16_or_17", "outcome": "died", "abuse_or_neglect": "not_suspected"}
    given = Given({**dict.fromkeys(settling_facts(edition), UNKNOWN), **facts}, {})
    left = still_open_in((edition,), given)
    assert left.unasked(given) == ("known_for_recent_concern", None)
    assert left.left(given) == 1
    assert "known_for_recent_concern" not in left.facts
    asked = given.answered("known_for_recent_concern", UNKNOWN)
    assert still_open_in((edition,), asked).unasked(asked) == (None, None)
    suspected = Given({**given.facts, "abuse_or_neglect": "suspected"}, {})
    assert still_open_in((edition,), suspected).noted == ()


def test_what_is_not_known_yet_is_asked_once_and_stays_needed():
    given = walked((shelf().timeline.editions[-1],), PLACED[-1])
    silent = Given(dict.fromkeys(given.facts, UNKNOWN), {})
    left = still_open_in((shelf().timeline.editions[-1],), silent)
    fact, _ = left.unasked(silent)
    assert fact not in silent.facts
    assert set(left.facts) & set(silent.facts)


@pytest.mark.parametrize("one", [p for p in PLACED if p.edition in IN_THE_WINDOW], ids=str)
def test_where_two_editions_are_arguable_the_journey_settles_both(one: Placed):
    given = walked(IN_THE_WINDOW, one)
    for edition in IN_THE_WINDOW:
        assert not set(still_open_in((edition,), given).facts) - set(given.facts)


def test_a_judgement_is_asked_after_the_facts_and_only_where_it_is_left_to_people():
    facts = {"age_group": "unborn", "outcome": "died", "abuse_or_neglect": "known"}
    given = Given({**dict.fromkeys(shelf().vocabulary.facts, UNKNOWN), **facts}, {"child": "met"})
    assert still_open_in(("wt-2018",), given).unasked(Given(given.facts, {})) == (None, None)
    left = still_open_in(("wt-2018",), Given(given.facts, {}))
    assert [one.criterion for one in left.judgements] == ["child"]
    assert left.unasked(Given(given.facts, {"child": "not-yet"})) == (None, None)
