"""The text of seven decisions and a comparison, to the letter, as a chair would read them.

After a change of rules or wording, write them afresh and read what changed:

    THRESHOLD_GOLDEN=write pytest tests/doors/test_golden.py; git diff tests/doors/golden
"""

from __future__ import annotations

import os
import re

import pytest

from criteria.shelf import shelf
from tests.doors.cases import FILES, GOLDEN
from tests.doors.program import command

TEXTS = {
    "wt-2013-julia": ("screen", "thurrock-julia"),
    "lscb-2006-no": ("screen", "harm-and-agencies-worked-well"),
    "wt-2015-judgement-pending": ("screen", "death-in-custody"),
    "wt-2015-transitional-undetermined": ("screen", "unexplained-death"),
    "wt-2018-refer-elsewhere": ("screen", "harmed-in-another-area"),
    "wt-2023-with-dates": ("screen", "looked-after-child-died", "--what-if"),
    "wt-2026-two-clocks": ("screen", "harmed-in-2026"),
    "compare-julia": ("compare", "thurrock-julia"),
}


def text_of(name: str) -> str:
    """The text as printed, but for the digest: any edit of the ruleset would change it."""
    verb, case, *options = TEXTS[name]
    ended = command(verb, str(FILES[case]), *options)
    assert (ended.status, ended.err) == (0, "")
    return re.sub(r"digest\s[0-9a-f]{16}…", f"digest {'0' * 16}…", ended.out)


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_as_it_was_read(name: str):
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("THRESHOLD_GOLDEN") == "write":
        file.write_text(text_of(name), encoding="utf-8", newline="\n")
    assert text_of(name) == file.read_text("utf-8")


def test_there_is_one_text_for_each_edition_and_no_other_file():
    kept = {file.stem for file in GOLDEN.glob("*.txt")}
    assert kept == set(TEXTS)
    for edition in shelf().timeline.editions:
        assert any(f"({edition})" in text_of(name) for name in TEXTS)
