"""What was typed from right to left, or unseen, changes nothing around it on any page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from api.pages.typed import isolated, lined, paragraphs, typed
from tests.pages.browsing import People
from tests.pages.made import REFERRED_FACTS, ago, new_reference, recorded, screened
from tests.pages.visiting import Visitor
from tests.service.running import Running

TURNED = "\u202egnp.exe"
SHOWN = "[U+202E]gnp.exe"
UNSEEN = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0x85)
HEBREW = "\u05d0\u05d1\u05d2 123"
ARABIC = "\u0627\u0628\u062c"


@pytest.mark.parametrize("n", UNSEEN)
def test_what_cannot_be_seen_is_shown_by_its_number(n: int):
    said = f"a{chr(n)}<b>"
    assert typed(said) == f"<bdi>a[U+{n:04X}]&lt;b&gt;</bdi>"
    assert paragraphs(said).endswith(f">a[U+{n:04X}]&lt;b&gt;</p>")
    assert lined(f"Why: {said}") == f"Why: a[U+{n:04X}]&lt;b&gt;"
    assert lined(f"Why: {isolated(said)} (1)") == f"Why: <bdi>a[U+{n:04X}]&lt;b&gt;</bdi> (1)"


def test_lines_are_kept_and_no_paragraph_ends_within_one():
    assert typed("a\nb\u2029c\td") == "<bdi>a\nb\nc\td</bdi>"
    assert paragraphs(f"{HEBREW}\n\n{ARABIC}").count(' dir="auto"') == 2


def case_with(server: Running, words: str) -> str:
    """A case in whose every text these words stand; its reference."""
    reference = new_reference()
    facts = {**REFERRED_FACTS, "joint_working": "clearly_none"}
    agency = words if words.isprintable() else "police"  # the only one that is refused
    content = {
        "edition": "wt-2013",
        "facts": facts,
        "dates": {"decision": "2014-05-20"},
        "evidence": {"outcome": {"agency": agency, "on": "2014-01-04"}},
        "reasons": {"joint_working": words},
    }
    recorded(server, reference, "screening", content)
    dissent = [{"of": words, "words": words}]
    advice = {"advises": "refer", "words": words, "dissent": dissent}
    recorded(server, reference, "advice", advice)
    reasons = {"code": "other", "words": words}
    decided = {"decides": "refer", "on": ago(0), "reasons": reasons, "other_review": words}
    recorded(server, reference, "decision", decided)
    told = {"notice": "serious-case-review", "to": words, "on": ago(0), "words": words}
    recorded(server, reference, "notice", told)
    recorded(server, reference, "correction", {"entry": 4, "words": words})
    return reference


@pytest.mark.parametrize("page", ["history", "decision", "answers"])
def test_everything_typed_is_kept_apart(server: Running, visitor: Visitor, page: str):
    for words, shown in ((TURNED, SHOWN), (HEBREW, HEBREW), (ARABIC, ARABIC)):
        text = visitor.get(f"/cases/{case_with(server, words)}/{page}").text
        assert "\u202e" not in text
        apart = text.count(f"<bdi>{shown}</bdi>") + text.count(f'dir="auto">{shown}</p>')
        assert apart == text.count(shown) > 0


def test_hebrew_in_a_reason_leaves_the_rest_of_its_line_in_order(people: People):
    reference = case_with(people.server, HEBREW)
    page = people.somebody()
    page.goto(f"/cases/{reference}/decision")
    reason = page.locator("bdi", has_text=HEBREW).last
    expect(reason).to_be_visible()
    line = page.locator("li", has=reason).last
    before, after = reason.bounding_box(), line.locator(".app-cites").first.bounding_box()
    assert before is not None
    assert after is not None
    same_line = abs(before["y"] - after["y"]) < before["height"]
    assert not same_line or after["x"] >= before["x"] + before["width"]


def test_who_was_signed_out_sees_what_they_typed_as_it_is(server: Running, visitor: Visitor):
    path = f"/cases/{screened(server, REFERRED_FACTS)}/record/notice"
    page = visitor.get(path)
    kept = dict(visitor.client.cookies)
    visitor.client.cookies.clear()
    reply = visitor.send_from(page, path, to=TURNED)
    visitor.client.cookies.update(kept)
    assert f"<bdi>{SHOWN}</bdi>" in reply.text
