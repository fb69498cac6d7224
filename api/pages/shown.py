"""A decision as the page shows it: the outline that every door shares, set out in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.asking import settled, would_change
from api.lines import Line
from api.outline import Outline
from api.pages.casework import Told
from api.pages.opening import Opened
from api.pages.typed import isolated, isolated_agencies
from api.wording import listed
from criteria.decisions import Decision, NeedsJudgement
from criteria.versions import Volume

COLOURS: Mapping[str, str] = {
    "MUST": "red",
    "SHOULD": "orange",
    "CONSIDER": "teal",
    "MAY": "grey",
    "no duty": "grey",
    "met": "green",
    "not met": "grey",
    "not known": "yellow",
    "open": "yellow",
    "for judgement": "purple",
    "refer": "red",
    "refer elsewhere": "orange",
    "no duty to refer": "grey",
    "not settled yet": "yellow",
}
"""The colour of each tag; the word in it says the same."""

ROWS: Mapping[str, str] = {
    "": "What",
    "who": "By whom",
    "by when": "By when",
    "or": "Or by when, as other sources have it",
    "not met": "Because this is not met",
    "not known": "Open, because this is not known",
    "open": "Open, because this is open",
    "for judgement": "Open, because this is left to people",
}
"""What stands before each line of a duty."""


@dataclass(slots=True)
class Node:
    """A line with the lines under it."""

    line: Line
    under: list[Node] = field(default_factory=list)

    @property
    def colour(self) -> str:
        """The colour of its tag; none for what is no status."""
        return COLOURS.get(self.line.tag, "")


def nested(lines: Iterable[Line]) -> list[Node]:
    """Lines as a tree, by how deep each stands."""
    top: list[Node] = []
    path: list[Node] = []
    for line in lines:
        del path[line.depth :]
        node = Node(line)
        (path[-1].under if path else top).append(node)
        path.append(node)
    return top


@dataclass(frozen=True, slots=True)
class Block:
    """What a duty says under one heading."""

    head: str
    node: Node


def duties(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """Each determination with what it says, row by row."""
    return [
        {
            "title": node.line.text,
            "tag": node.line.tag,
            "colour": node.colour,
            "sources": node.line.sources,
            "rows": [Block(ROWS.get(one.line.tag, one.line.tag), one) for one in node.under],
        }
        for node in nodes
    ]


def shown(
    decision: Decision,
    volume: Volume,
    evidence: Mapping[str, Mapping[str, Any]],
    reasons: Mapping[str, str],
    dates: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything that the page shows of a decision by these rules.

    The sources are numbered as they are met. `reasons` are for answers and for judgements;
    `dates` are those of the case.
    """
    outline = Outline(
        decision,
        volume,
        isolated_agencies(evidence),
        {name: isolated(words) for name, words in reasons.items()},
        dates,
    )
    told = {
        "first": nested(outline.warnings().lines),
        "decision": decision,
        "volume": volume,
        "title": volume.ruleset.title,
        "duties": duties(nested(outline.duties())),
        "tree": nested(outline.why().lines),
        "considerations": nested(outline.considerations()),
        "needs": needs(outline),
        "changes": nested(would_change(outline.shown)),
        "notes": nested(replace(one, tag="") for one in outline.notes()),
        "notices": nested(outline.notices()),
    }
    return {**told, "sources": nested(outline.sources())}


def judged_because(case: Opened, entries: Iterable[Told]) -> dict[str, str]:
    """Why those judgements were made that were recorded apart and still stand."""
    said = [one["content"] for one in entries if one["kind"] == "judgement" and one["content"]]
    standing = case.working.recorded
    return {one["criterion"]: one["reasons"] for one in said if one["criterion"] in standing}


def needs(outline: Outline) -> list[dict[str, str]]:
    """What could still settle something, whom to ask, and where to answer it."""
    decision, found = outline.decision, []
    for fact in decision.needs_facts:
        ask = f"Ask {listed(fact.who_may_know)}."
        found.append((fact.question, ask, fact.settles, f"questions/{fact.fact}"))
    for one in decision.needs_judgement:
        found.append((one.question, "For those deciding.", one.settles, place_of(one)))
    return [
        {
            "question": question,
            "ask": ask,
            "settles": f"It may settle {settled(outline.shown, targets)}.",
            "at": at,
        }
        for question, ask, targets, at in found
    ]


def place_of(one: NeedsJudgement) -> str:
    """Where a judgement is made: those that are facts are answered as facts."""
    return f"questions/{one.fact}" if one.fact else f"judgements/{one.criterion}"
