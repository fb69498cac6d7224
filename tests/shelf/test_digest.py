"""The digest: of the content of ruleset and facts, whatever the bytes of their files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from criteria.errors import RulesetError
from criteria.shelf import Shelf, shelf
from tests.shelf.tables import FACTS, SOUND, Table, spoiled, volume
from tests.waits import HANG_TIMEOUT

EDITIONS = shelf().timeline.editions
PRINT_DIGESTS = (
    "from criteria.shelf import shelf; s = shelf(); "
    "[__import__('sys').stdout.write(s.volume(e).digest + '\\n') for e in s.timeline.editions]"
)


def digests(folder: Path) -> list[str]:
    """The digest of every edition of a shelf."""
    return [Shelf(folder).volume(edition).digest for edition in EDITIONS]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shelf to write in."""
    shutil.copytree(shelf().folder, tmp_path / "rulesets")
    return tmp_path / "rulesets"


def added(folder: Path, name: str, text: str) -> list[bool]:
    """Which editions have another digest once a file of the shelf says something more."""
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    return [a != b for a, b in zip(digests(folder), digests(shelf().folder), strict=True)]


def places(value: Any, trail: str = "") -> Iterator[str]:
    """Every text, number and day of a table, by its place."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        place = f"{trail}.{key}" if trail else str(key)
        yield from places(item, place) if isinstance(item, dict | list) else [place]


def otherwise(table: Table, place: str) -> Any:
    """Something else of the same kind than what stands at a place."""
    value: Any = table
    for step in place.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    if isinstance(value, date):
        return value.replace(day=2)
    return f"{value}1" if isinstance(value, str) else value + 1


def test_a_digest_is_a_sha_256_in_hexadecimal_and_no_two_editions_share_one():
    found = digests(shelf().folder)
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in found)
    assert len(set(found)) == len(found)


def test_a_digest_is_the_same_in_every_process():
    command = [sys.executable, "-c", PRINT_DIGESTS]
    for seed in ("0", "1"):
        done = subprocess.run(
            command,
            cwd=shelf().folder.parent,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=HANG_TIMEOUT,
        )
        assert done.stdout.split() == digests(shelf().folder)


def test_the_bytes_of_the_files_do_not_matter(copied: Path):
    for file in copied.rglob("*.toml"):
        lines = file.read_text("utf-8").replace(" = ", "  =  ").splitlines()
        spaced = [line for told in lines for line in ("# a comment, éé", told, "")]
        file.write_bytes("\r\n".join(spaced).encode())
    assert digests(copied) == digests(shelf().folder)


def test_the_worked_examples_and_the_timeline_are_no_part_of_it(copied: Path):
    for file in copied.rglob("examples.toml"):
        file.unlink()
    more = '[[orders]]\nfirst = "decision"\nthen = "publication"\ntext = "Odd."'
    assert added(copied, "timeline.toml", more) == [False] * len(EDITIONS)


def test_more_said_among_the_facts_changes_every_digest(copied: Path):
    more = '[facts.trial]\nquestion = "?"\nhelp = "."\nwho_may_know = ["a"]\n'
    answers = 'answers = { yes = "yes", no = "no" }'
    assert added(copied, "facts.toml", more + answers) == [True] * len(EDITIONS)


def test_more_said_in_what_is_shared_changes_the_editions_that_share_it(copied: Path):
    more = '[notes.trial]\ntext = "More."\nsources = ["s16c"]'
    found = dict(zip(EDITIONS, added(copied, "shared/section-16c.toml", more), strict=True))
    assert [e for e in EDITIONS if found[e]] == ["wt-2015-transitional", *EDITIONS[4:]]


def test_more_said_in_the_last_edition_changes_its_digest_alone(copied: Path):
    more = '[notes.trial]\ntext = "More."\nsources = ["in-force"]'
    assert added(copied, f"{EDITIONS[-1]}/ruleset.toml", more) == [False] * (len(EDITIONS) - 1) + [
        True
    ]


@pytest.mark.parametrize("place", list(places(SOUND)))
def test_whatever_is_said_otherwise_in_a_rule_changes_the_digest(place: str):
    try:
        other = volume(spoiled(place, otherwise(SOUND, place)))
    except RulesetError:
        return  # what is not sound has no digest
    assert other.digest != volume().digest


@pytest.mark.parametrize("place", list(places(FACTS)))
def test_whatever_is_said_otherwise_of_a_fact_changes_the_digest(place: str):
    other = volume(facts=spoiled(place, otherwise(FACTS, place), FACTS))
    assert other.digest != volume().digest


def test_a_rule_that_loses_its_place_among_the_others_changes_the_digest():
    turned = {**SOUND, "criteria": dict(reversed(SOUND["criteria"].items()))}
    assert volume(turned).digest != volume().digest


def test_the_order_of_the_words_within_a_rule_does_not_change_it():
    turned = spoiled("criteria.died", dict(reversed(SOUND["criteria"]["died"].items())))
    assert volume(turned).digest == volume().digest
