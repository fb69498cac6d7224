"""Records over HTTP: entries in their place, whole histories, and every reading logged."""

from __future__ import annotations

import httpx

from api.register.library import MOST_LISTED
from api.register.shapes import SHAPES
from tests.register.asking import recorded, refused
from tests.register.bodies import CONTENTS, body, reference
from tests.register.places import CHAIR, Opened
from tests.register.serving import Server
from tests.service.refusals import validator


def test_an_entry_says_who_when_and_where_it_stands(chair: httpx.Client, case: str):
    told = recorded(chair, body("advice", case))
    assert told["by"] == {"role": "chair", "name": "the chair of default"}
    assert (told["reference"], told["n"], told["kind"]) == (case, 2, "advice")
    assert told["content"] == CONTENTS["advice"]
    first = chair.get(f"/v1/records/{case}/entries/1").json()
    assert told["chain"]["previous"] == first["chain"]["hash"]
    assert chair.get(f"/v1/records/{case}/entries/2").json() == told
    history = chair.get(f"/v1/records/{case}").json()
    assert (history["reference"], history["incident"]) == (case, None)
    assert history["entries"] == [first, told]


def test_a_whole_history_is_recorded_and_listed_under_its_incident(chair: httpx.Client):
    names, incident = [reference(), reference()], f"incident-{reference()}"
    for name in names:
        for kind in CONTENTS:
            recorded(chair, {**body(kind, name), "incident": incident})
    listed = chair.get("/v1/records", params={"incident": incident}).json()["records"]
    assert [(one["reference"], one["entries"]) for one in listed] == [(one, 7) for one in names]
    later = chair.get("/v1/records", params={"incident": incident, "after": names[0]}).json()
    assert [one["reference"] for one in later["records"]] == names[1:]
    kinds = [one["kind"] for one in chair.get(f"/v1/records/{names[0]}").json()["entries"]]
    assert kinds == [*CONTENTS]


def test_what_comes_before_a_screening_is_refused_as_no_case(chair: httpx.Client):
    for kind in SHAPES:
        assert refused(chair, body(kind, reference()), "not-found") == [("/reference", None)]


def test_a_correction_is_of_an_entry_that_is_there(chair: httpx.Client, case: str):
    for entry in (0, 2, 2**31 - 1, 2**31, 2**63, 10**400):
        found = refused(chair, body("correction", case, entry=entry), "invalid-case")
        assert found == [("/content/entry", None)]
    recorded(chair, body("correction", case))


def test_an_erased_case_answers_410_and_its_history_is_still_there(
    server: Server, chair: httpx.Client, case: str
):
    recorded(chair, body("advice", case))
    with server.client("admin") as admin:
        sent = {"reference": case, "reason": "its time has come"}
        done = admin.post("/v1/register/erasures", json=sent)
        assert (done.status_code, done.json()["n"]) == (201, 3)
        assert admin.post("/v1/register/erasures", json=sent).status_code == 410
    for kind in CONTENTS:
        assert chair.post("/v1/records", json=body(kind, case)).status_code == 410
    told = chair.get(f"/v1/records/{case}").json()["entries"]
    assert [one["content"] for one in told] == [None, None, {"reason": "its time has come"}]
    listed = chair.get("/v1/records", params={"after": case[:-1]}).json()["records"]
    assert [one["erased"] for one in listed if one["reference"] == case] == [True]


def test_every_reading_of_a_case_is_logged(server: Server, chair: httpx.Client, case: str):
    with server.client("auditor") as auditor:
        auditor.get(f"/v1/records/{case}")
        auditor.get(f"/v1/records/{case}/entries/1")
        auditor.get("/v1/records/2026-0000-nobody")
    chair.get(f"/v1/records/{case}/entries/9")
    with server.place.open() as kept:
        found = kept.execute(
            "SELECT role, name, key, panel, at FROM readings WHERE reference = :one ORDER BY id",
            one=case,
        )
    assert [row[0] for row in found] == ["auditor", "auditor", "chair"]
    assert found[0][1:4] == (
        "the auditor of default",
        server.key("auditor").split("_")[1],
        "default",
    )
    assert found[0][4] <= found[1][4] <= found[2][4]


def test_an_auditor_is_told_who_read_which_case(server: Server, chair: httpx.Client, case: str):
    for _ in range(3):
        chair.get(f"/v1/records/{case}")
    with server.client("auditor") as auditor, server.client("auditor", "another") as theirs:
        auditor.get(f"/v1/records/{case}/entries/1")
        asked = {"reference": case}
        told = auditor.get("/v1/register/readings", params=asked).json()["readings"]
        validator("Readings").validate({"readings": told})
        assert [one["by"]["role"] for one in told] == ["chair"] * 3 + ["auditor"]
        assert {one["reference"] for one in told} == {case}
        assert told[3]["by"] == {
            "role": "auditor",
            "name": "the auditor of default",
            "key": server.key("auditor").split("_")[1],
        }
        later = auditor.get("/v1/register/readings", params={**asked, "after": told[1]["id"]})
        assert later.json()["readings"] == told[2:]
        every = auditor.get("/v1/register/readings", params={"after": told[0]["id"] - 1}).json()
        assert every["readings"][0] == told[0]
        assert theirs.get("/v1/register/readings", params=asked).json() == {"readings": []}
        assert case not in theirs.get("/v1/register/readings").text
        for wrong in (
            {"reference": "nobody"},
            {"after": "-1"},
            {"after": "x"},
            {"after": "9" * 10},
        ):
            reply = auditor.get("/v1/register/readings", params=wrong)
            assert reply.status_code == 422
            assert reply.json()["errors"][0]["pointer"] == f"/{next(iter(wrong))}"


def test_readings_come_in_pages(kept: Opened):
    kept.add("2026-1")
    for _ in range(MOST_LISTED + 5):
        kept.register.library.history("default", "2026-1", CHAIR)
    first = kept.register.library.readings("default")
    rest = kept.register.library.readings("default", after=first[-1].id)
    assert (len(first), len(rest)) == (MOST_LISTED, 5)
    assert [one.id for one in (*first, *rest)] == [*range(first[0].id, first[0].id + 205)]
    assert {one.by for one in rest} == {CHAIR}


def test_a_register_is_verified_and_exported_over_http(server: Server, case: str):
    with server.client("auditor") as auditor:
        assert auditor.get("/v1/register/verification").json() == {"whole": True, "findings": []}
        head = auditor.get("/v1/register/head").json()
        lines = auditor.get("/v1/register/export").text.splitlines()
    assert head["head"]["seq"] == len(lines) - 1
    with server.client("auditor", "nobody") as auditor:
        assert auditor.get("/v1/register/head").json() == {"head": None}
        assert auditor.get("/v1/register/export").text == ""
        assert auditor.get("/v1/register/verification").json()["whole"] is True


def test_a_list_of_cases_and_an_export_are_logged_as_readings_of_all(server: Server):
    with server.client("auditor", "listed") as auditor, server.client("chair", "listed") as chair:
        chair.get("/v1/records")
        auditor.get("/v1/records", params={"incident": "2026-1"})
        auditor.get("/v1/register/export")
        auditor.get("/v1/records", params={"incidnt": "2026-1"})
        told = auditor.get("/v1/register/readings").json()["readings"]
    validator("Readings").validate({"readings": told})
    assert [(one["reference"], one["by"]["role"]) for one in told] == [
        ("*", "chair"),
        ("*", "auditor"),
        ("*", "auditor"),
    ]
