"""Drills in a browser: chosen, done alone, on paper, and in a room with two browsers at once."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, Route, expect

from api.drills.model import Asked, Drill
from api.drills.setting import drill
from api.drills.sheet import ALIKE
from api.pages.drills import stated
from api.rooms.watching import LOOKS_EVERY
from api.service import rates
from api.service.app import create_app
from api.service.settings import Settings
from tests.pages.browsing import NARROWEST, PHONE, People, barriers, scrolls_sideways
from tests.pages.visiting import Visitor, heading, text_of, visiting
from tests.service.running import UNHURRIED, Running, certified, running
from tests.waits import HANG_TIMEOUT

TWO = "/drills?edition=wt-2013&edition=wt-2015&difficulty=plain&questions=2&seed=7"
STATES = {
    "start": "/drills",
    "chosen": TWO,
    "refused": "/drills?edition=wt-2013&difficulty=hard&questions=90&seed=x",
    "alone": f"{TWO.replace('drills', 'drills/practise')}&question=2",
    "alone-not-answered": f"{TWO.replace('drills', 'drills/practise')}&question=2&sent=yes",
    "join": "/join",
    "in-no-room": "/room",
}


@pytest.fixture
def trainer(people: People) -> Page:
    """A window in which a trainer is signed in."""
    return people.somebody("trainer")


def made_for(address: str) -> Drill:
    """The drill that an address states."""
    return drill(stated(parse_qsl(urlsplit(address).query)))


def made_at(page: Page) -> Drill:
    """The drill that the address of a page states."""
    return made_for(page.url)


def words(asked: Asked, right: bool = True) -> str:
    """The words of the right answer, or of one that is not."""
    return next(one.words for one in asked.choices if (one.name == asked.right) == right)


def answer(page: Page, asked: tuple[Asked, ...], right: bool = True) -> None:
    """Answer all that is asked on a page."""
    for one in asked:
        group = page.get_by_role("group", name=one.prompt)
        group.get_by_label(words(one, right), exact=True).check()


def fits(page: Page) -> None:
    """See that a page has no barrier and is not too wide, on the narrowest screen too."""
    assert barriers(page) == []
    before = page.viewport_size
    page.set_viewport_size(NARROWEST)
    assert not scrolls_sideways(page)
    assert before is not None
    page.set_viewport_size(before)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_no_barrier_and_fits_the_narrowest_screen(trainer: Page, state: str):
    trainer.goto(STATES[state])
    fits(trainer)


@pytest.mark.parametrize("script", [True, False])
def test_a_drill_is_chosen_and_done_alone(people: People, script: bool):
    page = people.somebody("trainer", java_script_enabled=script)
    page.goto("/drills")
    for year in ("2013", "2015"):
        page.get_by_label(f"Working Together to Safeguard Children {year}, chapter 4").check()
    page.get_by_label("How many cases?").fill("2")
    page.get_by_role("button", name="Set the drill").click()
    expect(page).to_have_url(re.compile(r"&questions=2&seed=\d+$"))
    made = made_at(page)
    page.get_by_role("link", name="Do it alone").click()
    answer(page, made.questions[0].asked)
    page.get_by_role("button", name="Show what is right").click()
    expect(page.get_by_text("You were right")).to_have_count(3)
    expect(page.get_by_role("heading", name="The words that decide")).to_be_visible()
    page.get_by_role("button", name="Next case").click()
    answer(page, made.questions[1].asked, right=False)
    page.get_by_role("button", name="Show what is right").click()
    expect(page.get_by_text("Not so")).to_have_count(3)
    page.get_by_role("link", name="Open this case in Compare").click()
    expect(page.get_by_role("heading", name="Compare the editions")).to_be_visible()


def test_a_drill_that_is_none_is_refused_with_every_mistake(trainer: Page):
    trainer.goto("/drills?edition=wt-2013&edition=wt-2051&difficulty=plane&questions=0&seed=x")
    problems = trainer.get_by_role("alert")
    for told in ("“wt-2051”", "did you mean “wt-2013”", "did you mean “plain”", "from 1 to 30"):
        expect(problems).to_contain_text(told)
    expect(trainer.get_by_label("2013, chapter 4")).to_be_checked()


def practising(address: str, number: int) -> str:
    """The address at which a case of a drill is done alone."""
    return f"{address.replace('drills', 'drills/practise')}&question={number}"


def test_what_is_not_answered_alone_is_told_though_nothing_is_chosen(server: Running):
    with visiting(server, "trainer") as trainer:
        page = trainer.get(practising(TWO, 1))
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
        reply = trainer.get(f"/drills/practise?{urlencode(hidden)}")
        assert reply.status_code == 422
        for asked in made_for(TWO).questions[0].asked:
            assert text_of(reply).count(f"Choose an answer: {asked.prompt}") == 2


def test_where_two_editions_answer_alike_what_follows_is_not_said_to_be_the_same(server: Running):
    drawn = "/drills?edition=wt-2013&edition=wt-2018&difficulty=borderline&questions=8&seed=1"
    question = next(one for one in made_for(drawn).questions if one.pair is None)
    with visiting(server, "trainer") as trainer:
        case = practising(drawn, question.number)
        assert ALIKE in text_of(trainer.get(case))
        right = urlencode({one.name: one.right for one in question.asked})
        told = text_of(trainer.get(f"{case}&sent=yes&{right}"))
        assert told.count("You were right") == 3
        assert "both answer alike, with the same force. What is then to be done may differ" in told


def test_the_sheets_are_taken_along(trainer: Page):
    trainer.goto(TWO)
    for row, name in (("handout", "handout"), ("answers", "answers")):
        for form, begins in (("PDF", b"%PDF"), ("Word", b"PK")):
            with trainer.expect_download() as kept:
                trainer.get_by_role("link", name=f"{form} of the {row}").click()
            assert kept.value.suggested_filename.startswith(f"drill-7-{name}.")
            assert kept.value.path().read_bytes().startswith(begins)


@pytest.mark.parametrize("script", [True, False])
def test_a_room_is_played_with_two_browsers_at_once(people: People, script: bool):
    """Without script each reloads; with it the other page comes by itself."""
    host = people.somebody("trainer", java_script_enabled=script)
    learner = people.nobody(viewport=PHONE, java_script_enabled=script)

    def follows(page: Page) -> None:
        if not script:
            page.reload()

    def seen(page: Page) -> None:
        if script:  # axe is a script too
            fits(page)

    def sends(name: str) -> None:
        with learner.expect_event("load"):
            learner.get_by_role("button", name=name).click()

    host.goto(TWO)
    made = made_at(host)
    host.get_by_role("button", name="Open a room").click()
    expect(host.get_by_role("img", name="The address to join")).to_be_visible()
    seen(host)
    learner.goto(host.locator(".app-join strong").first.inner_text())
    seen(learner)
    learner.get_by_role("button", name="Join").click()
    expect(learner.get_by_role("heading", name="You are in the room")).to_be_visible()
    seen(learner)
    follows(host)
    expect(host.locator("[data-count=learners]")).to_have_text("1")

    host.get_by_role("button", name="Begin").click()
    follows(learner)
    sends("Send my answer")
    expect(learner.get_by_role("alert")).to_contain_text("Choose an answer")
    seen(learner)
    answer(learner, made.questions[0].asked, right=False)
    sends("Send my answer")
    expect(learner.get_by_text("Your answer is in")).to_be_visible()
    answer(learner, made.questions[0].asked)
    sends("Change my answer")
    expect(learner.get_by_text("Your answer is in")).to_be_visible()
    seen(learner)
    follows(host)
    expect(host.locator("[data-count=answered]")).to_have_text("1")
    host.get_by_text("The answers as they come").click()
    for asked in made.questions[0].asked:
        table = host.get_by_role("table", name=asked.prompt)
        counted = table.locator(f"[data-count='{asked.name}.{asked.right}']")
        expect(counted).to_have_text("1")
    seen(host)

    host.get_by_role("button", name="Show what is right").click()
    expect(host.get_by_role("heading", name="The words that decide")).to_be_visible()
    seen(host)
    follows(learner)
    expect(learner.get_by_text("You were right")).to_have_count(3)
    seen(learner)
    host.get_by_role("button", name="Next case").click()
    host.get_by_role("button", name="Show what is right").click()
    host.get_by_role("button", name="How it went").click()
    expect(host.get_by_role("row", name=re.compile(r"^1\. .*100 %"))).to_be_visible()
    seen(host)
    follows(learner)
    expect(learner.get_by_text("You were right 3 times out of 6")).to_be_visible()
    host.get_by_role("button", name="Close the room").click()
    expect(host.get_by_role("heading", name="Drills")).to_be_visible()
    follows(learner)
    expect(learner.get_by_role("heading", name="You are in no room")).to_be_visible()


@pytest.fixture
def hosting(trainer: Page) -> Page:
    """A trainer's window with a room that has begun."""
    trainer.goto(TWO)
    trainer.get_by_role("button", name="Open a room").click()
    trainer.get_by_role("button", name="Begin").click()
    expect(trainer.get_by_role("button", name="Show what is right")).to_be_visible()
    return trainer


def test_an_answer_on_its_way_is_not_cut_off_by_the_room_moving_on(hosting: Page, people: People):
    learner = people.nobody(viewport=PHONE)
    learner.goto(urlsplit(hosting.url)._replace(path=f"/join/{hosting.url[-6:]}").geturl())
    learner.get_by_role("button", name="Join").click()
    answer(learner, made_for(TWO).questions[0].asked)
    held: list[Route] = []
    learner.route("**/room", lambda route: held.append(route))
    button = learner.get_by_role("button", name="Send my answer")
    button.click(no_wait_after=True)
    hosting.get_by_role("button", name="Show what is right").click()
    expect(hosting.get_by_role("heading", name="The words that decide")).to_be_visible()
    learner.wait_for_timeout(3000 * LOOKS_EVERY)  # nothing is to happen meanwhile
    assert [one.request.method for one in held] == ["POST"]
    held[0].continue_()
    expect(learner.get_by_text("Case 1 was closed before your answer came")).to_be_visible()


def test_what_is_told_of_an_earlier_step_does_not_load_the_page_anew(hosting: Page):
    """The service looks twice a second: its first word may be of before the page was made."""
    told: list[Route] = []

    def tell(route: Route) -> None:
        told.append(route)
        route.fulfill(content_type="text/event-stream", body='retry: 50\ndata: {"step": 0}\n\n')

    loads: list[str] = []
    hosting.route("**/events", tell)
    hosting.on("load", lambda page: loads.append(page.url))
    hosting.reload()
    for _ in range(3):
        with hosting.expect_request("**/events"):
            pass
    assert len(loads) == 1


def test_a_page_that_is_refused_what_happens_comes_again(hosting: Page):
    """A proxy may answer for the service once; no browser asks again by itself after that."""
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        refused.append(route.request.url)
        if len(refused) == 1:
            route.fulfill(status=502, body="Bad gateway")
        else:
            route.continue_()

    hosting.route("**/events", refuse_once)
    hosting.reload()
    with closing(joined_at(hosting.url)):
        expect(hosting.locator("[data-count=learners]")).to_have_text("1")
    assert len(refused) > 1


def test_who_has_a_room_open_is_led_back_to_it(hosting: Page):
    room = hosting.url
    hosting.goto(TWO)
    hosting.get_by_role("button", name="Open a room").click()
    expect(hosting.get_by_role("heading", name=f"You have room {room[-6:]} open")).to_be_visible()
    fits(hosting)
    hosting.get_by_role("link", name=f"Go back to room {room[-6:]}").click()
    expect(hosting).to_have_url(room)


def joined_at(room: str) -> httpx.Client:
    """A learner in the room of a trainer's window."""
    where = urlsplit(room)
    client = httpx.Client(
        base_url=f"{where.scheme}://{where.netloc}", verify=False, timeout=HANG_TIMEOUT
    )
    assert Visitor(client).send("/join", code=room[-6:]).status_code == 303
    return client


def room_of(trainer: Visitor) -> str:
    """The address of a room that a trainer opens, in place of one they have."""
    reply = trainer.send_from(trainer.get(TWO), "/rooms")
    if reply.status_code == 409:
        reply = trainer.send_from(reply, "/rooms")
    assert reply.status_code == 200, text_of(reply)
    return str(reply.url.path)


def test_a_room_that_runs_is_not_closed_by_opening_another_unless_that_is_said(server: Running):
    with visiting(server, "trainer") as trainer:
        room = room_of(trainer)
        page = trainer.get(TWO)
        assert f"You have room {room[-6:]} open" in text_of(page)
        asked = trainer.send_from(page, "/rooms")
        assert (asked.status_code, heading(asked)) == (409, f"You have room {room[-6:]} open")
        assert trainer.get(room).status_code == 200
        other = trainer.send_from(asked, "/rooms").url.path
        assert other != room
        assert trainer.get(room).status_code == 404
        assert trainer.send_from(asked, "/rooms").status_code == 409, "that was for another room"
        assert trainer.get(other).status_code == 200


def joined(server: Running, code: str) -> httpx.Client:
    """A learner in a room."""
    client = httpx.Client(
        base_url=server.url, follow_redirects=True, timeout=HANG_TIMEOUT, verify=False
    )
    reply = Visitor(client).send("/join", code=code)
    assert heading(reply) != "Join a room", text_of(reply)
    return client


def moved(trainer: Visitor, room: str) -> None:
    """Go on to the next step of a room."""
    trainer.send(room)


def test_nobody_but_who_opened_a_room_sees_it_or_moves_it_on(server: Running):
    with visiting(server, "trainer") as trainer, visiting(server, "trainer", "other") as other:
        room = room_of(trainer)
        for path in (room, f"{room}/events", f"{room}/join.svg"):
            assert other.get(path).status_code == 404
        theirs = room_of(other)
        page = other.get(theirs)
        assert other.send_from(page, theirs).status_code == 200
        stolen = {"token": re.findall(r'name="token" value="(\w+)"', page.text)[0], "step": "0"}
        assert other.client.post(room, data={**stolen, "move": "close"}).status_code == 404
        assert other.client.post(room, data={"step": "0", "move": "on"}).status_code == 403
        assert "in the room" in text_of(trainer.get(room))


def test_an_answer_that_comes_too_late_is_told_and_not_counted(server: Running):
    with visiting(server, "trainer") as trainer:
        room = room_of(trainer)
        with closing(joined(server, room[-6:])) as client:
            moved(trainer, room)
            asked = made_for(TWO).questions[0].asked
            page = client.get("/room")
            moved(trainer, room)
            chosen = {one.name: one.right for one in asked}
            reply = Visitor(client).send_from(page, "/room", **chosen)
            assert "Case 1 was closed before your answer came" in text_of(reply)
            del chosen["reason"]
            reply = Visitor(client).send_from(page, "/room", **chosen)
            assert "Case 1 was closed before your answer came" in text_of(reply)
            assert "There is a problem" not in text_of(reply)
            assert "0 of 1 has answered" in text_of(trainer.get(room))


def test_nobody_sees_a_case_before_it_comes(server: Running):
    with visiting(server, "trainer") as trainer:
        room = room_of(trainer)
        with closing(joined(server, room[-6:])) as client:
            moved(trainer, room)
            coming = made_for(TWO).questions[1]
            reply = Visitor(client).send_from(client.get("/room"), "/room", n="2")
            assert coming.sentences[0] not in text_of(reply)
            assert "closed before" not in text_of(reply)
            assert "closed before" not in text_of(client.get("/room?late=1"))


def test_who_lost_their_place_is_told_how_to_come_back(server: Running):
    with visiting(server, "trainer") as trainer:
        code = room_of(trainer)[-6:]
    with closing(joined(server, code)) as client:
        page = client.get("/join")
        client.cookies.clear()
        reply = Visitor(client).send_from(page, "/join", code=code)
        assert (reply.status_code, heading(reply)) == (403, "You are in no room")
        assert 'href="/join"' in reply.text
        assert "signed in" not in text_of(reply)


def test_what_is_typed_for_a_code_is_inert_and_a_code_may_be_typed_in_any_way(server: Running):
    with visiting(server, "trainer") as trainer:
        code = room_of(trainer)[-6:]
        joined(server, f" {code[:3].lower()}-{code[3:]} ").close()
        with httpx.Client(base_url=server.url, timeout=HANG_TIMEOUT, verify=False) as client:
            for typed in (
                "<script>alert(1)</script>",
                "'\"; DROP TABLE rooms",
                "é" * 9000,
                "",
                "\0",
            ):
                reply = Visitor(client).send("/join", code=typed)
                assert (reply.status_code, "<script>alert" in reply.text) == (422, False)
            assert client.get("/join/%3Cscript%3Ealert(1)").text.count("<script>alert") == 0
            assert client.get("/room?late=<script>").status_code == 410


def test_codes_are_not_tried_without_end_and_a_class_behind_one_address_is_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rates, "time", SimpleNamespace(monotonic=lambda: 1.0))
    data = certified(tmp_path / "data")
    app = create_app(Settings(data=data, joins_per_minute=210, open_teaching=True))
    with TestClient(app) as client:
        code = room_of(Visitor(client))[-6:]
        client.follow_redirects = False
        page = client.get("/join")
        for _ in range(200):
            client.cookies.delete("threshold-learner")
            assert Visitor(client).send_from(page, "/join", code=code).status_code == 303
        told = [
            Visitor(client).send_from(page, "/join", code="BBBBBB").status_code for _ in range(40)
        ]
    assert told == [422] * 10 + [429] * 30


def test_where_teaching_is_open_anybody_opens_a_room(tmp_path: Path):
    settings = {**UNHURRIED, "open_teaching": "true"}
    with running(certified(tmp_path / "data"), **settings) as server:
        for_all = httpx.Client(
            base_url=server.url, follow_redirects=True, timeout=HANG_TIMEOUT, verify=False
        )
        with for_all as client:
            host = Visitor(client)
            room = room_of(host)
            joined(server, room[-6:]).close()
            assert "What do the two editions say?" in heading(host.send(room))
