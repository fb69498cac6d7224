"""Entries written together: each knows what those before it said, though no database has it yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.casefile import Asked
from api.register.drafts import Draft, Kept
from api.register.mistakes import Repeated
from api.register.verifying import verified_here
from api.register.writing import Screening, shaped
from criteria.errors import InputError
from tests.register.bodies import CONTENTS, OPEN_CASE
from tests.register.places import CHAIR, Opened, draft


def screening(reference: str) -> Draft:
    """A screening of a case that is left to people."""
    said = Screening(Asked("wt-2018", OPEN_CASE["facts"]), dict(OPEN_CASE), {}, {})  # type: ignore[arg-type]
    return replace(draft(reference, kind="screening"), write=said)


def said(reference: str, kind: Any, **changes: Any) -> Draft:
    """What people say of a case."""
    return replace(draft(reference, kind=kind), write=shaped(kind, {**CONTENTS[kind], **changes}))


def test_a_judgement_is_used_by_a_screening_written_with_it(kept: Opened):
    found = kept.register.ledger.append(
        [screening("2026-1"), said("2026-1", "judgement"), screening("2026-1")]
    )
    assert [type(one) for one in found] == [Kept, Kept, Kept]
    _, told = kept.register.library.history("default", "2026-1", CHAIR)
    assert [one["n"] for one in told] == [1, 2, 3]
    assert told[2]["content"]["judgements_from"] == {"abuse-linked": 2}
    assert told[2]["content"]["changed"]["since"] == 1
    assert verified_here(kept.register).findings == ()


def test_what_was_kept_before_and_what_is_written_now_are_one_past(kept: Opened):
    kept.register.ledger.append([screening("2026-1")])
    found = kept.register.ledger.append(
        [
            said("2026-1", "judgement"),
            said("2026-1", "correction", entry=1),
            said("2026-1", "correction", entry=2, judgement="not_met"),
            said("2026-1", "correction", entry=9),
            screening("2026-1"),
        ]
    )
    assert [type(one) for one in found] == [Kept, Kept, Kept, InputError, Kept]
    _, told = kept.register.library.history("default", "2026-1", CHAIR)
    assert told[-1]["content"]["judgements_from"] == {"abuse-linked": 4}
    assert told[-1]["content"]["changed"]["since"] == 1


def test_the_same_request_twice_in_one_page_is_kept_once(kept: Opened):
    same = [draft("2026-1", "one", token="a", request="r") for _ in range(2)]
    other = draft("2026-2", "two", token="a", request="s")
    one, two, three = kept.register.ledger.append([*same, other])
    assert isinstance(one, Kept)
    assert one == two
    assert isinstance(three, Repeated)
    assert [row["reference"] for row in kept.rows()] == ["2026-1"]
    assert kept.register.library.record("default", "2026-1").entries == 1


def test_cases_of_several_panels_written_together_begin_and_grow(kept: Opened):
    kept.add("2026-1", incident="incident-1")
    kept.register.ledger.append(
        [
            draft("2026-2", panel="north", incident="incident-2"),
            draft("2026-1"),
            draft("2026-1", panel="north"),
            draft("2026-2", panel="north"),
            draft("2026-3", incident="incident-3"),
            draft("2026-1", incident="incident-4"),
        ]
    )
    listed = [
        (one.reference, one.incident, one.entries)
        for panel in ("default", "north")
        for one in kept.register.library.listed(panel)
    ]
    assert listed == [
        ("2026-1", "incident-4", 3),
        ("2026-3", "incident-3", 1),
        ("2026-1", None, 1),
        ("2026-2", "incident-2", 2),
    ]
    keys = kept.execute("SELECT DISTINCT key_id FROM cases")
    assert len(keys) == 4
    assert verified_here(kept.register).findings == ()
