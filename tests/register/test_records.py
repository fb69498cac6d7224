"""Records over HTTP: entries in their place, whole histories, and every reading logged."""

from __future__ import annotations

import httpx

from api.register.shapes import SHAPES
from tests.register.asking import recorded, refused
from tests.register.bodies import CONTENTS, body, reference
from tests.register.serving import Server


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
