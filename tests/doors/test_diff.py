"""The differences between two editions: text, Markdown and JSON say the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from api import differing
from api.vignette import sentence
from criteria.shelf import shelf
from engine import decide, differences
from tests.doors.program import command, flat

FACTS = shelf().vocabulary.facts
PAIRS = [("wt-2013", "wt-2015"), ("wt-2018", "wt-2015"), ("wt-2018", "wt-2023")]
each_pair = pytest.mark.parametrize("pair", PAIRS, ids="-and-".join)


@cache
def forms(pair: tuple[str, str]) -> tuple[str, str, dict[str, Any]]:
    """The differences between two editions as text, as Markdown and as JSON."""
    text, md, told = (
        command("diff", *pair, "--format", form).out for form in ("text", "md", "json")
    )
    return flat(text), flat(re.sub(r"\\(.)", r"\1", md)), json.loads(told)


@each_pair
def test_json_is_what_the_engine_found_with_an_example_of_each_family(pair):
    told = forms(pair)[2]
    found = differences(*pair)
    assert (told["editions"], told["count"]) == (list(pair), found.count)
    assert told["combinations"] == found.combinations
    assert [one["criterion"] for one in told["groups"]] == [one.criterion for one in found.groups]
    families = [family for group in told["groups"] for family in group["families"]]
    assert sum(family["sets"] for family in families) == found.count
    for family in families:
        first = {fact: answers[0] for fact, answers in family["answers"].items()}
        assert family["example"] == {"facts": first, "sentence": sentence(FACTS, first)}
        assert family["referrals"] == [decide(edition, first).referral for edition in pair]


@each_pair
def test_every_form_says_the_count_every_wording_and_every_example(pair):
    text, md, told = forms(pair)
    for said in (text, md):
        assert f"{told['count']} smallest sets" in said
        assert f"{told['combinations']:,} combinations" in said
        for group in told["groups"]:
            for side in group["sides"]:
                assert side["title"] in said
                assert all(one["words"] in said for one in side["sources"] if "words" in one)
            for family in group["families"]:
                assert family["example"]["sentence"] in said
                assert all(note in said for note in family["contradicts"])
                assert alternatives(family) in said


@each_pair
def test_every_form_says_that_what_only_a_judgement_makes_differ_is_not_listed(pair):
    text, md, told = forms(pair)
    rulesets = [shelf().volume(edition).ruleset for edition in pair]
    assert told["judgements"]
    for said in (text, md):
        after = said.partition("What only a judgement makes differ is not listed: one on ")[2]
        for name in told["judgements"]:
            titles = [one.criteria[name].title for one in rulesets if name in one.criteria]
            assert f"“{titles[0]}”" in after


def test_editions_that_leave_nothing_to_judgement_have_nothing_that_is_not_listed():
    found = replace(differences("wt-2018", "wt-2023"), judgements=())
    assert "not listed" not in differing.summary(found)


def alternatives(family: dict[str, Any]) -> str:
    """The other answers of a family, as every form says them; nothing if it is one set."""
    others = [FACTS[f].clauses[a] for f, answers in family["answers"].items() for a in answers[1:]]
    return f"{'; '.join(others)}: {family['sets']} sets in all." if others else ""


@each_pair
def test_every_form_says_what_holds_everywhere_and_nothing_else(pair):
    text, md, told = forms(pair)
    words = [one["relation"] or "neither" for one in told["relations"]]
    assert re.findall(r"\[(equivalent|stricter|laxer|neither)\]", text) == words
    assert re.findall(r"\*\*(equivalent|stricter|laxer|neither)\*\*", md) == words


def test_the_other_way_round_stricter_is_laxer():
    assert "[laxer] The referral" in forms(("wt-2013", "wt-2015"))[0]
    assert "[stricter] The referral" in flat(command("diff", "wt-2015", "wt-2013").out)


def test_an_edition_and_itself_have_no_difference():
    said = command("diff", "wt-2023", "wt-2023").out
    assert "0 smallest sets of answers" in flat(said)
    assert "[laxer]" not in said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"age_group": "under_16", "outcome": "died"}, "A child under 16 died."),
        (
            {"outcome": "harmed", "abuse_or_neglect": "known", "age_group": "16_or_17"},
            "A child of 16 or 17 was harmed: abuse or neglect is known.",
        ),
        (
            {"detention": "custody", "abuse_or_neglect": "suspected"},
            "Somebody is spoken of: abuse or neglect is suspected, and they were in custody at the "
            "time.",
        ),
        (
            {"age_group": "18_to_24", "outcome": "unknown", "joint_working": "concern"},
            "A young adult of 18 to 24 is spoken of: there is, or may be, concern about how the "
            "agencies worked together.",
        ),
        (
            {"outcome": "harmed", "long_term_impairment": "no", "looked_after": "no"},
            "Somebody was harmed: the child's health or development is not seriously impaired and "
            "is not likely to be impaired long term, and they were not looked after by a local "
            "authority.",
        ),
    ],
)
def test_a_case_is_told_in_one_sentence(answers, said):
    assert sentence(FACTS, answers) == said
