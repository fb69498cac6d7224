"""What the contract says of a case, worked out from its sentences without reading a ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from criteria.words import FORCES, MET, NOT_MET, UNDETERMINED, Status
from tests.shelf.contract import LEAVERS, LEAVES, OLD, PANEL, PARTNERS

SCR_OTHERS = OLD[1:]
"""The editions whose serious case review is for the area of normal residence."""
Ground = tuple[Status, str]
Said = tuple[Status, str | None, str | None]


def all_of(*parts: Status) -> Status:
    """Not met if any part is, met if every part is."""
    return NOT_MET if NOT_MET in parts else UNDETERMINED if UNDETERMINED in parts else MET


def any_of(*parts: Status) -> Status:
    """Met if any part is, not met if every part is."""
    return MET if MET in parts else UNDETERMINED if UNDETERMINED in parts else NOT_MET


@dataclass(frozen=True)
class Contract:
    """The contract read on one case under one edition."""

    edition: str
    facts: Mapping[str, str]
    judged: Mapping[str, str]

    def said(self, fact: str, *answers: str) -> Status:
        """Whether a fact has one of these answers; not known is undetermined."""
        answer = self.facts[fact]
        if answer in answers:
            return MET
        return UNDETERMINED if answer == "unknown" else NOT_MET

    def fixed(self, criterion: str, test: int = 0) -> Status:
        """A criterion whose name the contract fixes, in the first test or the second."""
        leaves = LEAVES[criterion].get(self.edition, [])
        fact, meets, judgement = leaves[min(test, len(leaves) - 1)]
        if self.facts[fact] in judgement.split():
            settled = self.judged.get(criterion)
            return UNDETERMINED if settled is None else MET if settled == MET else NOT_MET
        return self.said(fact, *meets.split())

    # ------------------------------------------------------------ what the tests are made of

    @property
    def died(self) -> Status:
        return self.said("outcome", "died")

    def abuse_or_neglect(self, test: int) -> Status:
        known = self.said("abuse_or_neglect", "known", "suspected")
        attributable = self.fixed("abuse-attributable", test)
        return all_of(known, self.fixed("abuse-linked"), attributable)

    def seriously_harmed(self, test: int) -> Status:
        ways = [self.said("serious_harm_judgement", "serious")]
        if self.edition not in ("lscb-2006", "wt-2013"):
            ways.append(self.said("long_term_impairment", "yes"))
            if test == 0 and self.edition in OLD:
                ways.append(self.said("potentially_life_threatening_injury", "yes"))
        return all_of(self.said("outcome", "harmed"), any_of(*ways))

    def detained(self) -> Status:
        listed = self.said("detention", "custody", "secure_childrens_home", "mental_health_act")
        if self.edition == "wt-2013":
            return listed
        liberty = self.said("detention", "deprivation_of_liberty")
        return any_of(listed, all_of(liberty, self.said("age_group", "16_or_17")))

    def case(self, *parts: Status) -> Status:
        """A child, abuse or neglect under the older test, and the parts."""
        return all_of(self.fixed("child"), self.abuse_or_neglect(0), *parts)

    def death(self, *parts: Status) -> Status:
        """A child who died, whatever the cause, and the parts."""
        return all_of(self.fixed("child"), self.died, *parts)

    def serious_case(self) -> Status:
        harmed = any_of(self.died, self.seriously_harmed(1))
        return all_of(self.fixed("child"), self.abuse_or_neglect(1), harmed)

    def notifies(self, area: str) -> Status:
        """The serious case, and whose it is to notify."""
        abroad = self.said("place_of_incident", "outside_england")
        at_home = all_of(abroad, self.said("normal_residence", area))
        return all_of(self.serious_case(), any_of(self.said("place_of_incident", area), at_home))

    # ------------------------------------------------------------ the determinations

    def review(self) -> list[Ground]:
        harmed = self.seriously_harmed(0)
        grounds: list[Ground] = [
            (self.case(self.died), "must"),
            (self.case(harmed, self.fixed("joint-working")), "must"),
        ]
        custody = [(self.death(self.detained()), "should")] if self.edition in SCR_OTHERS else []
        return [*grounds, *custody]

    def notifiable(self) -> list[Ground]:
        ways = (
            self.case(any_of(self.died, self.seriously_harmed(0))),
            self.death(self.said("looked_after", "yes")),
            self.death(self.said("regulated_setting", "yes")),
            self.death(self.fixed("custody-notifiable")),
        )
        return [(way, "should") for way in ways]

    def tell(self) -> list[Ground]:
        grounds: list[Ground] = []
        if self.edition in SCR_OTHERS:
            due = any_of(*(status for status, _ in self.review()))
            elsewhere = self.said("normal_residence", "elsewhere_in_england")
            grounds.append((all_of(due, elsewhere), "should"))
        if self.edition in PANEL:
            grounds.append((self.notifies("elsewhere_in_england"), "should"))
        return grounds

    def grounds(self) -> dict[str, list[Ground]]:
        """Every determination of the edition with its grounds."""
        found = {
            "notify-looked-after-death": [(self.death(self.said("looked_after", "yes")), "must")]
        }
        if self.edition in OLD:
            found["serious-case-review"] = self.review()
        if self.edition == "wt-2015":
            found["notifiable-incident"] = self.notifiable()
        if self.edition in PANEL:
            found["notify-panel"] = [(self.notifies("this_area"), "must")]
            found["rapid-review"] = [(self.notifies("this_area"), "should")]
        if self.edition in PARTNERS:
            found |= self.reviews()
        if self.edition in LEAVERS:
            found["notify-care-leaver-death"] = [(self.leaver_death(), "should")]
        return found | ({"tell-other-area": self.tell()} if self.edition != "lscb-2006" else {})

    def leaver_death(self) -> Status:
        aged = self.said("age_group", "16_or_17", "18_to_24")
        return all_of(self.died, self.said("care_leaver", "yes"), aged)

    def reviews(self) -> dict[str, list[Ground]]:
        local = self.said("local_importance", "yes", "unknown")
        national = any_of(
            self.said("national_importance", "yes"), self.said("complex_issues", "yes")
        )
        return {
            "local-review": [(all_of(self.serious_case(), local), "consider")],
            "national-review": [(all_of(self.serious_case(), national), "consider")],
        }

    def determinations(self) -> dict[str, Said]:
        """The status, force and `may_become` of every determination."""
        return {name: self.outcome(name, grounds) for name, grounds in self.grounds().items()}

    def outcome(self, name: str, grounds: list[Ground]) -> Said:
        status = any_of(*(ground for ground, _ in grounds))
        if status == UNDETERMINED:
            return status, None, None
        if status == NOT_MET:
            return status, "may" if self.has_power(name) else "none", None
        strength: list[str] = list(FORCES)
        force = max((f for s, f in grounds if s == MET), key=strength.index)
        pending = [f for s, f in grounds if s == UNDETERMINED]
        stronger = [f for f in pending if strength.index(f) > strength.index(force)]
        return status, force, max(stronger, key=strength.index, default=None)

    def has_power(self, name: str) -> bool:
        """Whether they may hold the review though there is no duty."""
        if name not in ("serious-case-review", "local-review"):
            return False
        leaver = self.edition in LEAVERS and name == "local-review" and self.leaver_death() == MET
        return leaver or self.fixed("child") != NOT_MET

    def referral(self) -> str:
        here = []
        if self.edition in OLD:
            due = any_of(*(status for status, _ in self.review()))
            ours = self.said("normal_residence", "this_area", "outside_england", "unknown")
            here.append(due if self.edition == "lscb-2006" else all_of(due, ours))
        if self.edition in PANEL:
            here.append(self.notifies("this_area"))
        away = any_of(*(status for status, _ in self.tell()))
        if any_of(*here) == MET:
            return "refer"
        if UNDETERMINED in (any_of(*here), away):
            return "undetermined"
        return "refer_elsewhere" if away == MET else "no_duty_to_refer"
