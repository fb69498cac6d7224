"""The pages of the editions: for trainers or, by a setting, for everybody; no case is on them."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest
from playwright.sync_api import expect

from api.editions.readable import readable
from api.pages.site import PAGES, REFERENCE, TEACHES
from criteria.shelf import shelf
from engine import differences
from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.visiting import Visitor, heading, text_of, visiting
from tests.service.running import UNHURRIED, Running, certified, running
from tests.waits import HANG_TIMEOUT

EDITIONS = shelf().timeline.editions
FILES = ("ruleset.toml", "decision-table.csv", "tree.svg", "tree.mmd")
STATES = {
    "list": "/editions",
    **{edition: f"/editions/{edition}" for edition in EDITIONS},
    "differences": "/editions/wt-2013/and/wt-2015",
    "contradictions": "/editions/wt-2015/and/wt-2015-transitional",
    "two-of-one-name": "/editions/wt-2013/and/wt-2018",
    "no-difference": "/editions/wt-2018/and/wt-2018",
}
PLACES = [
    page.path.format(edition="wt-2015", other="wt-2023")
    for page in PAGES
    if page.path.startswith("/editions")
]
each_edition = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture(scope="module")
def trainer(server: Running) -> Iterator[Visitor]:
    """A trainer, without a browser."""
    with visiting(server, "trainer") as one:
        yield one


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose pages for trainers are for everybody."""
    folder = tmp_path_factory.mktemp("open") / "data"
    with running(certified(folder), open_teaching="true", **UNHURRIED) as one:
        yield one


def test_a_trainer_comes_to_the_editions_from_the_start(trainer: Visitor):
    start = trainer.get("/")
    assert '<a class="govuk-link" href="/editions">' in start.text
    listed = trainer.get("/editions")
    for edition in EDITIONS:
        assert f'href="/editions/{edition}"' in listed.text
        assert shelf().volume(edition).ruleset.about in text_of(listed)


@pytest.mark.parametrize("place", PLACES)
def test_they_are_for_trainers_alone_unless_the_setting_says_otherwise(
    server: Running, open_to_all: Running, trainer: Visitor, place: str
):
    assert trainer.get(place).status_code == 200
    with visiting(server, "chair") as chair:
        assert chair.get(place).status_code == 403
    sent = httpx.get(f"{server.url}{place}", follow_redirects=False, timeout=HANG_TIMEOUT)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/sign-in")
    assert httpx.get(f"{open_to_all.url}{place}", timeout=HANG_TIMEOUT).status_code == 200


def test_the_setting_opens_nothing_else(open_to_all: Running):
    for page in PAGES:
        if page.method == "GET" and page.roles and page.roles not in (TEACHES, REFERENCE):
            path = re.sub(r"\{\w+\}", "x", page.path)
            assert httpx.get(f"{open_to_all.url}{path}", timeout=HANG_TIMEOUT).status_code == 303, (
                page.path
            )


@each_edition
def test_a_page_says_every_question_condition_and_source(trainer: Visitor, edition: str):
    said = text_of(trainer.get(f"/editions/{edition}"))
    told = readable(shelf().volume(edition))
    assert told.title in said
    for test in told.tests.values():
        assert test.question in said
        assert all(words in said for words in test.words)
        assert all(f"{place.text} [{place.grade}]" in said for place in test.sources)
        assert (test.asked_of_people or "") in said
    for duty in told.duties:
        assert all(part in said for part in (duty.duty_holder, duty.decision_maker, duty.otherwise))
        assert all(f"{one.text} It runs from {one.from_}." in said for one in duty.deadlines)
        assert all(text in said for _, text in duty.actions)
    assert all(one.title in said for one in told.weighed)
    assert all(text in said for text, _ in told.unencoded)
    assert told.digest in said


@each_edition
def test_what_is_taken_away_can_be_read(trainer: Visitor, edition: str):
    replies = {name: trainer.get(f"/editions/{edition}/{name}") for name in FILES}
    assert tomllib.loads(replies["ruleset.toml"].text)["id"] == edition
    table = replies["decision-table.csv"]
    assert table.content.startswith(b"\xef\xbb\xbfresult,")
    assert len({len(row) for row in csv.reader(io.StringIO(table.text, newline=""))}) == 1
    svg = ElementTree.fromstring(replies["tree.svg"].text)
    said = "".join(svg.itertext())
    assert all(one.title.split()[0] in said for one in readable(shelf().volume(edition)).duties)
    assert replies["tree.mmd"].text.splitlines()[1] == "flowchart LR"
    for name, reply in replies.items():
        media = {"toml": "application/toml", "csv": "text/csv", "svg": "image/svg+xml"}
        ending = name.rpartition(".")[2]
        assert reply.headers["content-type"].startswith(media.get(ending, "text/plain"))
        kept = reply.headers.get("content-disposition", "")
        assert ending == "svg" or kept == f'attachment; filename="{edition}.{ending}"'


@pytest.mark.parametrize("pair", [("wt-2013", "wt-2015"), ("wt-2023", "lscb-2006")])
def test_the_page_of_differences_says_what_the_command_does(trainer: Visitor, pair):
    said = text_of(trainer.get(f"/editions/{pair[0]}/and/{pair[1]}"))
    found = differences(*pair)
    assert f"{found.count} smallest sets" in said
    assert f"{found.combinations:,} combinations" in said
    assert "What only a judgement makes differ is not listed: one on “" in said
    assert said.count("sets in all.") == sum(
        len(family.sets) > 1 for group in found.groups for family in group.families
    )
    for group in found.groups:
        for side in group.sides:
            assert side.title[1:] in said
            assert all((source.words or "") in said for source in side.sources)


@pytest.mark.parametrize(
    "path", ["/editions/wt-2014", "/editions/wt-2013/and/x", "/editions/x/tree.svg"]
)
def test_an_edition_that_is_none_is_not_found(trainer: Visitor, path: str):
    reply = trainer.get(path)
    assert reply.status_code == 404
    assert heading(reply)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_no_barrier_and_fits_the_narrowest_screen_without_script(
    people: People, state: str
):
    page = people.somebody("trainer")
    page.goto(STATES[state])
    assert barriers(page) == []
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    assert not scrolls_sideways(page)
    plain = people.somebody("trainer", java_script_enabled=False)
    plain.goto(STATES[state])
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


def test_every_link_on_the_pages_of_an_edition_leads_somewhere(people: People):
    page = people.somebody("trainer")
    for place in ("/editions/wt-2015-transitional", "/editions/wt-2013/and/wt-2015"):
        page.goto(place)
        for link in page.locator("main a[href^='#'], nav a[href^='#']").all():
            target = (link.get_attribute("href") or "")[1:]
            assert page.locator(f"[id='{target}']").count() == 1, target


def test_a_trainer_finds_what_separates_two_editions(people: People):
    page = people.somebody("trainer")
    page.goto("/")
    page.get_by_role("link", name="Editions", exact=True).click()
    page.get_by_role("link", name="wt-2013 and wt-2015", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How two editions differ")
    section = page.locator("section").filter(
        has=page.get_by_role("heading", level=2, name=re.compile("agencies worked together well"))
    )
    expect(section.get_by_text("“unless it is clear”")).to_be_visible()
    expect(section.get_by_text("“unless there is definitive evidence”")).to_be_visible()
