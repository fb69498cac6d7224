"""What people judged, advised and decided, what was sent and replied, as the register has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Any

from api.lines import Line
from api.pack.case import Entry, Packed
from api.pack.model import Part
from api.register.times import in_london
from api.wording import REFERRALS, STATUSES, begun
from criteria.writing import day
from engine.dates import as_day

SHORT = 320
"""How many characters of what somebody wrote have room on the first page."""

ADVISED: Mapping[str, str] = {
    **{name: words.lower() for name, words in REFERRALS.items()},
    "review_though_no_duty": "a review, though there is no duty",
}
TITLES: Mapping[str, str] = {
    "judgement": "Judgements",
    "advice": "Advice of the panel, and dissent",
    "decision": "Decision",
    "notice": "Who was told",
    "reply": "Replies of the national panel",
    "correction": "Corrections",
}
"""Every kind of entry that people make, in the order in which a reader wants them."""

LOCAL, NATIONAL = "local-review", "national-review"
ON: Mapping[str, str] = {LOCAL: "local_review", NATIONAL: "national_review"}


def decided(case: Packed) -> Part:
    """What the decision-maker decided, beside the engine's answer."""
    found = case.of("decision")
    title = "What people decided"
    if not case.entries:
        return Part(title)
    if not found:
        return Part(title, (Line("No decision is recorded yet."),))
    said = (in_short(line, "in full below") for line in told(case, found[-1]))
    return Part(title, (*answered(case), *said, *overtaken(case, found[-1])))


def answered(case: Packed) -> Iterator[Line]:
    """What the rules answer, under each edition where two are arguable."""
    for one in case.sides:
        under = f" ({one.volume.ruleset.title})" if case.beside else ""
        yield Line(f"{REFERRALS[one.decision.referral].lower()}{under}", "the rules answer")


def in_short(line: Line, whole: str) -> Line:
    """A line for a page that has room for little: where it is long, its beginning, and the rest."""
    return replace(line, text=shorten(line.text, SHORT, placeholder=f" … ({whole})"))


def overtaken(case: Packed, entry: Entry) -> Iterator[Line]:
    """Where a decision is not what the rules answer, or not on the screening that is shown."""
    screened = case.of("screening")[-1]["n"]
    if entry["n"] in case.mended:
        yield Line(
            "This was corrected: it is not known to stand, until it is recorded anew.", "note"
        )
    elif entry["n"] < screened:
        yield Line(f"The case was screened again after this decision, in entry {screened}.", "note")
    elif "undetermined" in [one.decision.referral for one in case.sides]:
        yield Line("This settles what the rules leave open.", "note")
    elif other := departed_from(case, entry["content"]["decides"]):
        under = f" under {other[0]}" if len(other) < len(case.sides) else ""
        yield Line(f"This is not what the rules answer{under}.", "note")
    on, counted = entry["content"]["on"], case.dates.get("decision")
    if counted is not None and str(counted) != on and any_from_decision(case):
        told = f"Days that run from the decision are counted from {dated(str(counted))} here"
        yield Line(f"{told}, as screened: screen again with the day it was decided.", "note")


def departed_from(case: Packed, decides: str) -> list[str]:
    """The titles of the editions under which the rules answer otherwise than was decided."""
    others = [one for one in case.sides if one.decision.referral != decides]
    return [one.volume.ruleset.title for one in others]


def any_from_decision(case: Packed) -> bool:
    """Whether any limit runs from the day of the decision."""
    return any(one.due and one.due.from_ == "decision" for one in case.decision.notices)


def people(case: Packed) -> Iterator[Part]:
    """Each kind of entry that people made, with who made it and when."""
    for kind, title in TITLES.items():
        lines = [line for entry in case.of(kind) for line in told(case, entry)]
        yield Part(title, tuple(lines))


def told(case: Packed, entry: Entry) -> Iterator[Line]:
    """One entry in words."""
    content = entry["content"] or {}
    yield Line(f"Entry {entry['n']}, {at(entry)}, {who(entry)}.")
    for n, said in case.mended.get(entry["n"], ()):
        yield Line(f"by entry {n}{rejudged(said)}: {said['words']}", "corrected", 1)
    yield from (Line(text, tag, 1) for tag, text in SAID[entry["kind"]](case, content))


def at(entry: Entry) -> str:
    """The day of an entry, in London."""
    return day(in_london(entry["at"]).date())


def who(entry: Entry) -> str:
    """Who made an entry: the role and the name of a key or a person."""
    return f"{entry['by']['role']} {entry['by']['name']}"


Said = Iterator[tuple[str, str]]


def judgement(case: Packed, said: Mapping[str, Any]) -> Said:
    """What people judged of a criterion."""
    yield f"{STATUSES[said['judgement']]}", f"{judged(case, said['criterion'])} {said['reasons']}"


def judged(case: Packed, name: str) -> str:
    """What people are asked of a criterion; its name, if the edition has none of that name."""
    ruleset = case.volume.ruleset
    found = (c for n, c in ruleset.criteria.items() if ruleset.judgement_id(n) == name)
    questions = (one.judgement_question for one in found if one.judgement_question)
    return next(questions, f"{name}:")


def advice(_: Packed, said: Mapping[str, Any]) -> Said:
    """What the panel advises, with every dissent."""
    yield "advises", f"{begun(ADVISED[said['advises']])}. {said['words']}"
    yield from reviews(said)
    for one in said.get("dissent", ()):
        yield "dissent", f"{one['of']}: {one['words']}"


def decision(_: Packed, said: Mapping[str, Any]) -> Said:
    """What was decided, when and why."""
    yield "decided", f"{begun(ADVISED[said['decides']])}, on {dated(said['on'])}."
    yield from reviews(said)
    if "reasons" in said:
        code = said["reasons"]["code"].replace("-", " ")
        yield "reasons", f"{begun(code)}. {said['reasons']['words']}"
    if "other_review" in said:
        yield "other review", said["other_review"]


def reviews(said: Mapping[str, Any]) -> Said:
    """Whether a local and a national review are to be held."""
    for place, words in ((LOCAL, "a local review"), (NATIONAL, "a national review")):
        if ON[place] in said:
            yield words, said[ON[place]]


def notice(case: Packed, said: Mapping[str, Any]) -> Said:
    """Who was told what, and when."""
    yield "told", f"{said['to']}, on {dated(said['on'])}: {titled(case, said['notice'])}"
    if "words" in said:
        yield "words", said["words"]


def titled(case: Packed, name: str) -> str:
    """What somebody was told of: a duty by its title, a notice by its text, else as it was said."""
    decisions = [one.decision for one in reversed(case.sides)]
    titles = {one.id: f"{one.title}." for made in decisions for one in made.determinations}
    texts = {one.id: one.text for made in decisions for one in made.notices}
    return {**titles, **texts}.get(name, name)


def reply(_: Packed, said: Mapping[str, Any]) -> Said:
    """What the national panel replied."""
    agrees = said["agrees"].replace("_", " ")
    yield "reply", f"On {dated(said['on'])}; agrees: {agrees}. {said['words']}"


def correction(_: Packed, said: Mapping[str, Any]) -> Said:
    """What an earlier entry should say."""
    yield "corrects", f"Entry {said['entry']}{rejudged(said)}: {said['words']}"


def rejudged(said: Mapping[str, Any]) -> str:
    """How a correction of a judgement says that it is judged, if it does."""
    return f" (judged {said['judgement'].replace('_', ' ')})" if "judgement" in said else ""


def dated(value: str) -> str:
    """A day as a reader writes it."""
    on = as_day(value)
    return day(on) if on else value


SAID = {
    "judgement": judgement,
    "advice": advice,
    "decision": decision,
    "notice": notice,
    "reply": reply,
    "correction": correction,
}
