"""Packs over HTTP: of one's own panel, as recorded, in every form; every reading logged."""

from __future__ import annotations

import json

import httpx
import pytest

from api.pack.made import FORMS
from tests.pack.read_back import READ, flat, needs_poppler
from tests.register.asking import recorded
from tests.register.bodies import CONTENTS, body, reference
from tests.register.serving import Server

each_form = pytest.mark.parametrize(
    "form", [pytest.param(f, marks=needs_poppler) if f == "pdf" else f for f in FORMS]
)


@each_form
def test_a_recorded_case_is_packed_with_all_its_entries(chair: httpx.Client, form: str):
    name = reference()
    for kind in CONTENTS:
        recorded(chair, body(kind, name))
    reply = chair.get(f"/v1/records/{name}/pack", params={"format": form})
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == FORMS[form].media
    assert reply.headers["content-disposition"] == f'attachment; filename="{name}.{form}"'.lower()
    assert "threshold-digest" in reply.headers
    told = flat(READ[form](reply.content))
    history = chair.get(f"/v1/records/{name}").json()["entries"]
    for entry in history:
        assert entry["chain"]["hash"] in told
    assert flat(history[0]["content"]["decision"]["summary"]) in told


def test_a_pack_is_for_its_own_panel_and_for_those_who_read(
    server: Server, chair: httpx.Client, case: str
):
    with server.client("auditor") as auditor:
        assert auditor.get(f"/v1/records/{case}/pack").status_code == 200
        log = auditor.get("/v1/register/readings", params={"reference": case}).json()["readings"]
        assert [one["by"]["role"] for one in log][-1:] == ["auditor"]
    with server.client("trainer") as trainer:
        assert trainer.get(f"/v1/records/{case}/pack").status_code == 403
    assert chair.get("/v1/records/2026-none/pack").status_code == 404


def test_what_is_no_form_is_refused_with_the_nearest(chair: httpx.Client, case: str):
    reply = chair.get(f"/v1/records/{case}/pack", params={"format": "docs"})
    assert reply.status_code == 422
    assert "docx" in reply.text


def test_an_agenda_has_the_cases_that_were_named(chair: httpx.Client):
    names = [reference(), reference()]
    for name in names:
        recorded(chair, body("screening", name))
    asked = {"references": ",".join(names), "format": "json"}
    told = json.loads(chair.get("/v1/register/agenda", params=asked).content)
    assert sorted(row[0] for row in told["front"][0]["table"]["rows"]) == sorted(names)
    assert chair.get("/v1/register/agenda", params={"references": "nobody"}).status_code == 422
    assert chair.get("/v1/register/agenda", params={"references": "2026-none"}).status_code == 404
    recorded(chair, body("decision", names[0]))
    left = json.loads(chair.get("/v1/register/agenda", params={"format": "json"}).content)
    there = [row[0] for row in left["front"][0]["table"]["rows"]]
    assert names[0] not in there
    assert len(there) <= 50
    many = ",".join(f"2026-{n}" for n in range(51))
    assert chair.get("/v1/register/agenda", params={"references": many}).status_code == 422


def test_an_erased_case_has_no_pack(server: Server, chair: httpx.Client, case: str):
    with server.client("admin") as admin:
        admin.post("/v1/register/erasures", json={"reference": case, "reason": "its time"})
    assert chair.get(f"/v1/records/{case}/pack").status_code == 410
