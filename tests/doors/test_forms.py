"""Text, JSON and the pack in Markdown say the same referral, duties, statuses, needs and notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from criteria.shelf import shelf
from tests.doors.cases import EDITIONS, FILES, PAIRS
from tests.doors.program import command, flat

FORCES = {"must": "MUST", "should": "SHOULD", "consider": "CONSIDER", "may": "MAY"}
FORCES |= {"none": "no duty", "None": "open"}
REFERRALS = {
    "refer": "REFER",
    "refer_elsewhere": "REFER ELSEWHERE",
    "no_duty_to_refer": "NO DUTY TO REFER",
    "undetermined": "NOT SETTLED YET",
}
STATUSES = {"met": {"met"}, "not_met": {"not met"}}
STATUSES |= {"undetermined": {"not known", "open", "for judgement"}}

each_pair = pytest.mark.parametrize(("name", "edition"), PAIRS)


@cache
def forms(name: str, edition: str) -> tuple[str, str, dict[str, Any]]:
    """A decision as text, as Markdown and as JSON, with what would change it."""
    args = ("screen", str(FILES[name]), "--edition", edition, "--what-if", "--format")
    text, md, told = (command(*args, form).out for form in ("text", "md", "json"))
    return text, md, json.loads(told)


def lines_of(md: str, title: str) -> str:
    """What Markdown says under a heading, on one line, marked up as the text form is."""
    rows = md.partition(f"\n## {title}\n")[2].partition("\n## ")[0].splitlines()
    said = flat("\n".join(re.sub(r"^ *- ", "", row) for row in rows))
    return unnumbered(re.sub(r"\\([\\`*_{}\[\]<>#|~&])", r"\1", re.sub(TAG, r"[\1]", said)))


TAG = r"\*\*([^*]+)\*\*"


def text_under(text: str, title: str) -> str:
    """What the text form says under a heading, on one line."""
    rows = text.partition(f"\n{title.upper()}\n")[2].splitlines()
    end = next(number for number, row in enumerate([*rows, ""]) if not row)
    return unnumbered(flat("\n".join(rows[:end])))


def unnumbered(said: str) -> str:
    """What is said without the numbers of sources, which stand in another order in a pack.

    A line of text may be broken after a hyphen, where Markdown runs on.
    """
    return re.sub(r" \([0-9, ]+\)", "", said.replace("- ", "-"))


def tags_of(title: str, said: str) -> set[str]:
    """The tags before every mention of a title, the title ended by a full stop or a bracket."""
    return set(re.findall(rf"\[([a-z ]+)\] {re.escape(title)}(?:\.| \(|$| \[)", said))


SHARED = (
    "Why: the criteria and the answers they rest on",
    "To be weighed by those who decide",
    "What would change the answer",
    "Notes",
)
"""The sections that the terminal and the pack have alike."""


@each_pair
def test_text_and_markdown_say_the_same_word_for_word(name: str, edition: str):
    text, md, _ = forms(name, edition)
    for title in SHARED:
        assert text_under(text, title) == lines_of(md, title)
    assert text_under(text, SHARED[0])


@each_pair
def test_they_lead_with_the_referral_and_its_summary(name: str, edition: str):
    text, md, told = forms(name, edition)
    referral = REFERRALS[told["referral"]]
    assert f"\n\n{referral}\n" in text
    assert md.startswith(f"# {referral.capitalize()}\n")
    assert told["summary"] in flat(text)
    assert told["summary"] in flat(md)


@each_pair
def test_every_determination_is_shown_with_its_force(name: str, edition: str):
    text, _, told = forms(name, edition)
    for one in told["determinations"]:
        assert f"[{FORCES[str(one['force'])]}] {one['title']} (" in flat(text)


def assert_shown(told: dict[str, Any], text: str, names: Iterable[str]) -> None:
    """Each of these criteria stands in the text with a tag that fits its status."""
    said = flat(text).replace("- ", "-")
    found = {one["id"]: one for one in told["criteria"]}
    for name in names:
        shown = tags_of(found[name]["title"].replace("- ", "-"), said)
        assert shown, f"{name} is not shown"
        assert shown & STATUSES[found[name]["status"]], name


def bearing_on_determinations(told: dict[str, Any], edition: str) -> list[str]:
    """The criteria on which some determination rests, at any remove."""
    determinations = shelf().volume(edition).ruleset.determinations.values()
    names = [ground.criterion for one in determinations for ground in one.grounds]
    parts = {one["id"]: one["parts"] for one in told["criteria"]}
    for name in names:  # grows while it is read
        names += [part for part in parts[name] if part not in names]
    return names


@each_pair
def test_every_criterion_of_a_determination_is_shown_with_its_status(name: str, edition: str):
    text, _, told = forms(name, edition)
    assert_shown(told, text, bearing_on_determinations(told, edition))


@pytest.mark.parametrize("edition", [edition for edition in EDITIONS if edition < "wt-2018"])
def test_the_criterion_that_refers_is_shown_too(edition: str):
    text, _, told = forms("harm-and-agencies-worked-well", edition)
    assert_shown(told, text, [shelf().volume(edition).ruleset.referral.here])


@each_pair
def test_every_need_note_and_notice_is_shown(name: str, edition: str):
    text, _, told = forms(name, edition)
    said = flat(text).replace("- ", "-")
    needs = [f"[ask] {need['question']}" for need in told["needs_facts"]]
    needs += [f"[judge] {need['question']}" for need in told["needs_judgement"]]
    first = {n for n, one in shelf().volume(edition).ruleset.notes.items() if one.first}
    notes = [f"{'' if one['id'] in first else '[note] '}{one['text']}" for one in told["notes"]]
    notices = [f"{notice['to']}: {notice['text']}" for notice in told["notices"]]
    for one in (*needs, *notes, *notices):
        assert flat(one).replace("- ", "-") in said


@each_pair
def test_every_time_limit_is_shown_with_its_day(name: str, edition: str):
    text, _, told = forms(name, edition)
    said = flat(text).replace("- ", "-")
    dues = [one["due"] for one in (*told["determinations"], *told["notices"]) if one["due"]]
    for due in (*dues, *(due["also"] for due in dues if "also" in due)):
        assert due["text"] in said
        if due["date"]:
            year, _, day = due["date"].split("-")
            assert re.search(rf"That is {int(day)} [A-Z][a-z]+ {year}\.", said)
