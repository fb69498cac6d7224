"""The text form: 80 columns for a chair to read, the referral first; colour never says it alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

import click

from api.lines import Line, Section
from api.outline import FIRST
from api.wording import REFERRALS
from criteria.decisions import Decision

WIDTH = 80
COLOURS: Mapping[str, str] = {
    "MUST": "red",
    "SHOULD": "yellow",
    "CONSIDER": "yellow",
    "met": "green",
    "not met": "blue",
    "not known": "magenta",
    "open": "magenta",
    "for judgement": "magenta",
    "ask": "magenta",
    "judge": "magenta",
}


def screened(decision: Decision, sections: Iterable[Section], head: str, why: str | None) -> str:
    """A decision as text; `why` says why this edition applies, if a date told it."""
    first, rest = split_first(sections)
    told = [
        *textwrap.wrap(head, WIDTH),
        *textwrap.wrap(why or "", WIDTH),
        *laid_out(first),
        "",
        click.style(REFERRALS[decision.referral], bold=True),
        *textwrap.wrap(decision.summary, WIDTH),
    ]
    ruleset, engine = decision.ruleset, decision.engine
    foot = [
        "",
        f"Ruleset {ruleset.id} {ruleset.version}, digest {ruleset.digest[:16]}…; "
        f"{engine.name} {engine.version}.",
        "Not legal advice. People decide; this shows what the rules say and why.",
    ]
    return "\n".join([*told, *laid_out(rest), *foot])


def split_first(sections: Iterable[Section]) -> tuple[list[Section], list[Section]]:
    """What is read before the answer, and the rest."""
    told = list(sections)
    first = [section for section in told if section.title == FIRST]
    return first, [section for section in told if section.title != FIRST]


def laid_out(sections: Iterable[Section]) -> Iterator[str]:
    """The sections, one under the other."""
    for section in sections:
        yield ""
        yield click.style(section.title.upper(), bold=True)
        for line in section.lines:
            yield from wrapped(line)


def wrapped(line: Line) -> list[str]:
    """One line of the outline in as many as it takes, its tag before it and its sources behind."""
    indent = "  " * line.depth
    tag = f"[{line.tag}] " if line.tag else ""
    cites = f" ({', '.join(str(number) for number in line.sources)})" if line.sources else ""
    hang = indent + ("  " if not tag else " " * min(len(tag), 8))
    text = f"{tag}{line.text}{cites}"
    rows = textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=hang)
    if tag and line.tag in COLOURS and rows:
        mark = tag.rstrip()
        rows[0] = rows[0].replace(mark, click.style(mark, fg=COLOURS[line.tag]), 1)
    return rows
