"""A source is cited at a place; what an editor says of it stands beside, and is shown."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from criteria.rulesets import Source
from criteria.shelf import shelf

EDITIONS = shelf().timeline.editions
PLACE = (
    r"((box (after|in) )?(chapter|regulation|sections?|Schedule|paragraph|paras?)|p\.|from p\.)"
    r" ?[0-9][0-9A-Za-z.()-]*"
)
PIECE = rf"{PLACE}( (paragraph|and|to|and fn) ?[0-9A-Z(][0-9a-zA-Z.()]*)*"
HEADING = "glossary|serious case reviews|notifiable incidents|3 and 78"
PINPOINT = re.compile(rf"({PIECE}|{HEADING})(, ({PIECE}|{HEADING}))*")
WHETHER = {
    "yes": {
        "if a serious case review is held",
        "if a local review is held",
        "if the Panel is notified",
    },
    "no": {"if no serious case review is held", "if no local review is held"},
    "either": {
        "either way",
        "if a rapid review is held",
        "if the Panel asks",
        "if the partners find that the criteria are met",
        "if none is held or it is not published",
    },
}


def sources(edition: str) -> dict[str, Source]:
    return shelf().volume(edition).ruleset.sources


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_pinpoint_is_a_place_and_nothing_else(edition: str):
    for name, source in sources(edition).items():
        assert source.pinpoint is None or PINPOINT.fullmatch(source.pinpoint), name


def test_a_remark_is_a_sentence():
    remarks = [s.remark for s in chain(*(sources(e).values() for e in EDITIONS)) if s.remark]
    assert len(set(remarks)) >= 10
    assert all(re.fullmatch(r"[A-Z].*\.", remark) for remark in remarks)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_notice_says_what_it_depends_on(edition: str):
    for name, notice in shelf().volume(edition).ruleset.notices.items():
        assert notice.whether in WHETHER[notice.after], name
