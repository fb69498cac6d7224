"""Verification finds nothing in a sound edition, and finds each kind of thing that can be wrong."""

import pytest

from criteria.rulesets import Ruleset
from criteria.shelf import shelf, volume_of
from engine.derive import Deriver
from engine.edition import Edition
from engine.plan import Plan
from engine.verify import Verification, verify


@pytest.mark.parametrize("edition", ["lscb-2006", "wt-2013"])
def test_a_sound_edition_has_a_certificate_without_findings(edition):
    certificate = verify(edition)
    assert certificate.sound
    assert certificate.ruleset.digest == shelf().volume(edition).digest
    assert certificate.entries > 100
    assert certificate.combinations > certificate.cases > 1000
    assert "link_to_abuse_or_neglect" in certificate.presumes_from


def sabotaged(monkeypatch, rules):
    """The findings against an edition whose rules are changed before they are compiled."""
    original = Plan.rules
    monkeypatch.setattr(Plan, "rules", lambda plan: rules(original(plan)))
    return Verification(Edition(shelf().volume("lscb-2006"))).certificate().findings


def test_a_rule_that_is_missing_is_found(monkeypatch):
    assert sabotaged(monkeypatch, lambda r: {n: x for n, x in r.items() if n != "3+"})


def test_rules_that_derive_the_wrong_status_are_found(monkeypatch):
    swap = {"3+": "3-", "3-": "3+"}
    assert sabotaged(monkeypatch, lambda r: {swap.get(n, n): x for n, x in r.items()})


def test_rules_that_derive_both_are_found(monkeypatch):
    findings = sabotaged(monkeypatch, lambda r: r | {"3-": r["3+"]})
    assert any("both met and not met" in finding for finding in findings)


def test_findings_that_are_composed_wrongly_are_found(monkeypatch):
    """The entries are right, but one criterion reads another's status."""
    original = Deriver.derive

    def wrong(self, answers, judged):
        found = original(self, answers, judged)
        return found | {"death-limb": found["harm-limb"]}

    monkeypatch.setattr(Deriver, "derive", wrong)
    assert Verification(Edition(shelf().volume("lscb-2006"))).certificate().findings


def changed(**criteria):
    """The first edition with some conditions replaced."""
    table = shelf().volume("lscb-2006").ruleset.model_dump(by_alias=True)
    for name, when in criteria.items():
        table["criteria"][name.replace("_", "-")]["when"] = when
    ruleset = Ruleset.model_validate(table)
    return Verification(Edition(volume_of(ruleset, shelf().vocabulary))).certificate().findings


def test_a_criterion_that_can_never_be_met_is_found():
    findings = changed(died={"fact": "outcome", "is": []})
    assert "died: is never met" in findings


def test_learning_that_unsettles_is_found(monkeypatch):
    """A fact that is presumed from is exempt; were it not, learning it would unsettle."""
    monkeypatch.setattr("engine.drawn.Drawing.presumed", lambda self: ())
    findings = Verification(Edition(shelf().volume("wt-2013"))).certificate().findings
    assert any("learning joint_working unsettles it" in finding for finding in findings)
