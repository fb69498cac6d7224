"""What must be read before the answer stands before it, in every document."""

from __future__ import annotations

from api.outline import FIRST
from api.pack.agenda import agenda
from api.pack.contents import pack
from criteria.shelf import shelf
from engine import decide
from tests.pack.cases import packed

NOT_READ = shelf().volume("wt-2026").ruleset.notes["chapter-not-read"].text


def test_a_pack_begins_with_what_must_be_read_first():
    made = pack(packed("wt-2026", "refer"))
    assert made.front[0].title == FIRST
    assert [line.text for line in made.front[0].lines] == [NOT_READ]
    assert made.front[0].lines[0].sources[0] == 1
    later = [line.text for part in (*made.front[1:], *made.parts) for line in part.lines]
    assert NOT_READ not in later


def test_an_agenda_says_it_once_for_all_its_cases():
    made = agenda([packed("wt-2026", "refer"), packed("wt-2026", "undetermined")])
    assert made.front[0].title == FIRST
    assert [line.text for line in made.front[0].lines] == [NOT_READ]


def test_where_nothing_must_be_read_first_nothing_stands_there():
    for made in (pack(packed("wt-2023", "refer")), agenda([packed("wt-2018", "refer")])):
        assert FIRST not in [part.title for part in (*made.front, *made.parts)]


def test_the_first_note_of_a_decision_is_the_one_to_be_read_first():
    assert decide("wt-2026", {}).notes[0].text == NOT_READ
