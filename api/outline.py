"""The outline of a decision: what a reader is shown, in order, whatever the form it takes.

Everything is read off the decision; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.decisions import (
    Cited,
    Decision,
    Determined,
    Due,
    Finding,
    NeedsJudgement,
    Reading,
    Reason,
    WouldChange,
)
from criteria.shelf import Volume
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN
from criteria.writing import day
from engine.dates import as_day

REFERRALS: Mapping[str, str] = {
    "refer": "REFER",
    "refer_elsewhere": "REFER ELSEWHERE",
    "no_duty_to_refer": "NO DUTY TO REFER",
    "undetermined": "NOT SETTLED YET",
}
STATUSES: Mapping[str, str] = {MET: "met", NOT_MET: "not met", UNDETERMINED: "not known"}
FORCES: Mapping[str | None, str] = {
    "must": "MUST",
    "should": "SHOULD",
    "consider": "CONSIDER",
    "may": "MAY",
    "none": "no duty",
    None: "open",
}
WEIGHTS: Mapping[str, str] = {
    "must_take_into_account": "must take into account",
    "should_have_regard": "should have regard",
}
AFTER: Mapping[str, str] = {"yes": "if yes", "no": "if no", "either": "either way"}
GRADES: Mapping[str, str] = {
    "confirmed": "confirmed: read in two or more copies, or in the official text",
    "single": "single: read in one copy only",
    "unconfirmed": "unconfirmed: wording not read, check the primary text",
    "reading": "reading: our reading of the text named, not its words",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a tag in a few words, the text, how deep it stands, and its sources."""

    text: str
    tag: str = ""
    depth: int = 0
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Numbered:
    """The sources in the order in which they are first shown, each with its number."""

    numbers: dict[Cited, int] = field(default_factory=dict)

    def __call__(self, sources: Iterable[Cited]) -> tuple[int, ...]:
        """The numbers of these sources."""
        numbers = [self.numbers.setdefault(one, len(self.numbers) + 1) for one in sources]
        return tuple(dict.fromkeys(numbers))


class Outline:
    """A decision, set out for a reader."""

    def __init__(
        self,
        decision: Decision,
        volume: Volume,
        evidence: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.decision = decision
        self._facts = volume.vocabulary.facts
        self._rules = volume.ruleset.determinations
        self._rows = volume.ruleset.referral
        self._evidence = evidence
        self._found = {finding.id: finding for finding in decision.criteria}
        self._cite = Numbered()
        self._told: set[str] = set()

    def sections(self) -> list[Section]:
        """Every section that has something to say, the sources last."""
        shown = [
            Section("What must, should or may be done", tuple(self._duties())),
            Section("Why: the criteria and the answers they rest on", tuple(self._tree())),
            Section("Still needed, and whom to ask", tuple(self._needs())),
            Section("To be weighed by those who decide", tuple(self._considerations())),
            Section("What would change the answer", tuple(self._would_change())),
            Section("Notes", tuple(self._notes())),
            Section("What follows the decision", tuple(self._notices())),
        ]
        sources = Section("Sources, and how well each was checked", tuple(self._sources()))
        return [section for section in (*shown, sources) if section.lines]

    def _duties(self) -> Iterator[Line]:
        for one in sorted(self.decision.determinations, key=urgency):
            yield Line(one.title, FORCES[one.force], 0, self._cite(one.sources))
            if one.status == NOT_MET and one.force == "none":
                continue
            yield Line(one.action, depth=1)
            yield from self._made_so(one)
            if one.may_become:
                stronger = FORCES[one.may_become]
                yield Line(f"This may become {stronger}: see what is still needed.", depth=1)
            yield Line(f"{one.duty_holder}. {decided_by(one)}", "who", 1)
            if one.due is not None:
                yield from self._clock(one.due)

    def _made_so(self, one: Determined) -> Iterator[Line]:
        """The lowest criteria that make a determination not met, or keep it open."""
        for tag, names in (("not met because", one.defeated_by), ("open because", one.open)):
            if names:
                yield Line("; ".join(self._short(self._found[name]) for name in names), tag, 1)

    def _short(self, finding: Finding) -> str:
        """A finding on a fact in a few words: its title and the answer."""
        said = [self._facts[r.fact].words(r.answer) for r in finding.because if r.fact and r.answer]
        return f"{finding.title} ({'; '.join(said)})" if said else finding.title

    def _clock(self, due: Reading) -> Iterator[Line]:
        yield Line(when(due), "by when", 1, self._cite(due.sources))
        if isinstance(due, Due) and due.also is not None:
            yield Line(when(due.also), "or", 1, self._cite(due.also.sources))

    def _tree(self) -> Iterator[Line]:
        for one in self.decision.determinations:
            word = "open" if one.status == UNDETERMINED else STATUSES[one.status]
            yield Line(one.title, word, 0)
            for ground in self._rules[one.id].grounds:
                yield from self._branch(self._found[ground.criterion], 1)
        yield Line("Referral, here or elsewhere", REFERRALS[self.decision.referral].lower(), 0)
        for top in filter(None, (self._rows.here, self._rows.elsewhere)):
            yield from self._branch(self._found[top], 1)

    def _branch(self, finding: Finding, depth: int) -> Iterator[Line]:
        again = finding.id in self._told
        self._told.add(finding.id)
        if again:
            yield Line(f"{finding.title} (see above)", finding_word(finding), depth)
            return
        presumed = finding.status == MET
        answer = "".join(f" {self._because(reason, presumed)}" for reason in finding.because)
        cites = self._cite(finding.sources)
        yield Line(f"{finding.title}.{answer}", finding_word(finding), depth, cites)
        for part in finding.parts:
            yield from self._branch(self._found[part], depth + 1)

    def _because(self, reason: Reason, presumed: bool = False) -> str:
        """The answer a finding rests on, with who said so and when; or what people judged."""
        if reason.fact is None or reason.answer is None:
            return f"Judged by those deciding: {STATUSES[reason.judgement or UNDETERMINED]}."
        told = self._evidence.get(reason.fact, {})
        source = ", ".join(said_by(told))
        said = self._facts[reason.fact].words(reason.answer)
        if reason.answer == UNKNOWN and presumed:
            return "Not known, which is enough here: the rule presumes it."
        return f"Answer: {said} ({source})." if source else f"Answer: {said}."

    def _needs(self) -> Iterator[Line]:
        for need in self.decision.needs_facts:
            yield Line(need.question, "ask", 0)
            yield Line(f"Ask {listed(need.who_may_know)}.", depth=1)
            answers = listed(tuple(self._facts[need.fact].answers))
            yield Line(f"To record it: {need.fact} = {answers}.", depth=1)
            yield Line(f"It may settle {self._settles(need.settles)}.", depth=1)
        for judged in self.decision.needs_judgement:
            yield Line(judged.question, "judge", 0)
            yield Line(self._recorded(judged), depth=1)
            yield Line(f"It may settle {self._settles(judged.settles)}.", depth=1)
        if not (self.decision.needs_facts or self.decision.needs_judgement):
            yield Line("Nothing more is needed to settle the referral or any duty.")

    def _recorded(self, judged: NeedsJudgement) -> str:
        """How a case file says what people judged."""
        if judged.fact is not None:
            answers = listed(tuple(self._facts[judged.fact].answers))
            return f"To record it: {judged.fact} = {answers}."
        return f"To record it, under judgements: {judged.criterion} = met or not_met."

    def _settles(self, targets: Iterable[str]) -> str:
        titles = {one.id: one.title for one in self.decision.determinations}
        named = []
        for target in targets:
            name, _, force = target.partition(".")
            title = f"“{titles[name]}”" if name in titles else f"the {name}"
            named.append(f"the force of {title}" if force else title)
        return listed(tuple(named))

    def _considerations(self) -> Iterator[Line]:
        titles = {one.id: one.title for one in self.decision.determinations}
        for one in self.decision.considerations:
            text = f"{one.title} ({titles[one.for_].lower()}; {WEIGHTS[one.weight]})"
            yield Line(text, STATUSES[one.status], 0, self._cite(one.sources))

    def _would_change(self) -> Iterator[Line]:
        changes = self.decision.would_change
        if changes is None:
            return
        for tag, learnt in (("if it turns out", True), ("if it were otherwise", False)):
            for one in (c for c in changes if c.learnt is learnt):
                yield Line(self._changed(one), tag, 0)
        if not changes:
            yield Line("No change of one fact or two leads to another referral.")

    def _changed(self, one: WouldChange) -> str:
        said = [
            f"{change.fact.replace('_', ' ')}: {self._facts[change.fact].words(change.to)}"
            for change in one.changes
        ]
        return f"{'; '.join(said)} – then: {REFERRALS[one.referral].lower()}"

    def _notes(self) -> Iterator[Line]:
        for note in self.decision.notes:
            yield Line(note.text, "note", 0, self._cite(note.sources))

    def _notices(self) -> Iterator[Line]:
        for notice in self.decision.notices:
            tag = f"{AFTER[notice.after]}, {FORCES[notice.force].lower()}"
            yield Line(f"{notice.to}: {notice.text}", tag, 0, self._cite(notice.sources))
            if notice.due is not None:
                yield from self._clock(notice.due)

    def _sources(self) -> Iterator[Line]:
        for source, number in self._cite.numbers.items():
            place = f", {source.pinpoint}" if source.pinpoint else ""
            words = f": “{source.words}”" if source.words else ""
            yield Line(f"{source.instrument}{place}{words}. [{source.grade}]", str(number), 0)
        for grade in dict.fromkeys(source.grade for source in self._cite.numbers):
            yield Line(f"{GRADES[grade]}.", depth=1)


def urgency(one: Determined) -> int:
    """Duties first, then what is open, then powers, then what is no duty."""
    return ("must", "should", None, "consider", "may", "none").index(one.force)


def decided_by(one: Determined) -> str:
    """Who decides, where that is somebody else than who acts."""
    return "" if one.decision_maker == one.duty_holder else f"Decided by: {one.decision_maker}."


def when(due: Reading) -> str:
    """A time limit in words, with the day it ends where that is known."""
    return f"{due.text} That is {day(due.date)}." if due.date else due.text


def said_by(told: Mapping[str, Any]) -> Iterator[str]:
    """Who said so, and on which day, as far as the evidence tells."""
    if "agency" in told:
        yield str(told["agency"])
    if (on := as_day(told.get("on"))) is not None:
        yield day(on)


def finding_word(finding: Finding) -> str:
    """A finding's status in words: what waits for a judgement is told from what is not known."""
    if finding.open == "judgement":
        return "for judgement"
    if finding.status == UNDETERMINED and finding.parts:
        return "open"
    return STATUSES[finding.status]


def listed(names: tuple[str, ...]) -> str:
    """Names as people list them: a, b or c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
