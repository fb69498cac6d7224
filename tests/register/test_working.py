"""A working copy is the case's own: sealed, changed by one at a time, and destroyed with it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.register.backup import backed_up, restored
from api.register.erasing import due, keep_for
from api.register.mistakes import Erased, NoSuchCase, Taken, Unreadable
from api.register.verifying import verified_here
from api.register.working import Working
from tests.register.conftest import screened
from tests.register.erased import MARKED, again, erased, everything_in
from tests.register.places import CHAIR, Opened

COPY = Working("default", "2026-1", "2026", reasons={"joint_working": MARKED})


def answering(fact: str, answer: str):
    """What answers one fact."""
    return lambda copy: replace(copy, facts={**copy.facts, fact: answer}).with_told(CHAIR, fact)


def read(kept: Opened, reference: str = "2026-1", panel: str = "default") -> Working:
    """The working copy as a chair reads it."""
    return kept.register.working.read(panel, reference, CHAIR)


def test_a_case_is_listed_as_soon_as_it_is_begun_and_has_no_entry_yet(kept: Opened):
    kept.register.working.begin(COPY)
    (record,) = kept.register.library.listed("default")
    assert (record.reference, record.incident, record.entries) == ("2026-1", "2026", 0)
    assert kept.register.library.history("default", "2026-1", CHAIR)[1] == []
    assert read(kept) == replace(COPY, revision=1)


def test_what_is_kept_of_it_says_nothing_without_the_key(kept: Opened):
    kept.register.working.begin(COPY)
    ((content,),) = kept.execute("SELECT content FROM working")
    assert MARKED.encode() not in content
    kept.execute("UPDATE working SET revision = 7")
    with pytest.raises(Unreadable):
        read(kept)


def test_a_reference_is_begun_once_in_a_panel_and_not_known_to_another(kept: Opened):
    kept.register.working.begin(COPY)
    with pytest.raises(Taken):
        kept.register.working.begin(COPY)
    kept.register.working.begin(replace(COPY, panel="north", reasons={}))
    assert read(kept, panel="north").reasons == {}
    for reference in ("2026-2", "no reference", "'; drop table working"):
        with pytest.raises(NoSuchCase):
            read(kept, reference)


def test_erasing_the_case_destroys_its_working_copy(kept: Opened):
    kept.register.working.begin(COPY)
    ((content,),) = kept.execute("SELECT content FROM working")
    key, _ = kept.register.working._master.new_case()
    erased(kept, "2026-1")
    assert kept.execute("SELECT count(*) FROM working") == [(0,)]
    assert all(set(wrapped) == {0} for (wrapped,) in kept.execute("SELECT wrapped FROM case_keys"))
    if kept.place.url is None:
        left = everything_in(kept.place.folder)
        assert content not in left
        assert MARKED.encode() not in left
    with pytest.raises(Erased):
        read(kept)
    with pytest.raises(Taken):
        kept.register.working.begin(COPY)
    with pytest.raises(Unreadable):
        key.open(content, replace(COPY, revision=1).place)


def test_many_who_answer_at_once_lose_nothing(kept: Opened):
    kept.register.working.begin(COPY)

    def answer(n: int) -> None:
        kept.register.working.change("default", "2026-1", answering(f"fact_{n}", "yes"))

    everybody = [threading.Thread(target=answer, args=(n,)) for n in range(8)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    found = read(kept)
    assert set(found.facts) == {f"fact_{n}" for n in range(8)}
    assert found.revision == 9


def test_the_last_answer_stands_and_the_one_before_is_told(kept: Opened):
    kept.register.working.begin(COPY)
    kept.register.working.change("default", "2026-1", answering("outcome", "died"))
    before, after = kept.register.working.change(
        "default", "2026-1", answering("outcome", "harmed")
    )
    assert (before.facts, after.facts) == ({"outcome": "died"}, {"outcome": "harmed"})
    assert after.told["outcome"]["by"] == CHAIR.name
    assert read(kept) == after


def test_a_change_that_is_refused_changes_nothing(kept: Opened):
    kept.register.working.begin(COPY)

    def refuse(copy: Working) -> Working:
        raise NoSuchCase([])

    with pytest.raises(NoSuchCase):
        kept.register.working.change("default", "2026-1", refuse)
    assert read(kept).revision == 1


def test_a_case_recorded_without_one_begins_with_its_last_screening(kept: Opened):
    screened(kept, "2026-1", outcome="died")
    screened(kept, "2026-1", outcome="harmed")
    assert read(kept).facts["outcome"] == "harmed"
    _, after = kept.register.working.change("default", "2026-1", answering("looked_after", "no"))
    assert (after.facts["outcome"], after.facts["looked_after"]) == ("harmed", "no")


def test_the_register_verifies_with_a_case_begun_and_answered_and_then_recorded(kept: Opened):
    kept.register.working.begin(COPY)
    assert verified_here(kept.register).findings == ()
    kept.register.working.change("default", "2026-1", lambda one: replace(one, facts={}))
    assert verified_here(kept.register).findings == ()
    screened(kept, "2026-1", outcome="died")
    kept.register.working.change("default", "2026-1", lambda one: replace(one, facts={}))
    assert verified_here(kept.register).findings == ()


def test_a_case_that_was_only_begun_is_erased_and_the_register_is_whole(kept: Opened):
    kept.register.working.begin(COPY)
    erased(kept, "2026-1")
    (row,) = kept.rows()
    assert (row["kind"], row["incident"]) == ("erased", "2026")
    assert verified_here(kept.register).findings == ()
    kept.execute("UPDATE cases SET incident = '2025'")
    (found,) = verified_here(kept.register).findings
    assert "its incident was changed: by its entries it is `2026`" in str(found)


def test_an_erasure_that_once_named_no_incident_is_whole(kept: Opened):
    kept.register.working.begin(COPY)
    kept.execute("UPDATE cases SET incident = NULL")
    erased(kept, "2026-1")
    kept.execute("UPDATE cases SET incident = '2026'")
    assert [one["incident"] for one in kept.rows()] == [None]
    assert verified_here(kept.register).findings == ()


def test_a_screening_follows_what_was_begun(kept: Opened):
    kept.register.working.begin(COPY)
    screened(kept, "2026-1", outcome="died")
    (record,) = kept.register.library.listed("default")
    assert (record.entries, record.incident) == (1, "2026")
    assert read(kept).reasons == COPY.reasons


def test_a_case_that_is_worked_on_is_not_due_to_be_erased(kept: Opened):
    kept.register.working.begin(COPY)
    keep_for(kept.engine, "default", 10)
    kept.execute("UPDATE cases SET changed = '2020-01-01T00:00:00.000Z'")
    assert [one.reference for one in due(kept.engine)] == ["2026-1"]
    kept.register.working.change("default", "2026-1", answering("outcome", "died"))
    assert not [*due(kept.engine)]
    assert [*due(kept.engine, datetime.now(UTC) + timedelta(days=11))]


def test_a_back_up_has_the_working_copies_and_still_sealed(kept: Opened, tmp_path):
    kept.register.working.begin(COPY)
    kept.add("2026-2")
    erased(kept, "2026-2")
    backed_up(kept.engine, tmp_path / "copy")
    assert MARKED.encode() not in (tmp_path / "copy").read_bytes()
    with again(kept, tmp_path) as other:
        restored(other.engine, tmp_path / "copy", other.register.ledger.check_opens)
        assert read(other) == replace(COPY, revision=1)


def test_whoever_reads_one_is_logged(kept: Opened):
    kept.register.working.begin(COPY)
    read(kept)
    rows = kept.execute("SELECT reference, name FROM readings")
    assert json.dumps([list(one) for one in rows]) == json.dumps([["2026-1", CHAIR.name]])


def test_a_judgement_in_the_register_stands_until_somebody_judges_otherwise(kept: Opened):
    kept.register.working.begin(COPY)
    said = {"criterion": "child", "judgement": "met", "reasons": "because"}
    kept.add("2026-1", said, kind="judgement")
    assert read(kept).recorded == {"child": "met"}

    def judge(copy: Working) -> Working:
        return replace(copy, judgements={"child": "not_met"}).with_told(CHAIR, "child")

    kept.register.working.change("default", "2026-1", judge)
    assert read(kept).recorded == {}
    kept.add("2026-1", said, kind="judgement")
    assert read(kept).recorded == {"child": "met"}
