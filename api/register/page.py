"""A page of the ledger: entries written in one transaction; what they need is read all at once.

To ask the database for every entry by itself costs more than the entry.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from api.register.chain import Head, place_of
from api.register.drafts import Draft, Kept
from api.register.mistakes import Erased, Repeated
from api.register.past import Past
from api.register.rows import (
    ADD_ENTRY,
    ADD_REPEAT,
    BEFORE,
    BY_SEQ,
    GROWN,
    THESE,
    Held,
    Record,
    Told,
    add_cases,
    counted,
    head_of,
    held_in,
    named,
    put,
    record_of,
    row_of,
)
from api.register.rulesets import keep_rulesets
from api.register.sealing import CaseKey, Master
from api.register.writing import Screening
from criteria.errors import Problem, ThresholdError, quoted
from criteria.versions import Volume


@dataclass(slots=True)
class Case:
    """A case while a page is written: as it stands, whether it is new, and what was added to it."""

    record: Record | None
    new: bool
    key: CaseKey | None = None
    wrapped: bytes | None = None
    added: list[Held] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The number of its next entry."""
        return 1 if self.record is None else self.record.entries + 1


class Page:
    """Entries that are written together, by whoever has the lock on the ledger."""

    def __init__(self, connection: Connection, master: Master, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._master = master
        self._cases: dict[tuple[str, str], Case] = {}
        self._heads: dict[str, Head | None] = {}
        self._before: dict[tuple[str, str], tuple[str, int]] = {}
        self._entries: dict[tuple[str, int], Held] = {}
        self._repeats: list[Told] = []
        self._rulesets: list[Volume] = []
        for panel in {one.panel for one in drafts}:
            self._read(panel, [one for one in drafts if one.panel == panel])

    def add(self, draft: Draft) -> Kept | ThresholdError:
        """Write one entry, or say what refuses it: that is found before anything is written."""
        try:
            if (earlier := self._repeated(draft)) is not None:
                return earlier
            case = self._case(draft.panel, draft.reference)
            key = self._key_of(case)
            kept = None if case.new else self._connection
            said = draft.write(case.record, Past(kept, case.record, key, case.added))
            if isinstance(draft.write, Screening):
                self._rulesets.append(draft.write.volume)
        except ThresholdError as error:
            return error
        content = key.seal(said, place_of(draft.panel, draft.reference, case.next, draft.kind))
        held = named_with(case, draft).following(self._heads[draft.panel], case.next, content)
        self._enter(draft, case, held)
        return Kept(held, said)

    @property
    def digests(self) -> frozenset[str]:
        """The versions of the rules by which its screenings were decided."""
        return frozenset(one.digest for one in self._rulesets)

    def keep(self, known: Collection[str] = ()) -> None:
        """Put everything that was written into the database; `known` rules are there already."""
        touched = [one for one in self._cases.values() if one.added]
        grown = [one.record for one in touched if not one.new and one.record]
        add_cases(self._connection, [one.record for one in touched if one.new and one.record])
        put(self._connection, GROWN, [growth(one) for one in grown])
        put(self._connection, ADD_ENTRY, [row_of(one) for one in self._entries.values()])
        put(self._connection, ADD_REPEAT, self._repeats)
        new = [one for one in self._rulesets if one.digest not in known]
        keep_rulesets(self._connection, new)

    def _read(self, panel: str, drafts: Sequence[Draft]) -> None:
        """Read all at once what the entries of a panel need."""
        self._heads[panel] = head_of(self._connection, panel)
        references = list(dict.fromkeys(one.reference for one in drafts))
        if len(references) > 1:
            self._cases |= {(panel, one): Case(None, new=True) for one in references}
            asked = {"of_panel": panel, "of_references": references}
            for row in self._connection.execute(THESE, asked):
                self._cases[panel, row.reference] = Case(Record(**row._mapping), new=False)
        if tokens := [one.token for one in drafts if one.token is not None]:
            known = self._connection.execute(BEFORE, {"of_panel": panel, "of_tokens": tokens})
            self._before |= {(panel, row.token): (row.request, row.seq) for row in known}

    def _case(self, panel: str, reference: str) -> Case:
        """A case as it stands."""
        if (panel, reference) not in self._cases:
            record = record_of(self._connection, panel, reference)
            self._cases[panel, reference] = Case(record, new=record is None)
        return self._cases[panel, reference]

    def _key_of(self, case: Case) -> CaseKey:
        """The key of a case, new for a new one. Raises Erased for one that is erased."""
        if case.key is None:
            if case.record is None:
                case.key, case.wrapped = self._master.new_case()
            elif case.record.wrapped is None:
                told = f"{quoted(case.record.reference)} was erased"
                raise Erased([Problem(("reference",), told)])
            else:
                case.key = self._master.unwrap(case.record.wrapped)
                case.wrapped = case.record.wrapped
        return case.key

    def _repeated(self, draft: Draft) -> Kept | None:
        """The entry that this very request made before. Raises Repeated if it was another one."""
        if draft.token is None or (draft.panel, draft.token) not in self._before:
            return None
        request, seq = self._before[draft.panel, draft.token]
        held = self._entry(draft.panel, seq)
        key = self._key_of(self._case(held.entry.panel, held.entry.reference))
        if request != key.mark(draft.request):
            told = "was used before, with another request"
            raise Repeated([Problem(("Idempotency-Key",), told)])
        return Kept(held, key.open_as_text(held.content, held.entry.place))

    def _entry(self, panel: str, seq: int) -> Held:
        """An entry that is in the database, or will be."""
        if (panel, seq) in self._entries:
            return self._entries[panel, seq]
        asked = {"of_panel": panel, "of_seq": seq}
        return held_in(self._connection.execute(BY_SEQ, asked).one())

    def _enter(self, draft: Draft, case: Case, held: Held) -> None:
        """Count an entry to what is written."""
        entry = held.entry
        self._heads[entry.panel] = entry.head
        self._entries[entry.panel, entry.seq] = held
        case.added.append(held)
        case.record = counted(case.record, entry, case.wrapped)
        if draft.token is not None and case.key is not None:
            mark = case.key.mark(draft.request)
            self._before[entry.panel, draft.token] = (mark, entry.seq)
            row = {"panel": entry.panel, "token": draft.token, "request": mark}
            self._repeats.append({**row, "seq": entry.seq})


def named_with(case: Case, draft: Draft) -> Draft:
    """The first entry of a case that was begun with an incident names it, for the chain to hold."""
    begun = case.record is not None and not case.record.entries and not draft.incident
    return replace(draft, incident=case.record.incident) if begun and case.record else draft


def growth(record: Record) -> Told:
    """What changes in the row of a case that has more entries now."""
    names = ("incident", "entries", "opened", "changed")
    told = {f"to_{name}": getattr(record, name) for name in names}
    return {**named(record.panel, record.reference), **told}
