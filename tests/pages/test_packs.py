"""The rationale of a recorded case, and the agenda, taken from the pages as documents."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.pack.read_back import READ, flat
from tests.pages.browsing import People, barriers
from tests.pages.made import SETTLED_FACTS, screened


def downloaded(page: Page, link: str, folder: Path) -> tuple[str, bytes]:
    """What a link downloads: its name, and what is in it."""
    with page.expect_download() as under_way:
        page.get_by_role("link", name=link, exact=True).click()
    file = folder / "file"
    under_way.value.save_as(file)
    return under_way.value.suggested_filename, file.read_bytes()


def test_a_recorded_case_is_taken_as_a_document(people: People, tmp_path: Path):
    reference = screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    page.goto(f"/cases/{reference}/history")
    assert barriers(page) == []
    for link, form in (("Word", "docx"), ("web page", "html")):
        name, made = downloaded(page, link, tmp_path)
        assert name == f"{reference}.{form}"
        assert flat(reference) in flat(READ[form](made))
    name, made = downloaded(page, "PDF", tmp_path)
    assert (name, made[:5]) == (f"{reference}.pdf", b"%PDF-")


def test_the_agenda_of_the_panel_is_taken_from_the_list(people: People, tmp_path: Path):
    screened(people.server, SETTLED_FACTS)
    page = people.somebody()
    page.goto("/cases?state=all")
    name, made = downloaded(page, "Word", tmp_path)
    assert name == "agenda.docx"
    assert flat("by what is due first") in flat(READ["docx"](made))
