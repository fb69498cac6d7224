"""A case as its pages show it: its entries, what the engine said last and what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.credentials import Role
from api.governing import editions_today, explain_change
from api.outline import list_first_notes
from api.pages.named import duties_in, notices_in
from api.register.chain import Kind
from api.register.checks import departed_from, left_to_people
from api.register.rulesets import Rulesets
from api.register.stands import Said, answering, corrected, made_in, unanswered
from api.service.recording import MAY_RECORD, by
from api.service.service import Service
from api.wording import title_of

Told = Mapping[str, Any]
"""An entry as the register shows it."""

RECORDED_HERE: tuple[Kind, ...] = (
    "judgement",
    "advice",
    "decision",
    "notice",
    "reply",
    "correction",
)
"""What is recorded with a form of its own; a screening is recorded by answering questions."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case with everything that was recorded of it, in order, and the rules it was decided by."""

    reference: str
    incident: str | None
    erased: bool
    entries: tuple[Told, ...]
    rulesets: Rulesets = field(default_factory=Rulesets)

    def last(self, kind: Kind) -> Told | None:
        """The newest entry of a kind, if it can still be read."""
        found = [one for one in self.entries if one["kind"] == kind and one["content"]]
        return found[-1] if found else None

    @property
    def screening(self) -> Told | None:
        """The newest screening."""
        return self.last("screening")

    @property
    def engine(self) -> Told | None:
        """What the engine decided last."""
        found = self.screening
        return None if found is None else found["content"]["decision"]

    @property
    def screenings(self) -> list[Told]:
        """The newest screening, and one that stands beside it under another edition."""
        placed = {one["n"]: one for one in self.entries}
        return [placed[n] for n, _ in self._standing()]

    @property
    def unanswered(self) -> list[str]:
        """The editions that are arguable too, and under which no answer stands."""
        return unanswered(self._standing())

    def _standing(self) -> list[Said]:
        """The screenings that stand, the newest first."""
        return answering(reversed(made_in(self.entries, "screening")))

    @property
    def answers(self) -> list[Told]:
        """What the engine decided in each screening that stands."""
        return [one["content"]["decision"] for one in self.screenings]

    @property
    def warnings(self) -> list[str]:
        """What must be read before the answers that stand, each once."""
        found: list[str] = []
        for answer in self.answers:
            first = list_first_notes(self.rulesets.of(answer).ruleset)
            found += [note["text"] for note in answer["notes"] if note["id"] in first]
        return list(dict.fromkeys(found))

    @property
    def departs_from(self) -> list[str]:
        """The editions whose answer the decision on the last screening is not."""
        if self.decided is None or self.stale:
            return []
        decides = self.decided["content"]["decides"]
        return [edition for edition, _ in departed_from(decides, self.answers)]

    @property
    def decided(self) -> Told | None:
        """What people decided last."""
        return self.last("decision")

    @property
    def advised(self) -> Told | None:
        """What the panel advised last."""
        return self.last("advice")

    @property
    def stale(self) -> bool:
        """Whether the case was screened again after people decided."""
        screened, decided = self.screening, self.decided
        return bool(screened and decided and decided["n"] < screened["n"])

    def mended(self, n: int) -> list[Said]:
        """What corrects an entry in the end, a correction of its correction among it."""
        return list(corrected(made_in(self.entries, "correction")).get(n, ()))

    def corrections(self, n: int) -> list[Told]:
        """What corrects an entry."""
        found = [one for one in self.entries if one["kind"] == "correction" and one["content"]]
        return [one for one in found if one["content"]["entry"] == n]

    def may_record(self, role: Role) -> list[Kind]:
        """What somebody in this role may record of the case as it stands."""
        if self.erased or self.screening is None:
            return []
        kinds = [kind for kind in RECORDED_HERE if role in MAY_RECORD[kind]]
        return [kind for kind in kinds if kind != "judgement" or self.judgeable()]

    def judgeable(self) -> dict[str, str]:
        """The criteria that the last screening leaves to people, each with the question to them."""
        if self.engine is None:
            return {}
        ruleset = self.rulesets.of(self.engine).ruleset
        left = [one["id"] for one in self.engine["criteria"] if left_to_people(one)]
        questions = {
            ruleset.judgement_id(one): ruleset.criteria[one].judgement_question for one in left
        }
        return {name: question or name for name, question in questions.items()}

    def title(self, edition: str) -> str:
        """What an edition is called by the rules of an answer that stands, or else of today."""
        found = (self.rulesets.of(one).ruleset for one in self.answers if one["edition"] == edition)
        title = next((one.title for one in found), None)
        return title_of(edition) if title is None else title

    def explain_change(self, screening: Told | None) -> list[str]:
        """What has changed in the rules since a screening, in words; nothing if nothing has."""
        if screening is None:
            return []
        said = screening["content"]
        volume = self.rulesets.of(said["decision"])
        return list(explain_change(volume, editions_today(said)))

    def tellable(self) -> dict[str, str]:
        """The duties and notices of which somebody can be told, each with its title."""
        answers = self.answers[::-1]  # what a thing is called is for the last screening to say
        told = [duties_in(one) for one in answers] + [notices_in(one) for one in answers]
        return {name: title for one in told for name, title in one.items()}


async def case_of(service: Service, request: Request) -> Case:
    """The case at a page's address, of one's own panel; the reading is logged.

    Raises NoSuchCase.
    """
    credential = request.state.credential
    reference = request.path_params["reference"]
    read = service.register.library.history
    record, entries = await run_in_threadpool(read, credential.panel, reference, by(credential))
    erased = record.wrapped is None
    kept = service.register.rulesets
    return Case(record.reference, record.incident, erased, tuple(entries), kept)
