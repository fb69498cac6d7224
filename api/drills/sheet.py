"""A drill on paper: what is printed, whatever form it takes. Text in places, and never markup."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from api.drills.model import DIFFICULTIES, Asked, Drill, Plan, Question
from api.law import list_warnings
from api.training.compared import Pair
from api.wording import GRADES, title_of

MADE_UP = "Made up: no real child and no real family."
NO_QUESTION = "There is no question: no answers make these editions decide differently."
SILENCE = "What is not said of a case is not known."
TICK = "For each case tick one box for each edition, and one for what separates the two."
ALIKE = (
    "Two editions answer alike where the referral is the same, with the same force, and where what "
    "both lay down has the same force; a duty that one lays alone counts where neither refers. "
    "What follows a referral may differ."
)
NOT_ADVICE = "For training. Not legal advice."


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick, and whether it is ticked."""

    words: str
    ticked: bool = False

    @property
    def mark(self) -> str:
        """The box as a character."""
        return "☒" if self.ticked else "☐"


@dataclass(frozen=True, slots=True)
class Item:
    """Something asked, with its boxes."""

    prompt: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One case: its heading, the case itself, what is asked, and the deciding words if told."""

    heading: str
    case: str
    items: tuple[Item, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is handed out, or the answers to it."""

    title: str
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    plan: str
    foot: tuple[str, ...]


def handout(drill: Drill) -> Sheet:
    """What learners are given: the cases with boxes to tick."""
    return sheet(drill, "Drill: how thresholds differ", answers=False)


def answer_sheet(drill: Drill) -> Sheet:
    """The same with the right boxes ticked, and the words that decide each case."""
    return sheet(drill, "Answers to the drill: how thresholds differ", answers=True)


def sheet(drill: Drill, title: str, answers: bool) -> Sheet:
    """A drill on paper, with its answers or without."""
    plan = drill.plan
    editions = "; ".join(title_of(edition) for edition in plan.editions)
    warnings = list_warnings(plan.editions)
    told = (SILENCE, ALIKE, graded() if answers else TICK) if drill.questions else (NO_QUESTION,)
    return Sheet(
        title=title,
        about=(
            MADE_UP,
            f"Editions: {editions}.",
            f"{DIFFICULTIES[plan.difficulty]}.",
            *told,
            *warnings,
        ),
        entries=tuple(entry(one, answers) for one in drill.questions),
        plan=in_short(plan),
        foot=(f"To give this drill again: {again(plan)}", NOT_ADVICE),
    )


def graded() -> str:
    """What the grades of the sources mean."""
    return f"How well each source was checked stands in brackets: {'; '.join(GRADES.values())}."


def again(plan: Plan) -> str:
    """The command that makes the same drill."""
    words = ["threshold", "drill"]
    for edition in plan.editions:
        words += ["--edition", edition]
    words += ["--difficulty", plan.difficulty, "--questions", str(plan.questions)]
    return shlex.join([*words, "--seed", str(plan.seed)])


def in_short(plan: Plan) -> str:
    """The plan as it stands at the foot of each page."""
    number = "1 question" if plan.questions == 1 else f"{plan.questions} questions"
    return f"Seed {plan.seed} · {plan.difficulty} · {number} · {', '.join(plan.editions)}"


def entry(question: Question, answers: bool) -> Entry:
    """One case on paper."""
    return Entry(
        heading=f"Case {question.number}",
        case=" ".join(question.sentences),
        items=tuple(item(one, answers) for one in question.asked),
        words=tuple(deciding(question.pair)) if answers else (),
    )


def item(asked: Asked, answers: bool) -> Item:
    """What is asked, with the right box ticked if it is an answer sheet."""
    boxes = (Box(one.words, answers and one.name == asked.right) for one in asked.choices)
    return Item(asked.prompt, tuple(boxes))


def deciding(pair: Pair | None) -> Iterator[str]:
    """The words of both editions on what separates them, with sources and grades."""
    for side in pair.sides if pair else ():
        status = f" ({side.status})" if side.status else ""
        said = " · ".join(side.sources)
        yield f"{side.title}: {side.criterion}{status}. {said}".strip()
