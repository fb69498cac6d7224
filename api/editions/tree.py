"""The criteria of an edition as a tree: lines for a picture, a list or a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.editions.model import Readable, Test
from api.lines import Line
from api.wording import FORCES

HOW: Mapping[str, str] = {"all": "all of", "any": "any of", "fact": "answer"}
"""What stands before a criterion: how it joins its parts, or that an answer meets it."""


def lines(edition: Readable) -> Iterator[Line]:
    """Each determination with its grounds, and what each rests on, as deep as it goes."""
    for duty in edition.duties:
        yield Line(duty.title, "determination")
        for force, ground in duty.grounds:
            yield from under(edition, ground, 1, f"{FORCES[force]}, where: ")


def under(edition: Readable, name: str, depth: int, head: str = "") -> Iterator[Line]:
    """A criterion, and under it the criteria that it joins."""
    test = edition.tests[name]
    yield Line(f"{head}{test.title}{condition(test)}", HOW[test.how], depth)
    for part in test.parts:
        yield from under(edition, part, depth + 1)


def condition(test: Test) -> str:
    """What meets a criterion on a fact, in brackets; its question stands elsewhere."""
    return f" ({test.brief})" if test.brief else ""


def mermaid(edition: Readable) -> str:
    """The same as a Mermaid flowchart, in which each criterion stands once."""
    rows = [f"%% {edition.id} {edition.version}: {edition.title}", "flowchart LR"]
    for duty in edition.duties:
        rows.append(f'  {node("d", duty.id)}(["{quoted(duty.title)}"])')
        for force, ground in duty.grounds:
            rows.append(f"  {node('d', duty.id)} -- {FORCES[force]} --> {node('c', ground)}")
    for test in edition.tests.values():
        label = f"{quoted(test.title + condition(test))}<br>{HOW[test.how]}"
        rows.append(f'  {node("c", test.id)}["{label}"]')
        rows += [f"  {node('c', test.id)} --> {node('c', part)}" for part in test.parts]
    return "\n".join([*rows, ""])


def node(kind: str, name: str) -> str:
    """The name of a box; a word of Mermaid's own, such as `end`, is never one."""
    return f"{kind}_{name.replace('-', '_')}"


def quoted(text: str) -> str:
    """Text as it stands within quotation marks in Mermaid, where a mark would end it."""
    return text.replace("#", "#35;").replace('"', "#quot;")
