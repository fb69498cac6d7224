"""Registers that earlier versions left behind, in each form of tables and records, are read whole.

Each was recorded over HTTP by the program of its time: a case that was judged, advised on and
decided, with a notice, a reply and a correction; one under two editions; one of 2012; one of 2024.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from api.store.database import form_of, newest, opened
from api.store.tables import rulesets
from criteria.shelf import RELEASES, shelf
from criteria.versions import read_releases
from tests.pack.read_back import flat
from tests.pages.visiting import Visitor, text_of, visiting
from tests.service.running import certified, running

EARLIER = sorted(Path(__file__).parent.joinpath("earlier").glob("form-*.tar.xz"))
CASES = ("2019-1", "2018-1", "2012-1", "2024-1")
WORDS = ("words on unborn", "words of advice", "words of dissent", "words of the chair",
         "words of a reply", "words of correction")  # fmt: skip


pytestmark = pytest.mark.long


def unpack_register(file: Path, folder: Path) -> None:
    """Put an earlier database and its keys into a data folder."""
    with tarfile.open(file) as archive:
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            (folder / member.name).write_bytes(content.read())


@pytest.fixture(scope="module", params=EARLIER, ids=lambda file: file.name.partition(".")[0])
def visitor(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A chair of a register that an earlier version left behind."""
    data = certified(tmp_path_factory.mktemp("earlier") / "data")
    unpack_register(request.param, data)
    with running(data) as server, visiting(server) as one:
        yield one


@pytest.mark.parametrize("reference", CASES)
def test_every_case_of_an_earlier_register_is_shown(visitor: Visitor, reference: str):
    for page in ("decision", "history", "answers", "pack?format=html", "pack?format=docx"):
        reply = visitor.get(f"/cases/{reference}/{page}")
        assert reply.status_code == 200, (page, text_of(reply))


def test_what_people_recorded_then_is_in_the_history_and_the_pack(visitor: Visitor):
    history = text_of(visitor.get("/cases/2019-1/history"))
    pack = flat(visitor.get("/cases/2019-1/pack?format=html").text)
    for words in WORDS:
        assert words in history
        assert flat(words) in pack
    assert "Refer" in text_of(visitor.get("/cases/2019-1/decision"))


def test_the_list_the_calendar_and_the_agenda_have_every_case(visitor: Visitor):
    listed = text_of(visitor.get("/cases?state=all"))
    agenda = visitor.get(f"/agenda?format=json&references={','.join(CASES)}").text
    assert all(reference in listed and reference in agenda for reference in CASES)
    assert visitor.get("/cases.ics").status_code == 200


def test_a_case_of_then_is_screened_again_under_the_rules_of_today(visitor: Visitor):
    page = visitor.get("/cases/2024-1/decision?rules=current")
    reply = visitor.send_from(page, "/cases/2024-1/record")
    assert "The screening is recorded as entry 2" in text_of(reply)


@pytest.mark.parametrize("file", EARLIER, ids=lambda file: file.name.partition(".")[0])
def test_an_earlier_register_is_brought_forward(file: Path, tmp_path: Path):
    unpack_register(file, tmp_path)
    engine = opened(tmp_path)
    assert form_of(engine) == newest()
    with engine.connect() as connection:
        kept = set(connection.execute(select(rulesets.c.digest)).scalars())
    released = read_releases(shelf().folder / RELEASES)
    assert kept == {one.digest for one in released if one.release == "0.1.0"}
    engine.dispose()
