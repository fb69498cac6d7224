"""The outline of a decision: what a reader is shown, in order, whatever the form it takes.

Everything is read off the decision; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.asking import needs, needs_in_short, would_change
from api.lines import Line, Numbered, Section, Shown
from api.tree import Tree
from api.wording import (
    FORCES,
    GRADES,
    STATUSES,
    WEIGHTS,
    decided_by,
    finding_word,
    place,
    quoted_place,
    urgency,
)
from criteria.decisions import Decision, Determined, Finding, Noted, Notified, Weighed
from criteria.rulesets import Ruleset
from criteria.versions import Volume
from criteria.words import NOT_MET, UNDETERMINED, UNKNOWN, Weight
from engine.dates import NEWER_LAW

FIRST, NEEDED, FOLLOWS = (
    "Read this first",
    "Still needed, and whom to ask",
    "What follows the decision",
)


class Outline:
    """A decision, set out for a reader, with its sources numbered in the order they are read in.

    `dates` are those of the case. `cite` is for one that is read after another, and goes on with
    its numbers.
    """

    def __init__(
        self,
        decision: Decision,
        volume: Volume,
        evidence: Mapping[str, Mapping[str, Any]],
        reasons: Mapping[str, str] | None = None,
        dates: Mapping[str, Any] | None = None,
        cite: Numbered | None = None,
    ) -> None:
        self.decision = decision
        numbered = Numbered() if cite is None else cite
        self.shown = Shown(decision, volume, evidence, reasons or {}, dates or {}, numbered)
        self._cite = self.shown.cite

    def sections(self) -> list[Section]:
        """Every section that has something to say, the sources last."""
        shown = [
            self.warnings(),
            Section("What must, should or may be done", tuple(self.duties())),
            self.why(),
            self.needed(),
            *self.around(),
            Section(FOLLOWS, tuple(self.notices())),
            self.cited(),
        ]
        return [section for section in shown if section.lines]

    def warnings(self) -> Section:
        """The notes that a reader must see before anything else."""
        first = find_first_notes(self.decision, self.shown.volume.ruleset)
        return Section(
            FIRST, tuple(Line(one.text, "", 0, self._cite(one.sources)) for one in first)
        )

    def why(self) -> Section:
        """The criteria as a tree, with the answers they rest on."""
        title = "Why: the criteria and the answers they rest on"
        return Section(title, tuple(Tree(self.shown).lines()))

    def needed(self) -> Section:
        """What could still settle something, whom to ask, and how a case file says it."""
        return Section(NEEDED, tuple(needs(self.shown)))

    def needed_in_short(self) -> Section:
        """What could still settle something, and whom to ask."""
        return Section(NEEDED, tuple(needs_in_short(self.shown)))

    def around(self) -> list[Section]:
        """What is weighed, what would change the answer, and what to know."""
        return [
            Section("To be weighed by those who decide", tuple(self.considerations())),
            Section("What would change the answer", tuple(would_change(self.shown))),
            Section("Notes", tuple(self.notes())),
        ]

    def cited(self) -> Section:
        """Every source that was cited so far, with its grade."""
        return Section("Sources, and how well each was checked", tuple(self.sources()))

    def duties(self) -> Iterator[Line]:
        """What must, should or may be done, by whom and by when, the duties first."""
        for one in sorted(self.decision.determinations, key=urgency):
            yield Line(one.title, FORCES[one.force], 0, self._cite(one.sources))
            if one.status == NOT_MET and one.force == "none":
                continue
            yield Line(one.action, depth=1)
            yield from self.made_so(one)
            if one.may_become:
                stronger = FORCES[one.may_become]
                yield Line(f"This may become {stronger}: see what is still needed.", depth=1)
            yield Line(f"{one.duty_holder}. {decided_by(one)}".rstrip(), "who", 1)
            if one.due is not None:
                yield from self.shown.clock(one.due)

    def made_so(self, one: Determined) -> Iterator[Line]:
        """The lowest criteria that make a determination not met, or keep it open, by status."""
        grouped: dict[str, list[Finding]] = {}
        for finding in (self.shown.found[name] for name in (*one.defeated_by, *one.open)):
            grouped.setdefault(finding_word(finding), []).append(finding)
        for word, findings in grouped.items():
            said = dict.fromkeys(self._short(finding) for finding in findings)
            yield Line("; ".join(said), word, 1)

    def _short(self, finding: Finding) -> str:
        """A finding on a fact in a few words: its title and, if it is known, the answer."""
        facts = self.shown.facts
        known = [(r.fact, r.answer) for r in finding.because if r.answer != UNKNOWN]
        said = [facts[fact].words(answer) for fact, answer in known if fact and answer]
        said += ["so judged by those deciding" for fact, _ in known if fact is None]
        return f"{finding.title} ({'; '.join(said)})" if said else finding.title

    def considerations(self) -> Iterator[Line]:
        """What is weighed for each decision, that which must be before that which should be."""
        grouped: dict[tuple[str, Weight], list[Weighed]] = {}
        for one in self.decision.considerations:
            grouped.setdefault((one.for_, one.weight), []).append(one)
        for (name, weight), weighed in grouped.items():
            head = f"{self.shown.titles[name]}: {WEIGHTS[weight]}{shared_place(weighed)}"
            yield Line(head)
            for one in weighed:
                yield Line(one.title, self._weighed_word(one), 1, self._cite(one.sources))

    def _weighed_word(self, one: Weighed) -> str:
        """The status of a consideration: what was answered and left to people is not unknown."""
        fact = self.shown.volume.ruleset.considerations[one.id].when.fact
        answered = fact is not None and self.decision.facts[fact] != UNKNOWN
        left = one.status == UNDETERMINED and answered
        return "for judgement" if left else STATUSES[one.status]

    def notes(self) -> Iterator[Line]:
        """What the reader must know, beside what stands first."""
        first = find_first_notes(self.decision, self.shown.volume.ruleset)
        for note in self.decision.notes:
            if note not in first:
                yield Line(note.text, "note", 0, self._cite(note.sources))

    def notices(self) -> Iterator[Line]:
        """What follows the decision: whom to tell, explain to or publish for."""
        for notice in self.decision.notices:
            yield from self.notice(notice)

    def notice(self, one: Notified) -> Iterator[Line]:
        """Whom to tell what, on what it depends, and by when."""
        whether = self.shown.volume.ruleset.notices[one.id].whether
        tag = f"{whether}, {FORCES[one.force].lower()}"
        yield Line(f"{one.to}: {one.text}", tag, 0, self._cite(one.sources))
        if one.due is not None:
            yield from self.shown.clock(one.due)

    def sources(self) -> Iterator[Line]:
        """The sources cited so far, with how well each was checked; so this comes last."""
        for source, number in self._cite.numbers.items():
            remark = "".join(f" {said}" for said in self.shown.remarks.get(source, ()))
            yield Line(f"{quoted_place(source)}. [{source.grade}]{remark}", str(number), 0)
        for grade in dict.fromkeys(source.grade for source in self._cite.numbers):
            yield Line(f"{GRADES[grade]}.", depth=1)


def find_first_notes(decision: Decision, ruleset: Ruleset) -> tuple[Noted, ...]:
    """The notes of a decision to be read before everything else: the law may be another."""
    first = list_first_notes(ruleset)
    return tuple(one for one in decision.notes if one.id in first)


def list_first_notes(ruleset: Ruleset) -> frozenset[str]:
    """The names of the notes that are read before everything else under an edition."""
    return frozenset(name for name, rule in ruleset.notes.items() if rule.first) | {NEWER_LAW}


def shared_place(weighed: Iterable[Weighed]) -> str:
    """Where all of them stand, in brackets, if it is one place."""
    places = {place(source) for one in weighed for source in one.sources}
    return f" ({places.pop()})" if len(places) == 1 else ""
