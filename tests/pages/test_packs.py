"""The rationale of a recorded case, and the agenda, taken from the pages as documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from api.pack.agenda import agenda
from api.pack.contents import pack
from api.pack.made import FORMS
from tests.pack.paged import ALL, MOST, PLAIN, assert_falls_well, pages
from tests.pack.read_back import READ, flat, needs_poppler
from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
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


def shown(people: People, made: bytes) -> Page:
    """A window on a pack as HTML that somebody was sent: what is not in the file is not fetched."""
    page = people.nobody(offline=True)
    page.set_content(made.decode())
    return page


@needs_poppler
@pytest.mark.parametrize("name", ALL)
def test_a_pack_as_html_prints_well(people: People, name: str):
    page = shown(people, FORMS["html"].make(pack(ALL[name])))
    printed = page.pdf(prefer_css_page_size=True)
    assert_falls_well(ALL[name], printed, foot=False)
    assert name not in PLAIN or len(pages(printed)) <= MOST


@pytest.mark.parametrize("name", PLAIN)
def test_a_pack_as_html_has_no_barrier_no_script_and_no_sideways_scroll(people: People, name: str):
    page = shown(people, FORMS["html"].make(pack(PLAIN[name])))
    assert page.locator("script, link, img, iframe").count() == 0
    assert barriers(page) == []
    page.set_viewport_size(NARROWEST)
    assert not scrolls_sideways(page)
    assert barriers(page) == []


def test_an_agenda_as_html_has_no_barrier(people: People):
    page = shown(people, FORMS["html"].make(agenda([*PLAIN.values()])))
    assert page.title() == f"Agenda: {len(PLAIN)} cases"
    assert barriers(page) == []
