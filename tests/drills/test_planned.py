"""A plan is read without guessing: every mistake is named, with the nearest right value."""

from __future__ import annotations

import pytest

from api.drills.model import Plan
from api.drills.planned import MOST_SEEDS, drawn_seed, planned
from criteria.errors import InputError

TWO = ("wt-2013", "wt-2015")


def test_the_editions_are_put_in_the_order_of_the_timeline():
    assert planned(["wt-2018", "lscb-2006"], "detailed", "7", " 042 ") == Plan(
        ("lscb-2006", "wt-2018"), "detailed", 7, 42
    )


@pytest.mark.parametrize(
    ("editions", "difficulty", "questions", "seed", "said"),
    [
        (("wt-2013", "wt-2016"), "plain", 1, 1, "edition: `wt-2016` is not an edition (did you"),
        (("wt-2013",), "plain", 1, 1, "edition: a drill is between two editions or more"),
        ((), "plain", 1, 1, "edition: a drill is between two editions or more"),
        ((*TWO, "wt-2013"), "plain", 1, 1, "edition: `wt-2013` is given 2 times"),
        (TWO, "plan", 1, 1, "difficulty: `plan` is not a difficulty (did you mean `plain`?)"),
        (
            TWO,
            "plain",
            31,
            1,
            "questions: `31` is not a whole number from 1 to 30 (did you mean",
        ),
        (TWO, "plain", 0, 1, "questions: `0` is not a whole number from 1 to 30 (did you mean `1`"),
        (TWO, "plain", "ten", 1, "questions: `ten` is not a whole number from 1 to 30"),
        (TWO, "plain", "²", 1, "questions: `²` is not a whole number from 1 to 30"),
        (TWO, "plain", 1, -1, "seed: `-1` is not a whole number from 0 to 999,999 (did you mean"),
        (TWO, "plain", 1, "1" * 5000, "seed: `111"),
        (TWO, "plain", 1, MOST_SEEDS, "seed: `1000000` is not a whole number from 0 to 999,999"),
        (TWO, "plain", 1, "", "seed: `` is not a whole number from 0 to 999,999"),
    ],
)
def test_a_mistake_is_named(editions, difficulty, questions, seed, said):
    with pytest.raises(InputError) as refused:
        planned(editions, difficulty, questions, seed)
    [problem] = refused.value.problems
    assert str(problem).startswith(said)


def test_every_mistake_is_named_at_once():
    with pytest.raises(InputError) as refused:
        planned(["wt-2013", "wt-2013"], "hard", "no", "no")
    assert [one.where for one in refused.value.problems] == [
        ("edition",),
        ("edition",),
        ("difficulty",),
        ("questions",),
        ("seed",),
    ]


def test_a_seed_that_nobody_chose_can_be_given_again():
    drawn = {drawn_seed() for _ in range(50)}
    assert len(drawn) > 1
    assert all(planned(TWO, "plain", 1, seed).seed == seed for seed in drawn)
