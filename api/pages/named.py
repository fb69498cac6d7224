"""What the entries of a case name, in the words of the edition under which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.dated import SHORT
from api.pages.wording import day
from api.register.judged import roots
from criteria.shelf import shelf
from engine.dates import as_day
from engine.judging import judged_leaves

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """The entries of a case, oldest first, by what they name."""

    entries: tuple[Told, ...]

    def told_of(self, entry: Told) -> str:
        """The duty or notice of which somebody was told, as the edition before it has it."""
        name: str = entry["content"]["notice"]
        for screened in self._screened_before(entry):
            if (found := tellable(screened["decision"]).get(name)) is not None:
                return found
        return name

    def judged(self, entry: Told) -> str:
        """The question that a judgement answers."""
        editions = [one["decision"]["edition"] for one in self._screened_before(entry)]
        return judgement_asked(editions, entry["content"]["criterion"])

    def screened_with(self, entry: Told, name: str) -> str:
        """The question of a judgement that a screening, or the one before it, was made with."""
        before = [one["decision"]["edition"] for one in self._screened_before(entry)]
        return judgement_asked([entry["content"]["decision"]["edition"], *before], name)

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

    def _screened_before(self, entry: Told) -> list[Told]:
        """What the screenings before an entry say, the newest first."""
        before = [one for one in self.entries if one["n"] < entry["n"]]
        found = [one["content"] for one in before if one["kind"] == "screening" and one["content"]]
        return found[::-1]


def tellable(decision: Told) -> dict[str, str]:
    """Every duty and notice of a decision and of its edition, by name: what each is called."""
    ruleset = shelf().volume(decision["edition"]).ruleset
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


def judgement_asked(editions: Iterable[str], name: str, otherwise: str | None = None) -> str:
    """The question of a judgement in the first edition that leaves it to people.

    Where none does it is `otherwise`, or the name of the judgement.
    """
    for edition in editions:
        ruleset = shelf().volume(edition).ruleset
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
