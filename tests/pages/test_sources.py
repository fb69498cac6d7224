"""The page of sources to check: what the command and the service list, for those who teach."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from api.pages.site import PAGES, REFERENCE
from api.sources.checklist import list_sources_to_check
from api.sources.wording import describe_grade, describe_place, describe_statement
from api.wording import begun, title_of
from criteria.shelf import shelf
from tests.doors.program import command
from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.visiting import Visitor, heading, text_in, text_of, visiting
from tests.service.running import Running

EDITIONS = shelf().timeline.editions
HOSTILE = ["", "../cases", "<script>alert(1)</script>", "x" * 5_000, "\u202e"]


@pytest.fixture(scope="module")
def trainer(server: Running) -> Iterator[Visitor]:
    """A trainer, without a browser."""
    with visiting(server, "trainer") as one:
        yield one


def address(edition: str | None) -> str:
    """The page of all editions, or of one."""
    return "/sources" if edition is None else f"/sources?edition={edition}"


@pytest.mark.parametrize("edition", [None, *EDITIONS])
def test_the_page_lists_what_the_list_has_in_its_order(trainer: Visitor, edition: str | None):
    reply = trainer.get(address(edition))
    said = text_of(reply)
    at = 0
    for one in list_sources_to_check(edition):
        rules = [describe_statement(each) for each in one.statements]
        also = [title_of(name) for name in one.also_in]
        told = [describe_place(one.source), begun(describe_grade(one.source)), one.remark or ""]
        for text in (*told, *also, *rules, *one.look_for):
            at = said.index(" ".join(text.split()), at)
    assert reply.text.count("<h3 ") == len(list_sources_to_check(edition))


@pytest.mark.parametrize("edition", [None, *EDITIONS])
def test_the_page_the_command_and_the_service_list_the_same(
    server: Running, trainer: Visitor, edition: str | None
):
    args = [edition] if edition else []
    told = json.loads(command("sources", *args, "--format", "json").out)["sources"]
    with server.client("trainer") as client:
        assert client.get(f"/v1{address(edition)}").json()["sources"] == told
    page = trainer.get(address(edition)).text
    shown = [text_in(found) for found in re.findall(r"<h3 [^>]*>(.*?)</h3>", page, re.DOTALL)]
    assert len(shown) == len(told)
    for one, place in zip(told, shown, strict=True):
        parts = (one["instrument"], one["pinpoint"] or "", one.get("words", ""))
        assert [part for part in parts if part not in place] == []


def test_each_edition_has_a_heading_of_its_own(trainer: Visitor):
    page = trainer.get("/sources")
    for edition in {one.edition for one in list_sources_to_check()}:
        assert page.text.count(f'id="{edition or "newer-law"}"') == 1


def test_it_is_for_those_who_decide_as_well_as_those_who_read_the_editions():
    roles = {one.path: one.roles for one in PAGES}
    assert roles["/sources"] is REFERENCE > roles["/editions"]


@pytest.mark.parametrize("edition", HOSTILE)
def test_an_edition_that_is_not_on_the_shelf_is_refused(trainer: Visitor, edition: str):
    reply = trainer.client.get("/sources", params={"edition": edition})
    assert reply.status_code == 422
    assert heading(reply)
    assert "<script>alert" not in reply.text


def test_it_is_linked_from_the_start_the_editions_and_each_edition(trainer: Visitor):
    for path in ("/", "/editions"):
        assert 'href="/sources"' in trainer.get(path).text
    for edition in EDITIONS:
        assert f'href="{address(edition)}"' in trainer.get(f"/editions/{edition}").text


@pytest.mark.parametrize("edition", [None, EDITIONS[0]])
def test_it_has_no_barrier_and_fits_the_narrowest_screen(people: People, edition: str | None):
    page = people.somebody("trainer")
    page.goto(address(edition))
    assert barriers(page) == []
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    assert not scrolls_sideways(page)


def test_it_can_be_read_without_script(people: People):
    page = people.somebody("trainer", java_script_enabled=False)
    page.goto("/sources")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources to check")
    expect(page.get_by_role("heading", level=3).last).to_be_visible()
