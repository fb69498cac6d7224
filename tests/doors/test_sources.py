"""The sources to check, at the command line: text and JSON say the same."""

from __future__ import annotations

import json

import pytest

from api.sources.checklist import show_sources
from api.sources.wording import NO_SOURCES
from api.wording import title_of
from tests.doors.cases import EDITIONS
from tests.doors.program import command

EVERY = (None, *EDITIONS)
every_list = pytest.mark.parametrize("edition", EVERY)


@every_list
def test_json_is_the_whole_list(edition: str | None):
    ended = command("sources", *([edition] if edition else []), "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out) == show_sources(edition)


def without_spaces(text: str) -> str:
    """Text that does not tell where its lines end, not even at a hyphen."""
    return "".join(text.split())


@every_list
def test_text_says_every_place_rule_and_sentence(edition: str | None):
    said = without_spaces(command("sources", *([edition] if edition else [])).out)
    for one in show_sources(edition)["sources"]:
        head = f"{one['edition']}: {title_of(one['edition'])}" if one["edition"] else "Newer law"
        place = (one["instrument"], one["pinpoint"] or "", one.get("words", ""))
        rules = [rule["title"] for rule in one["decides"]]
        told = [head, *place, one.get("remark", ""), *one["also_in"], *rules, *one["look_for"]]
        assert [text for text in told if without_spaces(text) not in said] == []


def test_an_edition_with_nothing_to_check_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.cli.list_sources_to_check", lambda _: ())
    assert command("sources", EDITIONS[0]).out == f"{NO_SOURCES}\n"
