"""What of PDF/UA-1 and PDF/A-2a can be read back from a pack without a validator.

Tags, their order, headings, heads of tables, title, language, fonts, metadata, and that all text
but the foot of each page is tagged. That a file conforms is more, and nobody has shown it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from api.pack.contents import pack
from api.pack.made import FORMS
from tests.pack.cases import CASES, packed
from tests.pack.read_back import flat, needs_poppler, run

pytestmark = needs_poppler
each_case = pytest.mark.parametrize(("edition", "referral"), CASES)


@cache
def made(edition: str, referral: str) -> bytes:
    """The pack of a worked example as PDF."""
    return FORMS["pdf"].make(pack(packed(edition, referral)))


@cache
def structure(edition: str, referral: str) -> str:
    """The tags of a pack in their order, as poppler finds them."""
    return run("pdfinfo", "-struct", "-", given=made(edition, referral)).decode()


def tags(edition: str, referral: str) -> list[str]:
    """The name of each tag, in the order of reading."""
    found = re.findall(r"^ *([A-Z][A-Za-z0-9]*)(?=[ :]|$)", structure(edition, referral), re.M)
    return list(found)


def titles(edition: str, referral: str) -> list[str]:
    """The titles of the parts of a pack."""
    whole = pack(packed(edition, referral))
    return [part.title for part in (*whole.front, *whole.parts)]


@each_case
def test_headings_go_down_one_step_at_a_time(edition: str, referral: str):
    headings = [tag for tag in tags(edition, referral) if re.fullmatch(r"H[1-6]?", tag)]
    assert headings == ["H1", *("H2" for _ in titles(edition, referral))]


@each_case
def test_every_table_has_a_head_whose_cells_say_that_they_are_of_a_column(
    edition: str, referral: str
):
    whole = pack(packed(edition, referral))
    tables = [part.table for part in (*whole.front, *whole.parts) if part.table]
    found = tags(edition, referral)
    assert found.count("Table") == found.count("THead") == found.count("TBody") == len(tables)
    assert found.count("TH") == sum(len(table.headers) for table in tables)
    assert found.count("TD") == sum(len(row) for table in tables for row in table.rows)
    assert structure(edition, referral).count("/Scope /Column") == found.count("TH")


def read_closely() -> dict[str, str]:
    """A case of each edition, with the referral that the editions before it have least."""
    found: dict[str, str] = {}
    for edition in dict.fromkeys(edition for edition, _ in CASES):
        had = [*found.values()]
        found[edition] = min((two for one, two in CASES if one == edition), key=had.count)
    return found


def test_what_is_read_closely_has_every_part_and_every_referral():
    few = list(read_closely().items())
    assert {referral for _, referral in few} == {referral for _, referral in CASES}
    assert {one for case in few for one in titles(*case)} == {
        one for case in CASES for one in titles(*case)
    }


# To read the text under the tags of one pack takes poppler seconds: it draws the page for each.
@pytest.mark.parametrize(("edition", "referral"), read_closely().items())
def test_the_tags_tell_the_headings_and_all_text_but_the_foot_of_each_page(
    edition: str, referral: str
):
    read = run("pdfinfo", "-struct-text", "-", given=made(edition, referral)).decode()
    assert re.findall(r"^ *H2 \"(.*)\" \(block\)", read, re.M) == titles(edition, referral)
    told = flat("".join(re.findall(r'^ *"(.*)"$', read, re.M)))
    plain = run("pdftotext", "-raw", "-", "-", given=made(edition, referral)).decode()
    left = [page.strip().splitlines() for page in plain.split("\f") if page.strip()]
    feet = {flat(row) for page in left for row in page[-2:]}
    untagged = [row for page in left for row in page if flat(row) not in told]
    assert {flat(row) for row in untagged} <= feet
    assert len(untagged) <= 2 * len(left)


@each_case
def test_the_title_is_shown_and_the_language_said(edition: str, referral: str):
    told = run("pdfinfo", "-", given=made(edition, referral)).decode()
    assert re.search(r"Title: +Rationale: .*, 2018-017", told)
    assert re.search(r"Tagged: +yes", told)
    catalogue = re.search(rb"<</Type/Catalog.*?endobj", made(edition, referral), re.DOTALL)
    assert catalogue is not None
    for entry in (b"/DisplayDocTitle true", b"/Lang(en-GB)", b"/Marked true", b"/OutputIntents"):
        assert entry in catalogue[0]


@each_case
def test_the_metadata_name_the_standards(edition: str, referral: str):
    metadata = run("pdfinfo", "-meta", "-", given=made(edition, referral)).decode()
    for told in (
        "<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "en-GB",
        "Rationale: ",
    ):  # fmt: skip
        assert told in metadata


def test_a_pdf_uses_fonts_of_ours_that_are_in_it():
    made = FORMS["pdf"].make(pack(packed("wt-2018", "refer")))
    rows = run("pdffonts", "-", given=made).decode().splitlines()[2:]
    assert rows
    assert all("FiraGO" in row or "Noto" in row for row in rows)
    assert all(re.search(r"yes +yes +yes", row) for row in rows)
