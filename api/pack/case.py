"""What a pack is made from: a decision, what was said around it, and what the register keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.register.stands import Corrected, Said, corrected, made_in
from api.wording import REFERRALS
from criteria.decisions import Decision
from criteria.versions import Volume
from engine.dates import find_awareness

Entry = Mapping[str, Any]
"""An entry of the register, as it is shown: kind, who, when, place in the chain, content."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One case to be packed. `why` says why the edition applies to it.

    Of a recorded case, `running` has the duties whose clocks run and whether each is certain, as
    the register stood `on` a day; both are None for a case that is not recorded. `beside` is what
    the same case comes to under another edition that is arguable too.
    """

    decision: Decision
    volume: Volume
    why: str
    reference: str | None = None
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    certificate: Mapping[str, Any] | None = None
    entries: Sequence[Entry] = ()
    running: Mapping[str, bool] | None = None
    on: date | None = None
    beside: Sequence[Packed] = ()

    @property
    def sides(self) -> tuple[Packed, ...]:
        """The case under each edition under which its answer stands."""
        return (self, *self.beside)

    @property
    def aware(self) -> date | None:
        """The day the local authority became aware, if the case tells it."""
        return find_awareness(self.dates)

    @property
    def word(self) -> str:
        """What the rules answer, in a word or two; where two editions differ, both."""
        words = (REFERRALS[one.decision.referral] for one in self.sides)
        return " OR ".join(dict.fromkeys(words))

    @property
    def decided(self) -> Entry | None:
        """What people decided since the last screening, if they have and it was not corrected."""
        last = self.of("screening", "decision")[-1:]
        stands = [one for one in last if one["n"] not in self.mended]
        return stands[0] if stands and stands[0]["kind"] == "decision" else None

    @property
    def mended(self) -> Corrected:
        """What corrects each entry that was corrected."""
        return corrected(self.made("correction"))

    def made(self, kind: str) -> list[Said]:
        """The entries of a kind that can be read, with what they say."""
        return made_in(self.entries, kind)

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of some kinds, in their order."""
        return [one for one in self.entries if one["kind"] in kinds]
