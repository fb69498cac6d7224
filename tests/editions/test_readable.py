"""What is shown of an edition is all of its ruleset, and can be taken away whole."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

import pytest

from api.editions.model import Readable
from api.editions.readable import readable
from api.editions.toml import as_toml
from api.editions.tree import HOW, lines, mermaid, quoted
from criteria.rulesets import Ruleset
from criteria.shelf import shelf, volume_of
from criteria.words import UNKNOWN
from tests.laws.drawn_cases import EDITIONS

FACTS = shelf().vocabulary.facts
each_edition = pytest.mark.parametrize("edition", EDITIONS)


def shown(edition: str) -> tuple[Ruleset, Readable]:
    """A ruleset, and what is shown of it."""
    volume = shelf().volume(edition)
    return volume.ruleset, readable(volume)


@each_edition
def test_every_determination_is_shown_with_its_grounds_holder_and_limits(edition: str):
    ruleset, told = shown(edition)
    assert [one.id for one in told.duties] == list(ruleset.determinations)
    for one in told.duties:
        rule = ruleset.determinations[one.id]
        assert [(g.force, g.criterion) for g in rule.grounds] == list(one.grounds)
        assert (one.duty_holder, one.decision_maker) == (rule.duty_holder, rule.decision_maker)
        actions = {rule.action.met, rule.action.not_met, rule.action.undetermined}
        assert {text for _, text in one.actions} == actions | {rule.action.none or rule.action.met}
        clocks = [] if rule.due is None else [rule.due, rule.due.also]
        assert [one.text for one in one.deadlines] == [c.text for c in clocks if c is not None]
        gate = rule.otherwise.none_if
        assert gate is None or ruleset.criteria[gate].title in one.otherwise


@each_edition
def test_every_criterion_says_what_each_answer_does(edition: str):
    ruleset, told = shown(edition)
    assert list(told.tests) == list(ruleset.criteria)
    for name, one in told.tests.items():
        when = ruleset.criteria[name].when
        assert (one.how, one.parts) == (when.how, when.parts)
        if when.fact is None:
            assert (f"{when.how} of these" in one.words[0], one.brief) == (True, "")
            continue
        said = " ".join(one.words)
        assert FACTS[when.fact].question in said
        for answer, words in FACTS[when.fact].answers.items():
            kind = "Met" if answer in when.meets else "Left" if answer in when.judgement else "Not"
            assert re.search(rf"{kind} [^.]*“{re.escape(words)}”", said, re.IGNORECASE), answer
        assert ("presumed" in said) == ("presumed" in one.brief) == (UNKNOWN in when.meets)


@each_edition
def test_every_source_is_shown_with_its_grade_and_its_words(edition: str):
    ruleset, told = shown(edition)
    ones = [(ruleset.criteria[name], one) for name, one in told.tests.items()]
    ones += [(ruleset.determinations[one.id], one) for one in told.duties]
    for rule, one in ones:
        sources = [ruleset.sources[name] for name in rule.sources]
        expected = [
            (text_of(s.instrument, s.pinpoint, s.words), s.grade, s.remark or "") for s in sources
        ]
        assert [(p.text, p.grade, p.remark) for p in one.sources] == list(dict.fromkeys(expected))


def text_of(instrument: str, pinpoint: str | None, words: str | None) -> str:
    """A source as it is shown."""
    place = f"{instrument}, {pinpoint}" if pinpoint else instrument
    return f"{place}: “{words}”" if words else place


@each_edition
def test_what_is_weighed_and_what_is_not_encoded_is_shown(edition: str):
    ruleset, told = shown(edition)
    assert [one.title for one in told.weighed] == [c.title for c in ruleset.considerations.values()]
    assert [text for text, _ in told.unencoded] == [u.text for u in ruleset.not_encoded.values()]


@each_edition
def test_the_tree_goes_from_each_determination_down_to_every_answer(edition: str):
    ruleset, told = shown(edition)
    drawn = list(lines(told))
    assert [one.text for one in drawn if one.depth == 0] == [d.title for d in told.duties]
    for above, under in pairwise(drawn):
        assert under.depth <= above.depth + 1
        if above.tag in ("all of", "any of"):
            assert under.depth == above.depth + 1
        elif above.tag == "answer":
            assert under.depth <= above.depth
    answers = sum(one.tag == "answer" for one in drawn)
    grounds = [g.criterion for d in ruleset.determinations.values() for g in d.grounds]
    assert answers == sum(leaves(ruleset, ground) for ground in grounds)


def leaves(ruleset: Ruleset, name: str) -> int:
    """How many answers a criterion comes down to."""
    parts = ruleset.criteria[name].when.parts
    return sum(leaves(ruleset, part) for part in parts) if parts else 1


@each_edition
def test_the_diagram_has_every_box_and_every_line(edition: str):
    _, told = shown(edition)
    text = mermaid(told)
    assert text.splitlines()[1] == "flowchart LR"
    boxes = re.findall(r"^  ([cd]_\w+)(?:\(\[|\[)\"[^\"]*\"(?:\]\)|\])$", text, re.MULTILINE)
    assert len(boxes) == len(set(boxes)) == len(told.duties) + len(told.tests)
    joins = re.findall(r"^  (\w+) (?:-- (\w+) )?--> (\w+)$", text, re.MULTILINE)
    parts = sum(len(one.parts) for one in told.tests.values())
    assert len(joins) == parts + sum(len(one.grounds) for one in told.duties)
    assert {end for one, _, other in joins for end in (one, other)} <= set(boxes)
    assert len(text.splitlines()) == 2 + len(boxes) + len(joins)
    assert all(f"<br>{HOW[one.how]}" in text for one in told.tests.values())


def test_a_quotation_mark_never_ends_a_label():
    assert quoted('a "b" #c') == "a #quot;b#quot; #35;c"


@each_edition
def test_the_ruleset_as_toml_is_the_same_ruleset(edition: str):
    volume = shelf().volume(edition)
    read = Ruleset.model_validate(tomllib.loads(as_toml(volume)))
    assert read == volume.ruleset
    assert volume_of(read, volume.vocabulary).digest == volume.digest
