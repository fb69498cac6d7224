"""What the form of each kind of entry asks, of a case as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.pages.casework import Case
from api.pages.fields import Field
from api.pages.wording import CODES, KINDS, REFERRALS
from api.register.chain import Kind
from api.register.checks import judged_without_reasons
from api.register.times import today

NOT_SAID = {"": "Not said"}
YES_OR_NO = {**NOT_SAID, "yes": "Yes", "no": "No"}
MET_OR_NOT = {"met": "Yes: it is met", "not_met": "No: it is not met"}
WITHDRAWN = "withdrawn"
NO_JUDGEMENT = "none"
"""What a form says of a correction that the register says by leaving it out."""

NEVER_A_NAME = "Do not name the child, the family or anybody else."


def judgement(case: Case) -> list[Field]:
    """What people judge of a criterion that the engine leaves to them."""
    return [
        Field(
            "criterion",
            "choice",
            "What is judged",
            "Choose what is judged",
            choices=case.judgeable(),
            preset=next(iter(case.judgeable()), "") if len(case.judgeable()) == 1 else "",
        ),
        Field(
            "judgement",
            "choice",
            "The judgement",
            "Choose whether it is met",
            choices=MET_OR_NOT,
        ),
        Field("reasons", "words", "Reasons", "Say why you judge it so", hint=NEVER_A_NAME),
    ]


def advice(case: Case) -> list[Field]:
    """What the panel advises."""
    advisable = ("refer", "refer_elsewhere", "no_duty_to_refer", "review_though_no_duty")
    return [
        Field(
            "advises",
            "choice",
            "What does the panel advise?",
            "Choose what the panel advises",
            choices={name: REFERRALS[name] for name in advisable},
        ),
        Field("words", "words", "Why", "Say why the panel advises this", hint=NEVER_A_NAME),
        *reviews("Does the panel advise"),
    ]


def reviews(asks: str) -> list[Field]:
    """Whether reviews are to be held, which is left to people."""
    return [
        Field(
            f"{name}_review",
            "choice",
            f"{asks} a {name} review?",
            "Choose yes, no or not said",
            choices=YES_OR_NO,
        )
        for name in ("local", "national")
    ]


def decision(case: Case) -> list[Field]:
    """What is decided, and why where the register must know."""
    answers = dict.fromkeys(f"“{REFERRALS[one['referral']]}”" for one in case.answers)
    needed = "Say why: "
    needed += f"the engine answers {' and '.join(answers)}, or you decide about a review"
    needed += ", or the screening has a judgement without reasons" if unreasoned(case) else ""
    return [
        *screening_shown(case),
        Field(
            "decides",
            "choice",
            "What do you decide?",
            "Choose what you decide",
            choices={
                name: REFERRALS[name] for name in ("refer", "refer_elsewhere", "no_duty_to_refer")
            },
        ),
        Field(
            "on",
            "day",
            "On which day was it decided?",
            "Give the day of the decision",
            hint="For example, 4 3 2019",
            preset=today().isoformat(),
        ),
        *reviews("Do you decide to hold"),
        Field(
            "reason",
            "list",
            "Kind of reason",
            "Choose a kind of reason",
            choices={"": "No reasons are needed", **CODES},
            place=("reasons", "code"),
            hint="Needed if you decide otherwise than the engine answers"
            + (" under either edition" if len(answers) > 1 else "")
            + ", or about a review."
            + unreasoned(case),
        ),
        Field("why", "words", "Reasons", needed, hint=NEVER_A_NAME, place=("reasons", "words")),
        Field(
            "other_review",
            "words",
            "Any other review that looks into this (optional)",
            "Say which other review",
        ),
    ]


def screening_shown(case: Case) -> list[Field]:
    """The screening that is on the page, and so the one that is answered."""
    if case.screening is None:
        return []
    return [
        Field(
            "screening",
            "shown",
            "The screening",
            "The case was screened again since you opened this form. Read what the engine answers"
            " now, then send it again",
            preset=str(case.screening["n"]),
            at="the-engine",
        )
    ]


def unreasoned(case: Case) -> str:
    """What the last screening took as judged with no reasons given, or nothing."""
    names = dict.fromkeys(
        name for one in case.screenings for name in judged_without_reasons(one["content"])
    )
    if not names:
        return ""
    questions = case.judgeable()
    judged = " ".join(f"“{questions.get(name, name)}”" for name in names)
    return f" Needed here in any case: the screening rests on a judgement without reasons. {judged}"


def notice(case: Case) -> list[Field]:
    """That somebody was told."""
    return [
        Field(
            "notice",
            "list",
            "What were they told of?",
            "Choose what they were told of",
            choices={"": "Choose one", **case.tellable()},
        ),
        Field("to", "line", "Who was told?", "Say who was told", hint="A post or an agency."),
        Field(
            "on",
            "day",
            "On which day?",
            "Give the day on which they were told",
            hint="For example, 4 3 2019",
            preset=today().isoformat(),
        ),
        Field("words", "words", "Anything else (optional)", "Say what else", hint=NEVER_A_NAME),
    ]


def reply(case: Case) -> list[Field]:
    """What the national panel replied."""
    agrees = {"yes": "Yes", "no": "No", "not_said": "It does not say"}
    return [
        Field(
            "agrees",
            "choice",
            "Does the national panel agree?",
            "Choose whether the national panel agrees",
            choices=agrees,
        ),
        Field(
            "on",
            "day",
            "On which day did it reply?",
            "Give the day of the reply",
            hint="For example, 4 3 2019",
            preset=today().isoformat(),
        ),
        Field("words", "words", "What it said", "Say what it replied", hint=NEVER_A_NAME),
    ]


REJUDGED = Field(
    "judgement",
    "choice",
    "If it is a judgement, how is it judged now?",
    "Choose how it is judged now if the entry is a judgement, and nothing else if it is none",
    choices={
        **MET_OR_NOT,
        WITHDRAWN: "It is withdrawn: the question is open again",
        NO_JUDGEMENT: "The entry is no judgement",
    },
    hint="If only its words were wrong, choose what it was judged.",
)


def correction(case: Case) -> list[Field]:
    """What was wrong with an entry, which stays as it is."""
    entries = {str(one["n"]): f"Entry {one['n']}: {KINDS[one['kind']]}" for one in case.entries}
    return [
        Field(
            "entry",
            "list",
            "Which entry is wrong?",
            "Choose the entry that is wrong",
            choices={"": "Choose one", **entries},
        ),
        *([REJUDGED] if any(one["kind"] == "judgement" for one in case.entries) else []),
        Field("words", "words", "What is right", "Say what is right", hint=NEVER_A_NAME),
    ]


ASKED: Mapping[Kind, Callable[[Case], list[Field]]] = {
    "judgement": judgement,
    "advice": advice,
    "decision": decision,
    "notice": notice,
    "reply": reply,
    "correction": correction,
}
