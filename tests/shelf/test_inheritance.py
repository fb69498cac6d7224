"""An edition is what it builds on, less what it leaves, with what it changes – and says so."""

from __future__ import annotations

from copy import deepcopy

import pytest

from criteria.errors import RulesetError
from criteria.inheritance import SECTIONS, resolved
from criteria.shelf import shelf
from tests.shelf.tables import SOUND, Table, criterion, volume

DIED = {"fact": "outcome", "is": ["died"]}
HARMED = {"fact": "outcome", "is": ["harmed"]}
CHANGED = {"changed": "Harm, where death was asked.", **criterion(HARMED)}
OWN = {key: value for key, value in SOUND.items() if key not in (*SECTIONS, "referral")}


def put_together(**tables: Table) -> Table:
    """The edition `later`, from it and the tables it builds on."""
    return resolved("later", {"trial": deepcopy(SOUND), **tables}.__getitem__)


def later(
    *, without: Table | None = None, on: str = "trial", regrade: Table | None = None, **own: Table
) -> Table:
    """An edition that builds on the trial, leaves some of it, and lays its own rules over it."""
    more = {"regrade": regrade} if regrade else {}
    return {**OWN, "builds_on": [{"on": on, "without": without or {}, **more}], **own}


def test_an_edition_that_changes_nothing_is_what_it_builds_on():
    assert put_together(later=later()) == SOUND


def test_building_on_a_table_leaves_that_table_as_it_was():
    base = deepcopy(SOUND)
    leaves = {"notes": {"mind": "not in this edition"}}
    put_together(later=later(without=leaves, criteria={"died": CHANGED}), trial=base)
    assert base == SOUND


def test_a_change_replaces_the_rule_and_nothing_else():
    table = put_together(later=later(criteria={"died": CHANGED}))
    assert table["criteria"]["died"] == CHANGED
    assert table["criteria"] | {"died": SOUND["criteria"]["died"]} == SOUND["criteria"]
    assert volume(table).ruleset.criteria["died"].when.meets == ("harmed",)


def test_what_is_left_behind_is_gone_and_a_new_rule_is_added():
    table = put_together(
        later=later(
            without={"notes": {"mind": "not in this edition"}},
            notes={"new": {"text": "New.", "sources": ["law"]}},
        )
    )
    assert list(table["notes"]) == ["new"]


def test_what_rests_on_one_instrument_is_regraded_and_readings_stay_readings():
    more = {
        "reading": {"instrument": "Our reading of An Act", "grade": "reading"},
        "page": {"instrument": "A page", "grade": "single"},
    }
    gone = {"instrument": "An Act", "grade": "unconfirmed", "remark": "Gone."}
    table = put_together(
        later=later(on="sooner", regrade=gone),
        sooner={**SOUND, "sources": {**SOUND["sources"], **more}},
    )
    assert {name: (one["grade"], one.get("remark")) for name, one in table["sources"].items()} == {
        "law": ("unconfirmed", "Gone."),
        "reading": ("reading", "Gone."),
        "page": ("single", None),
    }
    assert SOUND["sources"]["law"]["grade"] == "confirmed"


def test_to_regrade_what_no_base_cites_is_refused():
    nothing = {"instrument": "No Act", "grade": "unconfirmed", "remark": "Gone."}
    with pytest.raises(RulesetError, match="regrades `No Act`, which no source of its base cites"):
        put_together(later=later(regrade=nothing))


def test_an_edition_cannot_build_on_itself():
    with pytest.raises(RulesetError, match=r"^later: builds on itself by way of later$"):
        put_together(later=later(on="later"))


def test_two_editions_cannot_build_on_each_other():
    with pytest.raises(RulesetError, match=r"^later: builds on itself by way of later, sooner$"):
        put_together(later=later(on="sooner"), sooner=later(on="later"))


@pytest.mark.parametrize(
    "section", ["criteria", "determinations", "considerations", "notes", "notices"]
)
def test_a_rule_that_replaces_another_must_say_what_it_changed(section: str):
    name, rule = next(iter(SOUND[section].items()))
    with pytest.raises(RulesetError) as refused:
        put_together(later=later() | {section: {name: rule}})
    message = f"later: {section}.{name} replaces an inherited rule and does not say `changed`"
    assert str(refused.value) == message


def test_a_referral_that_replaces_another_must_say_what_it_changed():
    with pytest.raises(RulesetError, match=r"^later: referral replaces an inherited one"):
        put_together(later=later(referral=SOUND["referral"]))


def test_a_rule_that_says_it_changed_something_must_replace_it():
    with pytest.raises(RulesetError) as refused:
        put_together(later=later(criteria={"dead": CHANGED}))
    assert str(refused.value) == (
        "later: criteria.dead says `changed` but replaces nothing (did you mean `died`?)"
    )


@pytest.mark.parametrize(
    ("section", "name"), [("notes", "minds"), ("sources", "lore"), ("criterions", "died")]
)
def test_what_is_not_inherited_cannot_be_left_behind(section: str, name: str):
    with pytest.raises(RulesetError) as refused:
        put_together(later=later(without={section: {name: "gone"}}))
    message = f"later: leaves {section}.{name} behind, but no base brings it"
    assert str(refused.value) == message


@pytest.mark.parametrize("why", ["", "  ", True, 1])
def test_what_is_left_behind_needs_a_reason(why: object):
    with pytest.raises(RulesetError, match=r"^later: leaves notes\.mind behind and does not say"):
        put_together(later=later(without={"notes": {"mind": why}}))


def test_two_bases_that_differ_on_a_rule_are_refused():
    other = {"criteria": {"died": criterion(HARMED)}}
    with pytest.raises(RulesetError, match=r"^later: criteria\.died comes from two bases that"):
        put_together(later={**OWN, "builds_on": [{"on": "trial"}, {"on": "other"}]}, other=other)


def test_two_bases_may_bring_the_same_rule():
    same = {"criteria": {"died": SOUND["criteria"]["died"]}}
    table = put_together(later={**OWN, "builds_on": [{"on": "trial"}, {"on": "o"}]}, o=same)
    assert table == SOUND


def two_bases(**own: Table) -> Table:
    """An edition on two bases whose referrals differ."""
    other = {"referral": {**SOUND["referral"], "here": "died"}}
    return put_together(later={**OWN, "builds_on": [{"on": "trial"}, {"on": "o"}], **own}, o=other)


def test_two_bases_that_refer_differently_are_refused():
    with pytest.raises(RulesetError, match=r"^later: referral comes from two bases that differ$"):
        two_bases()


def test_two_bases_that_refer_differently_may_be_settled_between():
    own = {**SOUND["referral"], "changed": "By one of the two."}
    assert two_bases(referral=own)["referral"] == own


def test_what_is_left_of_a_base_and_still_cited_is_missed_when_it_is_checked():
    table = put_together(later=later(without={"sources": {"law": "repealed"}}))
    with pytest.raises(RulesetError, match="criterion `died`: `law` is not a source"):
        volume(table)


# ------------------------------------------------------------------ two tests side by side


def side_by_side() -> Table:
    """The trial beside a second test that asks of a child otherwise."""
    second = {
        "criteria": {
            "child": criterion(
                {"fact": "age", "is": [], "judgement": ["unborn"]}, judgement_question="Does it?"
            ),
            "second": criterion({"all": ["child"]}),
        },
        "notes": {"n": {"text": "N.", "when": [{"criterion": "child"}], "sources": ["law"]}},
    }
    bases = [{"on": "trial"}, {"on": "second", "suffix": "-2", "rename": ["child"]}]
    return put_together(later={**OWN, "builds_on": bases}, second=second)


def test_a_renamed_criterion_stands_for_its_first_name_wherever_it_is_named():
    table = side_by_side()
    assert table["criteria"]["child-2"]["stands_for"] == "child"
    assert table["criteria"]["second"]["when"] == {"all": ["child-2"]}
    assert table["notes"]["n"]["when"] == [{"criterion": "child-2"}]
    assert table["criteria"]["child"] == SOUND["criteria"]["child"]


def test_only_a_criterion_that_is_there_can_be_renamed():
    bases = [{"on": "trial", "suffix": "-2", "rename": ["chid"]}]
    with pytest.raises(RulesetError, match=r"^trial: has no criterion `chid` to rename$"):
        put_together(later={**OWN, "builds_on": bases})


# ------------------------------------------------------------------ the editions themselves


@pytest.mark.parametrize("edition", shelf().timeline.editions)
def test_an_edition_repeats_no_rule_that_it_inherits(edition: str):
    own = dict(shelf().read(edition))
    bases = own.pop("builds_on", [])
    for base in bases:
        inherited = resolved(base["on"], shelf().read)
        for section in SECTIONS:
            for name, rule in own.get(section, {}).items():
                said = {key: value for key, value in rule.items() if key != "changed"}
                assert said != inherited[section].get(name), f"{section}.{name}"
