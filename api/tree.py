"""Why: the criteria as a tree under each determination, and the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.lines import Line, Shown
from api.wording import REFERRALS, STATUSES, finding_word, said_by
from criteria.decisions import Finding, Reason
from criteria.words import MET, NOT_MET, UNDETERMINED, UNKNOWN, Status

FIRST: Mapping[Status, int] = {MET: 0, UNDETERMINED: 1, NOT_MET: 2}
"""The ground that is met is what a reader looks for first, then what may yet be one."""


class Tree:
    """The tree as it is told from the top; what was told above is not told again."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._told: set[str] = set()

    def lines(self) -> Iterator[Line]:
        """Each determination with its grounds, then the criteria of the referral."""
        decision, ruleset = self._shown.decision, self._shown.volume.ruleset
        for one in decision.determinations:
            word = "open" if one.status == UNDETERMINED else STATUSES[one.status]
            yield Line(one.title, word)
            grounds = ruleset.determinations[one.id].grounds
            found = [self._shown.found[ground.criterion] for ground in grounds]
            for finding in sorted(found, key=lambda finding: FIRST[finding.status]):
                yield from self._branch(finding, 1)
        yield Line("Referral, here or elsewhere", REFERRALS[decision.referral].lower())
        for top in self._referral():
            yield from self._branch(self._shown.found[top], 1)

    def _referral(self) -> list[str]:
        """The criteria of the referral; where its rules are lost, those that are part of none."""
        rows = self._shown.volume.ruleset.referral
        if self._shown.volume.whole:
            return [name for name in (rows.here, rows.elsewhere) if name]
        parts = {part for one in self._shown.decision.criteria for part in one.parts}
        return [name for name in self._shown.found if name not in parts]

    def _branch(self, finding: Finding, depth: int) -> Iterator[Line]:
        again = finding.id in self._told
        self._told.add(finding.id)
        if again:
            yield Line(f"{finding.title} (see above)", finding_word(finding), depth)
            return
        presumed = finding.status == MET
        answer = "".join(
            f" {self._because(reason, presumed)}{self._why(finding, reason)}"
            for reason in finding.because
        )
        cites = self._shown.cite(finding.sources)
        yield Line(f"{finding.title}.{answer}", finding_word(finding), depth, cites)
        for part in finding.parts:
            yield from self._branch(self._shown.found[part], depth + 1)

    def _why(self, finding: Finding, reason: Reason) -> str:
        """What makes an answer so, or why a criterion was judged so, where that was said."""
        name = reason.fact or self._shown.volume.ruleset.judgement_id(finding.id)
        said = self._shown.reasons.get(name)
        return f" {'What makes it so' if reason.fact else 'Why'}: {said}" if said else ""

    def _because(self, reason: Reason, presumed: bool) -> str:
        """The answer a finding rests on, with who said so and when; or what people judged."""
        if reason.fact is None or reason.answer is None:
            return f"Judged by those deciding: {STATUSES[reason.judgement or UNDETERMINED]}."
        source = ", ".join(said_by(self._shown.evidence.get(reason.fact, {})))
        said = self._shown.facts[reason.fact].words(reason.answer)
        if reason.answer == UNKNOWN and presumed:
            return "Not known, which is enough here: the rule presumes it."
        return f"Answer: {said} ({source})." if source else f"Answer: {said}."
