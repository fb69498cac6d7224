"""Answers in forms: reading one, and putting it into a working copy without losing another."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, Final

from api.casefile import LONGEST_AGENCY, told_problems
from api.pages.dated import Mistake, SaidDay, said_day
from api.pages.forms import Form
from api.register.chain import By
from api.register.working import Working
from api.register.writing import MUST_SAY_WHY
from api.service.recording import LONGEST, is_text
from criteria.facts import Fact

AGENCY: Final = f"Who told you must be a few words, up to {LONGEST_AGENCY} characters"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one fact: where it came from, and what makes it so where that must be said."""

    fact: str
    answer: str
    agency: str = ""
    on: str | None = None
    reason: str = ""

    @property
    def mark(self) -> str:
        """What an answer is known by again in a form, so that a form tells what it changes."""
        told = json.dumps([self.answer, self.agency, self.on, self.reason])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def evidence(self) -> dict[str, str]:
        """Where it came from, as far as it is told."""
        told = {"agency": self.agency, "on": self.on or ""}
        return {name: said for name, said in told.items() if said}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a form says of one fact, as typed, with what is wrong with it."""

    answer: Answer
    day: SaidDay
    mistakes: tuple[Mistake, ...]


def must_say_why(fact: str) -> tuple[str, ...]:
    """The answers to a fact of which it must be said what makes them so."""
    return MUST_SAY_WHY.get(fact, ())


def answer_in(working: Working, fact: str) -> Answer:
    """The answer that a working copy has, or an empty one."""
    told, answer = working.evidence.get(fact, {}), working.facts.get(fact, "")
    agency, reason = str(told.get("agency", "")), working.reasons.get(fact, "")
    return Answer(fact, answer, agency, told.get("on"), reason)


def replied(form: Form, name: str, fact: Fact) -> Reply:
    """What a form says of a fact. Nothing chosen is a mistake of a form that asks for it alone."""
    chosen = form.said(name) if form.said(name) in fact.values else ""
    agency, day = form.said(f"{name}-agency"), said_day(form, f"{name}-on", "The date")
    answer = Answer(name, chosen, agency, day.day, form.said(f"{name}-reason"))
    mistakes = [
        *([day.mistake] if day.mistake else []),
        *agency_mistakes(name, agency),
        *reason_mistakes(answer),
    ]
    return Reply(answer, day, tuple(mistakes))


def agency_mistakes(name: str, agency: str) -> list[Mistake]:
    """What is wrong with who is said to have answered."""
    wrong = agency and told_problems((), {"agency": agency})
    return [Mistake(AGENCY, f"#{name}-agency")] if wrong else []


def reason_mistakes(answer: Answer) -> list[Mistake]:
    """What is wrong with the reason of an answer, which some answers must have."""
    where = f"#{answer.fact}-reason"
    if not answer.reason and answer.answer in must_say_why(answer.fact):
        return [Mistake("Say what makes it so", where)]
    if not is_text(answer.reason):
        return [Mistake(f"What makes it so must be {LONGEST:,} characters or fewer", where)]
    return []


def answered(working: Working, answer: Answer, by: By) -> Working:
    """A working copy with an answer in it, and who gave it; the one before it is told there too.

    An answer keeps its place among the others: Back leads through them in the order first given.
    """
    fact, before = answer.fact, answer_in(working, answer.fact)
    evidence = {name: told for name, told in working.evidence.items() if name != fact}
    evidence |= {fact: answer.evidence} if answer.evidence else {}
    reasons = {name: said for name, said in working.reasons.items() if name != fact}
    reasons |= {fact: answer.reason} if answer.reason else {}
    facts = {**working.facts, fact: answer.answer}
    made = replace(working, facts=facts, evidence=evidence, reasons=reasons).with_told(by, fact)
    return with_before(made, working, fact, before.answer)


def with_before(made: Working, was: Working, name: str, said: str) -> Working:
    """The same, with what was said of something before, and by whom."""
    before: dict[str, Any] = {"before": said, "before_by": was.told.get(name, {}).get("by", "")}
    told = {**made.told[name], **before}
    return replace(made, told={**made.told, name: told})


def is_overtaken(shown: str, before: Answer, answer: Answer) -> bool:
    """Whether somebody else changed an answer to another since it was shown in a form."""
    return bool(shown) and shown != before.mark and before.mark != answer.mark
