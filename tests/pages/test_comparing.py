"""Compare and the scenario library in a browser: a trainer at work, and everybody else."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.training.lessons import lessons
from tests.pages.browsing import NARROWEST, People, barriers, scrolls_sideways
from tests.pages.visiting import text_of, visiting
from tests.service.running import UNHURRIED, Running, certified, running

HARM = (
    "age_group=under_16&abuse_or_neglect=known&outcome=harmed&serious_harm_judgement=serious"
    "&joint_working=clearly_none&normal_residence=this_area"
)
STATES = {
    "start": "/",
    "nothing-known": "/compare",
    "compared": f"/compare?{HARM}",
    "with-the-transitional": f"/compare?{HARM}&transitional=yes",
    "changed": f"/compare?{HARM}&was=joint_working.none_apparent",
    "nothing-moved": f"/compare?{HARM}&was=suspected_suicide.yes",
    "refused": "/compare?reference=2024-17&outcome=dead",
    "no-map": "/map",
    "map": f"/map?across=joint_working&down=outcome&{HARM}",
    "map-over-three": "/map?across=age_group&down=abuse_or_neglect&apart=outcome&transitional=yes",
    "map-refused": "/map?across=outcome&down=outcome&reference=1",
    "published": "/scenarios/hackney-2020",
    "scenarios": "/scenarios",
    "lessons": "/lessons",
    **{name: f"/lessons/{name}" for name in lessons()},
    "few-scenarios": "/scenarios?edition=wt-2013&theme=joint-working",
    "no-scenario": "/scenarios?words=zebra",
}


@pytest.fixture
def trainer(people: People) -> Page:
    """A window in which a trainer is signed in."""
    return people.somebody("trainer")


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_no_barrier_and_fits_the_narrowest_screen(trainer: Page, state: str):
    trainer.goto(STATES[state])
    assert barriers(trainer) == []
    trainer.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    assert not scrolls_sideways(trainer)


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_is_changed_and_the_editions_that_move_are_told(people: People, script: bool):
    page = people.somebody("trainer", java_script_enabled=script)
    page.goto(f"/compare?{HARM}")
    table = page.get_by_role("table", name="The same facts under each edition")
    expect(table.get_by_role("row")).to_have_count(7)
    page.get_by_label("cause for concern about how agencies worked together").select_option(
        "No concern so far"
    )
    page.get_by_role("button", name="Compare").click()
    changed = page.get_by_role("status")
    expect(changed).to_contain_text("It was “It is clear there is none”")
    expect(changed).to_contain_text("It moves 2 of 6 editions")
    expect(changed).to_contain_text("chapter 4: from no duty to refer (MAY) to refer (MUST)")
    link = re.compile(r"/compare\?(?!.*shown).*joint_working=none_apparent.*&was=joint_working\.")
    expect(page).to_have_url(link)
    page.get_by_role("link", name="The link to this case").click()
    expect(page.get_by_role("heading", name="What you changed")).to_have_count(0)
    expect(table.get_by_role("row")).to_have_count(7)


def test_what_is_open_is_not_said_to_be_nothing(trainer: Page):
    trainer.goto("/compare?outcome=died")
    table = trainer.get_by_role("table", name="The same facts under each edition")
    expect(table).to_contain_text("Still open: Serious case review")
    expect(table).not_to_contain_text("Nothing must, should or may be done")
    trainer.goto("/compare?age_group=25_or_over")
    expect(table).to_contain_text("Nothing must, should or may be done")


ALIKE = "in the referral or its force; what is to be done may"


def test_editions_that_refer_alike_are_not_said_to_lay_the_same_duties(server: Running):
    with visiting(server, "trainer") as trainer:
        told = text_of(trainer.get("/scenarios/thurrock-2013"))
        assert "Serious case review" in told
        assert "Rapid review" in told
        assert f"No pair of editions differs on these facts {ALIKE}" in told
        assert "or a duty" not in told
        told = text_of(trainer.get(f"/compare?{HARM}"))
        assert "pairs of editions differ" in told
        assert "what is to be done may differ there too" in told
        told = text_of(trainer.get("/lessons/notify-then-decide"))
        assert f"No pair of these editions differs here {ALIKE}" in told


def test_a_duty_that_comes_is_told_though_no_referral_moves(server: Running):
    death = "age_group=under_16&abuse_or_neglect=not_suspected&outcome=died"
    with visiting(server, "trainer") as trainer:
        told = text_of(trainer.get(f"/compare?{death}&looked_after=yes&was=looked_after.no"))
        assert "It moves 6 of 6 editions" in told
        assert told.lower().count("now must: notify the death of a looked-after child") == 12
        told = text_of(trainer.get(STATES["nothing-moved"]))
        assert "No edition’s referral, force or duties move" in told


def test_a_scenario_is_found_opened_and_departed_from(trainer: Page):
    trainer.goto("/")
    trainer.get_by_role("link", name="open a scenario of the library").click()
    trainer.get_by_label("Words in what happens or is taught").fill("psychology")
    trainer.get_by_role("button", name="Show").click()
    expect(trainer.get_by_role("status")).to_contain_text("1 scenario.")
    trainer.get_by_role("link", name="mental health").click()
    expect(trainer.get_by_role("heading", name="A published case")).to_be_visible()
    section = trainer.get_by_role("region", name="A published case")
    expect(section).to_contain_text("Inferred, since the published report does not state it")
    expect(section.get_by_role("listitem")).to_have_count(4)
    trainer.get_by_label("What happened to the child").select_option("The child died")
    trainer.get_by_role("button", name="Compare").click()
    expect(section).to_contain_text("1 answer is not those of this scenario any more")
    section.get_by_role("link", name="Open it as it was").click()
    expect(section).not_to_contain_text("any more")


def test_a_reference_or_free_text_is_refused_and_what_was_sound_is_kept(trainer: Page):
    answer = trainer.goto("/compare?reference=2024-17&notes=<script>&outcome=died")
    assert answer is not None
    assert answer.status == 422
    problems = trainer.get_by_role("alert")
    expect(problems).to_contain_text("“reference” is not a fact")
    expect(problems).to_contain_text("no reference and no words of its own")
    expect(trainer.get_by_label("What happened to the child")).to_have_value("died")


def test_a_map_is_drawn_and_taken_away_as_a_picture(trainer: Page):
    trainer.goto("/map")
    trainer.get_by_label("Columns").select_option("What happened to the child?")
    trainer.get_by_label("Rows").select_option(index=2)
    trainer.get_by_label("How old was the person").select_option("Under 16")
    trainer.get_by_role("button", name="Draw the map").click()
    table = trainer.get_by_role("table", name="Working Together to Safeguard Children 2018")
    expect(table.get_by_role("row")).to_have_count(5)
    expect(trainer.get_by_label("Columns")).to_have_value("outcome")
    for name, begins in (("SVG", b"<svg "), ("PNG", b"\x89PNG")):
        with trainer.expect_download() as kept:
            trainer.get_by_role("link", name=name).click()
        assert kept.value.path().read_bytes().startswith(begins)


def test_a_map_that_is_no_map_is_refused_and_the_rest_is_kept(trainer: Page):
    trainer.goto("/map?across=outcome&down=outcome&age_group=under_16&name=x")
    expect(trainer.get_by_role("alert")).to_contain_text("“outcome” is chosen already")
    expect(trainer.get_by_label("Columns")).to_have_value("outcome")
    expect(trainer.get_by_label("How old was the person")).to_have_value("under_16")


def test_where_teaching_is_open_anybody_compares(tmp_path: Path):
    with running(certified(tmp_path / "data"), open_teaching="true", **UNHURRIED) as open_to_all:
        for path in ("/compare?outcome=died", "/map", "/scenarios"):
            assert httpx.get(f"{open_to_all.url}{path}").status_code == 200
        assert httpx.get(f"{open_to_all.url}/cases").status_code == 303


def test_a_lesson_is_opened_and_a_step_of_it_in_compare(trainer: Page):
    trainer.goto("/lessons")
    trainer.get_by_role("link", name="The presumption about joint working").click()
    expect(trainer.get_by_text("Lesson plan, 20 minutes")).to_be_visible()
    step = trainer.get_by_role("region", name="3. Serious harm, and nothing has shown itself")
    expect(
        step.get_by_role("table", name="How the editions decide it").get_by_role("row")
    ).to_have_count(4)
    expect(step).to_contain_text("“unless it is clear” [single]")
    trainer.get_by_role(
        "link", name=re.compile("Open this case in Compare.*nothing has shown itself")
    ).click()
    expect(trainer.get_by_role("heading", name="Compare the editions")).to_be_visible()


def test_a_scenario_that_is_not_there_is_told(trainer: Page):
    answer = trainer.goto("/scenarios/no-such")
    assert answer is not None
    assert answer.status == 404
    answer = trainer.goto("/compare?outcome=died&scenario=hackney-2021")
    assert answer is not None
    assert answer.status == 422
    expect(trainer.get_by_role("alert")).to_contain_text("did you mean “hackney-2020”?")
