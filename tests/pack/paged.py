"""Cases to be laid out on pages, and what may be asked of the pages of any."""

from __future__ import annotations

from api.pack.case import Packed
from api.pack.contents import pack
from criteria.shelf import shelf
from criteria.words import UNKNOWN
from engine import decide
from tests.pack.cases import CASES, packed
from tests.pack.read_back import flat, run
from tests.pack.records import entry, recorded_case

MOST = 5
"""The pages that a plain case may have."""


def blank(edition: str) -> Packed:
    """A case of which nothing is known: it has the most that is still needed."""
    volume = shelf().volume(edition)
    return Packed(decide(edition, {}, what_if=True), volume, "words on why", "2018-017")


def with_entries(number: int) -> Packed:
    """A case with so many entries: each makes it a little longer."""
    words = {"on": "2014-08-22", "agrees": "yes", "words": "words of a reply"}
    return recorded_case("wt-2013", "refer", *(entry(n, "reply", words) for n in range(2, number)))


PLAIN = {f"{edition}-{referral}": packed(edition, referral) for edition, referral in CASES}
RECORDED = {f"entries-{n}": with_entries(n) for n in range(1, 11)}
BLANK = {f"{edition}-blank": blank(edition) for edition in shelf().timeline.editions}
ALL = {**PLAIN, **BLANK, **RECORDED}


def pages(made: bytes, foot: bool = True) -> list[list[str]]:
    """The lines on each page, without its foot if it has one."""
    text = run("pdftotext", "-layout", "-", "-", given=made).decode()
    rows = [[row.strip() for row in page.splitlines() if row.strip()] for page in text.split("\f")]
    return [page[:-1] if foot else page for page in rows if page]


def assert_falls_well(case: Packed, made: bytes, foot: bool = True) -> None:
    """One page to begin with, or two where nothing is known; nothing left alone at a foot."""
    whole, found = pack(case), pages(made, foot)
    longest = 2 if set(case.decision.facts.values()) == {UNKNOWN} else 1
    assert whole.parts[0].title in [page[0] for page in found[1 : 1 + longest]]
    heads = {flat(part.title) for part in (*whole.front, *whole.parts)}
    tables = [part.table for part in (*whole.front, *whole.parts) if part.table]
    heads |= {flat(" ".join(table.headers)) for table in tables}
    assert not [page[-1] for page in found if flat(page[-1]) in heads]
    assert flat(" ".join(found[-1])) != flat(" ".join(whole.foot))
