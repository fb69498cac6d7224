"""How worked examples guard the rules, in text, with the examples to add as TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.editions.toml import key, plain
from api.listing import indented
from api.wording import STATUSES
from criteria.shelf import shelf

if TYPE_CHECKING:
    from engine.guard import Guarded, Unseen

SAME = (
    "The decision diagrams of the referral and of every determination are the same before and "
    "after, so no case differs:"
)
JUDGED = (
    "By the diagrams, cases differ only once people judge something that the rules do not leave "
    "to them. No case that can be stated now differs:"
)


def describe_guard(found: Guarded) -> str:
    """How the examples of an edition guard its rules: the counts, then what is to be done."""
    idle = len(found.alter_nothing) + len(found.judged_alone)
    rows = indented(
        f"{found.edition}: {found.changes} small changes of the rules. Noticed by an example: "
        f"{found.noticed}. Refused on loading: {found.refused}. Altering no decision: {idle}. "
        f"Unseen: {len(found.unseen)}. Seconds: {found.seconds:.1f}.",
        0,
    )
    for wrong in found.wrong:
        rows += indented(f"WRONG The rules say something else of the example `{wrong.example}`.")
        rows += [row for one in wrong.differences for row in indented(one, 2)]
    rows += [*list_idle(SAME, found.alter_nothing), *list_idle(JUDGED, found.judged_alone)]
    for example in group_by_example(found):
        rows += ["", *describe_example(found.edition, example)]
    return "\n".join(rows)


def list_idle(shown: str, changes: tuple[str, ...]) -> list[str]:
    """Changes that alter no decision, after how that is shown."""
    rows = indented(shown) if changes else []
    return rows + [row for change in changes for row in indented(change, 2)]


def group_by_example(found: Guarded) -> list[list[Unseen]]:
    """The unseen changes, those together that one example would notice."""
    groups: dict[str, list[Unseen]] = {}
    for one in found.unseen:
        groups.setdefault(plain(one.example), []).append(one)
    return list(groups.values())


def describe_example(edition: str, unseen: list[Unseen]) -> Iterator[str]:
    """Changes that no example notices, with the one to add in words and as TOML."""
    for one in unseen:
        yield from indented(f"UNSEEN {one.change}")
    example = unseen[0].example
    words = "; ".join(list_words(edition, example)) or "nothing is known yet"
    yield from indented(f"Add this example, and check this against the text: {words}.", 2)
    for text in unseen[0].contradicts:
        yield from indented(f"Only answers that contradict each other show it. {text}", 2)
    yield from (f"    {row}" for row in write_example(example))


def list_words(edition: str, example: Mapping[str, Any]) -> Iterator[str]:
    """The answers and the judgements of an example, each in words."""
    facts = shelf().vocabulary.facts
    for name, answer in example.get("facts", {}).items():
        yield facts[name].clauses.get(answer) or facts[name].words(answer)
    criteria = shelf().volume(edition).ruleset.criteria
    for name, status in example.get("judgements", {}).items():
        yield f"people judge “{criteria[name].title}” to be {STATUSES[status]}"


def write_example(example: Mapping[str, Any]) -> Iterator[str]:
    """The lines of an example in TOML; every determination and consideration has a line."""
    tables = ("determinations", "considerations")
    for name, value in example.items():
        if name not in tables:
            yield f"{key(name)} = {plain(value)}"
    for name in tables:
        if name in example:
            yield f"[examples.{name}]"
            yield from (f"{key(one)} = {plain(said)}" for one, said in example[name].items())
