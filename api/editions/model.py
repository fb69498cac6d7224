"""What an edition says, as a reader needs it, whatever form it is shown in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from criteria.words import Force, Grade, How


@dataclass(frozen=True, slots=True)
class Place:
    """A source: where it stands, with the words that matter, its grade, and the editor's remark."""

    text: str
    grade: Grade
    remark: str


@dataclass(frozen=True, slots=True)
class Test:
    """One criterion: its question, its condition in words, and the criteria that it joins.

    `brief` is what meets it, in a few words, where an answer does.
    """

    id: str
    title: str
    question: str
    how: How
    words: tuple[str, ...]
    brief: str
    parts: tuple[str, ...]
    asked_of_people: str | None
    stands_for: str | None
    changed: str | None
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit: its words, and what it runs from; the second reading follows the first."""

    text: str
    from_: str
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One determination: on which grounds, with what force, by whom, and by when."""

    id: str
    title: str
    grounds: tuple[tuple[Force, str], ...]
    otherwise: str
    duty_holder: str
    decision_maker: str
    actions: tuple[tuple[str, str], ...]
    deadlines: tuple[Deadline, ...]
    changed: str | None
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something to be weighed: for which determination, and whether it must or should be."""

    title: str
    for_: str
    weight: str
    words: tuple[str, ...]
    sources: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Readable:
    """An edition, whole. `here` and `elsewhere` are the criteria on which a case is referred."""

    id: str
    title: str
    publisher: str
    in_force: str
    about: str
    version: str
    digest: str
    duties: tuple[Duty, ...]
    here: str
    elsewhere: str | None
    tests: Mapping[str, Test]
    weighed: tuple[Weighed, ...]
    unencoded: tuple[tuple[str, tuple[Place, ...]], ...]
