"""What shows that the rules were checked, and that the record is what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from api.lines import Line
from api.pack.case import Packed
from api.pack.model import Part
from criteria.writing import day


def proof(case: Packed) -> Part:
    """The certificate of verification, and the place of the record in the register's chain."""
    return Part("Verification, and the register", (*certificates(case), *chain(case)))


def certificates(case: Packed) -> Iterator[Line]:
    """What verifying each edition found under which the answer stands."""
    for one in case.sides:
        under = f" ({one.decision.edition})" if case.beside else ""
        yield from (replace(line, tag=f"{line.tag}{under}".strip()) for line in certificate(one))


def certificate(case: Packed) -> Iterator[Line]:
    """What verifying the edition found."""
    made = case.certificate
    if made is None:
        yield Line("No certificate of verification is at hand for this ruleset as it stands.")
        return
    found = made["findings"]
    said = "nothing was found" if not found else f"{len(found)} findings"
    yield Line(
        f"The engine was held to the plain meaning of the rules over"
        f" {made['combinations']:,} combinations of answers in this edition: {said}.",
        "verified",
    )


def chain(case: Packed) -> Iterator[Line]:
    """Every entry of the case with its hash in the chain; that there is none, if there is none."""
    if case.on is None:
        yield Line("This case is not recorded in the register.")
        return
    yield Line(f"The register, as it stood on {day(case.on)}:")
    for entry in case.entries:
        link = entry["chain"]
        yield Line(f"Entry {entry['n']}, {entry['kind']}: {link['hash']}", f"{link['seq']}")
