"""What every edition shares is refused when it is unsound: the facts, and the timeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from criteria.errors import RulesetError
from criteria.shelf import Shelf, shelf

Spoil = Callable[[str], str]


def put(old: str, new: str) -> Spoil:
    """Something in a file replaced, once; it must be there."""

    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return spoil


def refused(folder: Path, file: str, spoil: Spoil) -> str:
    """What is said of the shelf with one of its two shared files spoiled."""
    for name in ("facts.toml", "timeline.toml"):
        text = (shelf().folder / name).read_text("utf-8")
        (folder / name).write_text(spoil(text) if name == file else text, "utf-8")
    with pytest.raises(RulesetError) as error:
        Shelf(folder)
    return str(error.value)


DEATH = '[{ fact = "suspected_suicide", is = ["yes"] }'
ORDER = '[[orders]]\nfirst = "incident"\nthen  = "authority_aware"'
RULE = "facts: contradiction `suicide-without-a-death`: "


@pytest.mark.parametrize(
    ("trigger", "says"),
    [
        ('{ fact = "suicide", is = ["yes"] }', "`suicide` is not a fact"),
        ('{ fact = "outcome", is = ["dead"] }', "`dead` is not an answer to `outcome` (did you"),
        ('{ criterion = "died", is = ["met"] }', "hangs on more than facts"),
        ('{ determination = "local-review", is = ["met"] }', "hangs on more than facts"),
        ('{ is = ["met"] }', "hangs on more than facts"),
    ],
)
def test_a_contradiction_is_between_answers_that_there_are(trigger: str, says: str, tmp_path: Path):
    said = refused(tmp_path, "facts.toml", put(DEATH, f"[{trigger}"))
    assert said.startswith(RULE + says)


@pytest.mark.parametrize("side", ["first", "then "])
def test_an_order_is_of_dates_that_there_are(side: str, tmp_path: Path):
    spoil = put(ORDER, f"[[orders]]\n{spelt(side, 'incidents')}")
    said = refused(tmp_path, "timeline.toml", spoil)
    assert said.startswith("timeline: the order of `")
    assert "`incidents` is not a date (did you mean `incident`?)" in said


def spelt(side: str, name: str) -> str:
    """An order with one of its sides another date."""
    sides = {"first": "incident", "then ": "authority_aware"} | {side: name}
    return "\n".join(f'{side} = "{date}"' for side, date in sides.items())


def test_the_day_that_newer_law_was_looked_for_is_told(tmp_path: Path):
    day = shelf().timeline.looked_for
    said = refused(tmp_path, "timeline.toml", put(f"= {day}\n", '= "last winter"\n'))
    assert said.startswith("timeline")
    assert "looked_for" in said
    assert "{days}" in refused(tmp_path, "timeline.toml", put("{day}", "{days}"))


def test_a_note_on_the_edition_is_filled_in_with_what_there_is(tmp_path: Path):
    said = refused(tmp_path, "timeline.toml", put("{edition}", "{editions}"))
    assert said == (
        "timeline: out_of_force: `{editions}` is never filled in (did you mean `{edition}`?)"
    )
