"""The register keeps each version of the rules that it meets, once, and believes no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.register.backup import backed_up, restored
from api.register.rulesets import Rulesets
from api.register.verifying import verified_here
from api.store.tables import rulesets
from criteria.shelf import Shelf, shelf
from criteria.versions import unpack_version
from tests.register.conftest import screened
from tests.register.places import CHAIR, Opened, Place

NUMBER = shelf().volume("wt-2018").ruleset.version
NOWHERE = {"id": "wt-2018", "version": "0.0.1", "digest": "0" * 64}


def kept_rules(kept: Opened) -> dict[str, bytes]:
    """The rules in the register, by digest."""
    with kept.engine.connect() as connection:
        return {row.digest: row.content for row in connection.execute(select(rulesets))}


def decision_in(kept: Opened, reference: str) -> dict[str, Any]:
    """What the first screening of a case decided."""
    _, entries = kept.register.library.history("default", reference, CHAIR)
    decision: dict[str, Any] = entries[0]["content"]["decision"]
    return decision


@pytest.fixture
def no_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shelf on which no version is found: only the register has any."""
    monkeypatch.setattr(Shelf, "find_version", lambda *_: None)


def test_the_rules_of_a_screening_are_kept_with_it_and_once(kept: Opened):
    assert kept_rules(kept) == {}
    for reference in ("2026-1", "2026-2", "2026-3"):
        screened(kept, reference)
    kept.add("2026-1", "advice")
    found = kept_rules(kept)
    assert list(found) == [shelf().volume("wt-2018").digest]
    (content,) = found.values()
    assert len(content) < 15_000
    assert (version := unpack_version(content)) is not None
    assert version.load().ruleset == shelf().volume("wt-2018").ruleset


def test_rules_that_the_shelf_lost_are_found_in_the_register(kept: Opened, no_shelf: None):
    screened(kept, "2026-1")
    decision = decision_in(kept, "2026-1")
    found = Rulesets(kept.engine.connect).find(decision)
    assert found is not None
    assert (found.whole, found.ruleset) == (True, shelf().volume("wt-2018").ruleset)
    assert Rulesets().find(decision) is None
    assert not Rulesets().of(decision).whole


def test_rules_that_are_nowhere_are_told_from_the_decision(kept: Opened):
    screened(kept, "2026-1")
    decision = {**decision_in(kept, "2026-1"), "ruleset": NOWHERE}
    found = kept.register.rulesets.of(decision)
    assert (found.whole, found.digest) == (False, "0" * 64)


@pytest.mark.parametrize("content", [b"", b"nothing", None], ids=["empty", "no zlib", "another's"])
def test_rules_that_were_changed_are_found_and_not_believed(
    kept: Opened, no_shelf: None, content: bytes | None
):
    screened(kept, "2026-1")
    (digest,) = kept_rules(kept)
    if content is None:
        kept.execute("UPDATE rulesets SET digest = :other", other="f" * 64)
    else:
        kept.execute("UPDATE rulesets SET content = :content", content=content)
    assert Rulesets(kept.engine.connect).find(decision_in(kept, "2026-1")) is None
    findings = [str(one) for one in verified_here(kept.register).findings]
    assert findings == [
        f"the kept rules {(digest if content is not None else 'f' * 64)[:16]} were changed"
    ]


def test_a_screening_whose_rules_are_nowhere_is_noted_when_it_is_opened(
    kept: Opened, no_shelf: None
):
    screened(kept, "2026-1")
    kept.execute("DELETE FROM rulesets")
    assert verified_here(kept.register).findings == ()
    found = verified_here(kept.register, opening=True)
    assert found.findings == ()
    assert found.notes == (f"1 screened by rules that are not kept here: wt-2018 {NUMBER}",)


def test_a_back_up_has_the_rules(kept: Opened, tmp_path: Path):
    screened(kept, "2026-1")
    backed_up(kept.engine, tmp_path / "backup.sqlite3")
    with Place(tmp_path / "again").open() as again:
        restored(again.engine, tmp_path / "backup.sqlite3", lambda _: None)
        assert kept_rules(again) == kept_rules(kept)
