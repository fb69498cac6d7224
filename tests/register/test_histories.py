"""Whatever is done to a register, in whatever order, it holds what a simple model holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from api.register.drafts import Kept
from api.register.erasing import Erasure, erase, rewrapped
from api.register.exported import exported, verified
from api.register.mistakes import Taken
from api.register.register import MASTER
from api.register.sealing import add_key, master_from
from api.register.verifying import verified_here
from api.register.working import Working
from api.store.tables import metadata
from api.writing import as_bytes
from criteria.errors import InputError
from tests.register.actions import ACTION, Add, Begin, Erase
from tests.register.model import Model
from tests.register.places import ADMIN, CHAIR, Opened
from tests.register.places import Place as Where


class History:
    """A register and the model of it, side by side."""

    def __init__(self, where: Where) -> None:
        self.where = where
        self.model = Model()
        self.closing = ExitStack()
        self.kept: Opened = self.closing.enter_context(where.open())
        self.emptied()

    def emptied(self) -> None:
        """Begin with nothing."""
        with self.kept.engine.begin() as connection:
            for table in metadata.sorted_tables:
                connection.execute(table.delete())

    def act(self, action: Any) -> None:
        """Do something to both, and see that they agree on how it went."""
        if isinstance(action, list):
            self.append(action)
        elif isinstance(action, Erase):
            self.erase(action)
        elif isinstance(action, Begin):
            self.begin(action)
        elif action == "rotate":
            self.rotate()
        else:
            self.open_again()

    def append(self, adds: list[Add]) -> None:
        """Add entries in one transaction."""
        found = self.kept.register.ledger.append([one.draft() for one in adds])
        for add, one in zip(adds, found, strict=True):
            refusal = self.model.refusal(add)
            assert refusal == (None if isinstance(one, Kept) else type(one).__name__)
            if isinstance(one, Kept):
                self.kept_by_both(add, one)

    def kept_by_both(self, add: Add, one: Kept) -> None:
        """See that an entry was kept as the model keeps it, now or before."""
        entry = one.held.entry
        seq = self.model.before(add)
        if seq is None:
            assert one.said == as_bytes(add.said)
            seq = self.model.keep(add, entry.hash)
        assert entry.seq == seq
        assert entry.hash == self.model.hashes[add.panel][seq]

    def erase(self, action: Erase) -> None:
        """Erase a case, if there is one that was not erased."""
        case = self.model.cases.get((action.panel, action.reference))
        told = Erasure(action.panel, action.reference, "its time")
        ledger, erasures = self.kept.register.ledger, self.kept.erasures
        if case is None or case.erased:
            with pytest.raises(InputError):
                erase(ledger, erasures, told, ADMIN)
            return
        done = erase(ledger, erasures, told, ADMIN)
        assert done.left == ()
        self.model.erase(*(told.panel, told.reference, told.reason), done.held.entry.hash)

    def begin(self, action: Begin) -> None:
        """Begin a case, if there is none of its reference."""
        made = Working(action.panel, action.reference, action.incident)
        if (action.panel, action.reference) in self.model.cases:
            with pytest.raises(Taken):
                self.kept.register.working.begin(made)
            return
        self.kept.register.working.begin(made)
        self.model.begin(action.panel, action.reference, action.incident)

    def rotate(self) -> None:
        """Wrap every key with a new master key, and throw the old one away."""
        file = self.where.folder / MASTER
        add_key(file)
        unerased = [one for one in self.model.cases.values() if not one.erased]
        assert rewrapped(self.kept.engine, master_from(file)) == (len(unerased), [])
        file.write_text(file.read_text().splitlines()[0])

    def open_again(self) -> None:
        """Close the register and open it again."""
        self.closing.close()
        self.kept = self.closing.enter_context(self.where.open())

    def check(self) -> None:
        """See that both hold the same, and that the register is whole."""
        library = self.kept.register.library
        assert verified_here(self.kept.register).findings == ()
        for panel in ("north", "south"):
            entries = [one for one, _ in library.all(panel)]
            order = [(one.reference, one.n, one.kind) for one in entries]
            assert order == self.model.order.get(panel, [])
            assert [one.hash for one in entries] == self.model.hashes.get(panel, [""])[1:]
            listed = [(one.reference, one.incident, one.entries) for one in library.listed(panel)]
            assert listed == sorted(self.expected(panel))

    def expected(self, panel: str) -> Iterator[tuple[str, str | None, int]]:
        """What the list of a panel's cases says."""
        for (of, reference), case in self.model.cases.items():
            if of == panel:
                yield reference, case.incident, len(case.said)

    def read(self) -> None:
        """See that what can be read of each case is what was said, and is so in an export."""
        for (panel, reference), case in self.model.cases.items():
            _, told = self.kept.register.library.history(panel, reference, CHAIR)
            assert [(one["kind"], as_said(one)) for one in told] == case.told()
            assert [one["n"] for one in told] == [*range(1, len(told) + 1)]
        lines = [line for one in ("north", "south") for line in exported(self.kept.register, one)]
        if lines:
            found = verified(lines, self.kept.register.signer.public)
            assert found.findings == ()
            assert found.entries == sum(map(len, self.model.order.values()))


def as_said(told: dict[str, Any]) -> Any:
    """What an entry says, without the screening that a decision is shown with."""
    said = told["content"]
    if told["kind"] == "decision" and isinstance(said, dict):
        return {name: one for name, one in said.items() if name != "screening"}
    return said


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(actions=[Begin("north", "2026-1", "incident-1"), Erase("north", "2026-1")])
@given(actions=st.lists(ACTION, max_size=10))
def test_a_register_holds_what_a_simple_model_holds(place: Where, actions: list[Any]):
    history = History(place)
    with history.closing:
        for action in actions:
            history.act(action)
            history.check()
        history.read()
