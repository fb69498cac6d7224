"""Reading worked examples: what they take over, and every name that is not there is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from criteria.errors import RulesetError
from criteria.examples import UNNAMED, Example, read_examples
from criteria.shelf import Shelf, shelf

EARLIER, LATER = shelf().timeline.editions[-2:]
BASE = f'[[builds_on]]\non = "{EARLIER}"\n'

Written = Callable[..., Shelf]


def told(name: str, more: str = "", facts: str = 'outcome = "died"') -> str:
    """An example as it stands in a file."""
    return (
        f'[[examples]]\nid = "{name}"\nsentence = "A child dies."\nteaches = "a trial"\n'
        f'boundary = false\nfacts = {{ {facts} }}\nreferral = "undetermined"\n{more}\n'
    )


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A copy of the shelf, with these examples of the last two editions."""

    def write(later: str, earlier: str = told("first") + told("second")) -> Shelf:
        folder = shutil.copytree(shelf().folder, tmp_path / "rulesets")
        (folder / EARLIER / "examples.toml").write_text(earlier, "utf-8")
        (folder / LATER / "examples.toml").write_text(later, "utf-8")
        return Shelf(folder)

    return write


def ids(found: tuple[Example, ...]) -> list[str]:
    """The ids of some examples."""
    return [one.id for one in found]


def test_an_edition_takes_over_the_examples_of_another_before_its_own(written: Written):
    assert ids(read_examples(written(BASE + told("own")), LATER)) == ["first", "second", "own"]


def test_an_example_is_left_behind_with_a_reason(written: Written):
    later = BASE + 'without.first = "the rule changed"\n' + told("first")
    assert ids(read_examples(written(later), LATER)) == ["second", "first"]


def test_a_determination_that_is_not_named_is_not_met_and_of_no_force(written: Written):
    said = '[examples.determinations]\nnotify-panel = { status = "undetermined" }'
    (found,) = read_examples(written(told("own", said)), LATER)
    expected = found.expect_determinations(shelf().volume(LATER).ruleset.determinations)
    assert expected.pop("notify-panel").status == "undetermined"
    assert expected
    assert set(expected.values()) == {UNNAMED}


REFUSED = {
    "an edition that is not there": (
        f'[[builds_on]]\non = "{EARLIER}x"\n',
        f"edition: `{EARLIER}x` is not an edition (did you mean `{EARLIER}`?)",
    ),
    "an example that is not there": (
        BASE + 'without.firts = "no"\n',
        "`firts` is not a worked example of it (did you mean `first`?)",
    ),
    "no reason": (BASE + 'without.first = " "\n', "leaves `first` behind and does not say why"),
    "an id taken over": (BASE + told("first"), "example `first`: stands twice"),
    "an id given twice": (told("own") + told("own"), "example `own`: stands twice"),
    "an unknown fact": (
        told("own", facts='outcom = "died"'),
        "example `own`: `outcom` is not a fact (did you mean `outcome`?)",
    ),
    "an unknown answer": (
        told("own", facts='outcome = "dead"'),
        "example `own`: `dead` is not an answer to `outcome` (did you mean `died`?)",
    ),
    "an unknown judgement": (
        told("own", 'judgements = { diedd = "met" }'),
        "example `own`: `diedd` is not a criterion that is left to people",
    ),
    "an unknown determination": (
        told("own", 'determinations = { notify-panle = { status = "met" } }'),
        "`notify-panle` is not a determination (did you mean `notify-panel`?)",
    ),
    "an unknown ground": (
        told("own", 'determinations = { notify-panel = { status = "met", grounds = ["diedd"] } }'),
        "`diedd` is not a criterion (did you mean `died`?)",
    ),
    "an unknown consideration": (
        told(
            "own",
            "considerations = { local-improvement = "
            '{ status = "met", weight = "should_have_regard" } }',
        ),
        "`local-improvement` is not a consideration (did you mean `local-improvements`?)",
    ),
}


@pytest.mark.parametrize(("later", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_there_is_refused_with_the_nearest_that_is(
    later: str, message: str, written: Written
):
    with pytest.raises(RulesetError) as caught:
        read_examples(written(later), LATER)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{LATER} examples: ")


def test_examples_cannot_build_on_themselves(written: Written):
    turned = f'[[builds_on]]\non = "{LATER}"\n'
    with pytest.raises(RulesetError, match="build on themselves"):
        read_examples(written(BASE, turned), LATER)
