"""An unsound ruleset is refused when it is read, by a message that names the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.errors import RulesetError
from criteria.shelf import Shelf, toml
from tests.shelf.tables import GONE, Table, spoiled, volume

MISTAKES: list[Table] = toml(Path(__file__).parent / "unsound.toml")["mistakes"]


def test_the_ruleset_that_the_tests_spoil_is_sound():
    assert volume().ruleset.id == "trial"


def test_no_mistake_is_listed_twice():
    assert len({mistake["what"] for mistake in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: str(mistake["what"]))
def test_it_is_refused_by_a_message_that_names_the_rule(mistake: Table):
    with pytest.raises(RulesetError) as refused:
        volume(spoiled(mistake["place"], mistake.get("value", GONE)))
    assert mistake["says"] in str(refused.value)
    assert all(line.startswith("trial: ") for line in str(refused.value).splitlines())


def test_every_mistake_is_told_at_once():
    twice = spoiled("criteria.died.sources", ["lore"], spoiled("criteria.died.when.is", ["dead"]))
    with pytest.raises(RulesetError) as refused:
        volume(twice)
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("facts", "says"),
    [("[facts", "facts.toml: cannot be read: "), ("fact = 1", "facts: facts: Field required")],
)
def test_a_shelf_that_cannot_be_read_says_which_file(facts: str, says: str, tmp_path: Path):
    (tmp_path / "facts.toml").write_text(facts, "utf-8")
    with pytest.raises(RulesetError) as refused:
        Shelf(tmp_path)
    assert str(refused.value).startswith(says)
