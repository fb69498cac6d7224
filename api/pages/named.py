"""What the entries of a case name, in the words of the edition under which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.dated import SHORT
from api.pages.wording import day
from api.register.judged import roots
from api.register.rulesets import Rulesets
from criteria.facts import Fact
from criteria.rulesets import Ruleset
from criteria.words import UNKNOWN
from engine.dates import as_day
from engine.judging import judged_leaves

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """The entries of a case, oldest first, by what they name; `rulesets` has the rules of then."""

    entries: tuple[Told, ...]
    rulesets: Rulesets

    def told_of(self, entry: Told) -> str:
        """The duty or notice of which somebody was told, as the edition before it has it."""
        name: str = entry["content"]["notice"]
        for decision in self._decided_before(entry):
            found = tellable(decision, self.rulesets.of(decision).ruleset).get(name)
            if found is not None:
                return found
        return name

    def judged(self, entry: Told) -> str:
        """The question that a judgement answers."""
        return judgement_asked(self._rules_before(entry), entry["content"]["criterion"])

    def screened_with(self, entry: Told, name: str) -> str:
        """The question of a judgement that a screening, or the one before it, was made with."""
        own = self.rulesets.of(entry["content"]["decision"]).ruleset
        return judgement_asked([own, *self._rules_before(entry)], name)

    def title(self, entry: Told) -> str:
        """The edition under which a screening was made."""
        return self.rulesets.of(entry["content"]["decision"]).ruleset.title

    def title_before(self, entry: Told, edition: str) -> str:
        """The edition of this id under which a case was screened before an entry."""
        titles = (one.title for one in self._rules_before(entry) if one.id == edition)
        return next(titles, edition)

    def rules_changed(self, entry: Told) -> str | None:
        """That a screening was made by other rules of its edition than the one before it."""
        since, decision = entry["content"]["changed"]["since"], entry["content"]["decision"]
        for one in self.entries:
            if one["n"] == since and one["content"]:
                return rules_changed(one["content"]["decision"], decision)
        return None

    def question(self, entry: Told, name: str) -> str:
        """The question of a fact, as a screening or the one before it asked it."""
        found = self._fact(entry, name)
        return name if found is None else found.question

    def answer(self, entry: Told, name: str, value: str | None) -> str:
        """An answer to a fact in words, as a screening or the one before it had it."""
        for fact in self._facts(entry, name):
            if value in fact.values:
                return fact.words(value)
        return "not known" if value in (None, UNKNOWN) else str(value)

    def _facts(self, entry: Told, name: str) -> Iterator[Fact]:
        """A fact as a screening asked it, and as those before it did."""
        for decision in (entry["content"]["decision"], *self._decided_before(entry)):
            facts = self.rulesets.of(decision).vocabulary.facts
            if name in facts:
                yield facts[name]

    def _fact(self, entry: Told, name: str) -> Fact | None:
        """A fact as it was last asked."""
        return next(self._facts(entry, name), None)

    def dates_changed(self, entry: Told) -> list[str]:
        """The days of a screening that are not those of the one it is compared with."""
        since = entry["content"]["changed"]["since"]
        found = [one["content"] for one in self.entries if one["n"] == since and one["content"]]
        return list(dates_changed(found[0]["dates"], entry["content"]["dates"])) if found else []

    def withdraws(self, entry: Told) -> bool:
        """Whether a correction takes a judgement back, and does not say how it is judged now."""
        return self.judgement_of(entry["n"]) is not None and "judgement" not in entry["content"]

    def judgement_of(self, n: int) -> Told | None:
        """The judgement that an entry is, or corrects in the end, if it is of one."""
        made = [one for one in self.entries if one["kind"] == "correction" and one["content"]]
        root = roots((one["n"], one["content"]["entry"]) for one in made).get(n, n)
        found = [one for one in self.entries if one["n"] == root and one["kind"] == "judgement"]
        return found[0] if found else None

    def _decided_before(self, entry: Told) -> list[Told]:
        """What the engine decided before an entry, the newest first."""
        before = [one for one in self.entries if one["n"] < entry["n"]]
        found = [one["content"] for one in before if one["kind"] == "screening" and one["content"]]
        return [one["decision"] for one in reversed(found)]

    def _rules_before(self, entry: Told) -> list[Ruleset]:
        """The rules by which it was decided before an entry, the newest first."""
        return [self.rulesets.of(one).ruleset for one in self._decided_before(entry)]


def rules_changed(before: Told, after: Told) -> str | None:
    """That two decisions under one edition were made by different versions of its rules."""
    then, now = before["ruleset"], after["ruleset"]
    if before["edition"] != after["edition"] or then["digest"] == now["digest"]:
        return None
    return f"The rules have changed: version {then['version']} then, version {now['version']} now."


def tellable(decision: Told, ruleset: Ruleset) -> dict[str, str]:
    """Every duty and notice of a decision and of its edition, by name: what each is called."""
    return {
        **{name: one.title for name, one in ruleset.determinations.items()},
        **{name: f"{one.text} ({one.to})" for name, one in ruleset.notices.items()},
        **duties_in(decision),
        **notices_in(decision),
    }


def duties_in(decision: Told) -> dict[str, str]:
    """The title of each duty and power that a decision tells of."""
    return {one["id"]: one["title"] for one in decision["determinations"]}


def notices_in(decision: Told) -> dict[str, str]:
    """What each notice that a decision tells of says, and to whom."""
    return {one["id"]: f"{one['text']} ({one['to']})" for one in decision["notices"]}


def judgement_asked(rulesets: Iterable[Ruleset], name: str, otherwise: str | None = None) -> str:
    """The question of a judgement in the first edition that leaves it to people.

    Where none does it is `otherwise`, or the name of the judgement.
    """
    for ruleset in rulesets:
        for leaf in judged_leaves(ruleset).get(name, []):
            return ruleset.criteria[leaf].judgement_question or ruleset.criteria[leaf].title
    return name if otherwise is None else otherwise


def dates_changed(before: Told, after: Told) -> Iterator[str]:
    """Which days of a case are not as they were, one sentence each."""
    for name in dict.fromkeys((*before, *after)):
        was, now = (in_words(dates.get(name)) for dates in (before, after))
        if was != now:
            yield f"{SHORT.get(name, name)}: {was} before, {now} now."


def in_words(said: Any) -> str:
    """A day in words, or that none is given."""
    return "not given" if (found := as_day(said)) is None else day(found)
