"""The Markdown form of a decision: the same outline, for a record or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from api.lines import Line, Section
from api.wording import REFERRALS
from criteria.decisions import Decision

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def screened(decision: Decision, sections: Iterable[Section], head: str, why: str | None) -> str:
    """A decision as Markdown; whatever a case file says goes in as text, never as markup."""
    ruleset, engine = decision.ruleset, decision.engine
    told = [
        f"# {REFERRALS[decision.referral].capitalize()}",
        "",
        escaped(f"{head}. {why}" if why else head),
        "",
        escaped(decision.summary),
        *laid_out(sections),
        "",
        f"Ruleset {ruleset.id} {ruleset.version}, digest `{ruleset.digest}`; "
        f"{engine.name} {engine.version}. Not legal advice.",
    ]
    return "\n".join(told)


def laid_out(sections: Iterable[Section]) -> Iterator[str]:
    """The sections as headings with nested lists."""
    for section in sections:
        yield from ("", f"## {section.title}", "")
        yield from (item(line) for line in section.lines)


def item(line: Line) -> str:
    """One line of the outline as a list item."""
    tag = f"**{line.tag}** " if line.tag else ""
    cites = f" ({', '.join(str(number) for number in line.sources)})" if line.sources else ""
    return f"{'  ' * line.depth}- {tag}{escaped(line.text)}{cites}"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
