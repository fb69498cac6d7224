"""How a pack falls on pages, in PDF and in Word as LibreOffice lays it out.

A page to begin with; four pages for a plain case; no heading and no head of a table alone at the
foot of a page; nothing cut off, however long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.pack.case import Packed
from api.pack.contents import pack
from api.pack.made import FORMS
from tests.pack.paged import ALL, MOST, PLAIN, assert_falls_well, pages
from tests.pack.read_back import needs_poppler, needs_writer, run
from tests.pack.records import entry, recorded_case

pytestmark = needs_poppler


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every case as a Word document, laid out by LibreOffice."""
    folder = tmp_path_factory.mktemp("word")
    return dict(zip(ALL, laid_out(folder, [*ALL.values()]), strict=True))


def laid_out(folder: Path, cases: list[Packed]) -> Iterator[bytes]:
    """Word documents as LibreOffice lays them out."""
    names = [folder / f"{number}.docx" for number, _ in enumerate(cases)]
    for name, case in zip(names, cases, strict=True):
        name.write_bytes(FORMS["docx"].make(pack(case)))
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    run(*command, *map(str, names))
    return (name.with_suffix(".pdf").read_bytes() for name in names)


@pytest.mark.parametrize("name", ALL)
def test_a_case_falls_well_on_the_pages_of_a_pdf(name: str):
    made = FORMS["pdf"].make(pack(ALL[name]))
    assert_falls_well(ALL[name], made)
    assert name not in PLAIN or len(pages(made)) <= MOST


@needs_writer
@pytest.mark.parametrize("name", ALL)
def test_a_case_falls_well_on_the_pages_of_word(name: str, word: dict[str, bytes]):
    assert_falls_well(ALL[name], word[name])
    assert name not in PLAIN or len(pages(word[name])) <= MOST


def long_case() -> Packed:
    """A case in which people wrote as much as may be written."""
    words = " ".join(f"word{n}" for n in range(2_200))
    reasons = {"code": "other", "words": words}
    told = {"decides": "refer", "on": "2020-08-20", "reasons": reasons}
    return recorded_case("wt-2018", "refer", entry(2, "decision", told), reasons={"outcome": words})


def assert_all_there(made: bytes, times: int) -> None:
    """Every word is there as often as it was written, and on the page."""
    text = re.sub(r"\s+", "", run("pdftotext", "-raw", "-", "-", given=made).decode())
    assert text.count("word2199") == times
    assert all(f"word{n}" in text for n in range(2_200))
    boxes = run("pdftotext", "-bbox", "-", "-", given=made).decode()
    assert max(float(y) for y in re.findall(r'yMax="([0-9.]+)"', boxes)) < 842 - 14


def test_nothing_of_a_long_text_is_cut_off_in_a_pdf():
    assert_all_there(FORMS["pdf"].make(pack(long_case())), 2)


@needs_writer
def test_nothing_of_a_long_text_is_cut_off_in_word(tmp_path: Path):
    (made,) = laid_out(tmp_path, [long_case()])
    assert_all_there(made, 2)
