"""Whoever looks at an answer reads first what must be read first."""

from __future__ import annotations

from criteria.shelf import shelf
from tests.pages.visiting import Visitor, text_of

NOT_READ = shelf().volume("wt-2026").ruleset.notes["chapter-not-read"].text
DEATH = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "suspected"}


def test_the_decision_page_warns_before_the_answer(visitor: Visitor):
    reference = visitor.begin("2026-11-23")
    visitor.answer(reference, **DEATH)
    page = visitor.get(f"/cases/{reference}/decision").text
    assert page.index("has not been read.") < page.index("<h1")
    assert NOT_READ in text_of(visitor.seen[-1])


def test_an_answer_under_a_text_that_was_read_warns_of_nothing(visitor: Visitor):
    reference = visitor.begin("2024-03-04")
    visitor.answer(reference, **DEATH)
    assert "Read this first" not in visitor.get(f"/cases/{reference}/decision").text
