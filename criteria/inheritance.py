"""How an edition is put together from what it builds on and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from criteria.errors import RulesetError, nearest

Table = dict[str, Any]
Read = Callable[[str], Table]

SECTIONS = (
    "sources",
    "criteria",
    "determinations",
    "considerations",
    "notes",
    "notices",
    "not_encoded",
)
MUST_SAY = ("criteria", "determinations", "considerations", "notes", "notices")


def resolved(name: str, read: Read, trail: tuple[str, ...] = ()) -> Table:
    """The whole table of an edition or fragment: its bases, less what it leaves, and its own."""
    if name in trail:
        raise RulesetError(f"{name}: builds on itself by way of {', '.join(trail)}")
    own = dict(read(name))
    inherited: Table = {section: {} for section in SECTIONS}
    for base in own.pop("builds_on", []):
        taken = drop_changes(resolved(base["on"], read, (*trail, name)))
        leave(name, taken, base.get("without", {}))
        regrade(name, taken, base.get("regrade"))
        taken = renamed(taken, base)
        join(name, inherited, taken)
        refer(name, inherited, taken, settled="referral" in own)
    return overlaid(name, inherited, own)


def join(name: str, inherited: Table, taken: Table) -> None:
    """Add what one base brings; two bases may bring one id only if they say the same."""
    for section in SECTIONS:
        for key, value in taken[section].items():
            if inherited[section].setdefault(key, value) != value:
                raise RulesetError(f"{name}: {section}.{key} comes from two bases that differ")


def refer(name: str, inherited: Table, taken: Table, *, settled: bool) -> None:
    """Add the referral of one base; where two differ, the edition must settle on its own."""
    if "referral" not in taken:
        return
    if inherited.setdefault("referral", taken["referral"]) != taken["referral"] and not settled:
        raise RulesetError(f"{name}: referral comes from two bases that differ")


def leave(name: str, taken: Table, without: Mapping[str, Any]) -> None:
    """Leave behind the rules of a base that the edition names, each with its reason."""
    for section, keys in without.items():
        for key, why in keys.items():
            if key not in taken.get(section, {}):
                raise RulesetError(f"{name}: leaves {section}.{key} behind, but no base brings it")
            if not (isinstance(why, str) and why.strip()):
                raise RulesetError(f"{name}: leaves {section}.{key} behind and does not say why")
            del taken[section][key]


def drop_changes(taken: Table) -> Table:
    """What a base brings, without what the base itself changed of its own bases."""
    dropped: Table = {**taken}
    for section in MUST_SAY:
        rules = taken[section].items()
        dropped[section] = {key: without_change(rule) for key, rule in rules}
    if "referral" in taken:
        dropped["referral"] = without_change(taken["referral"])
    return dropped


def without_change(rule: Table) -> Table:
    """A rule without the word on what it changed."""
    return {word: said for word, said in rule.items() if word != "changed"}


def regrade(name: str, taken: Table, rule: Table | None) -> None:
    """Give the sources of a base that cite one instrument another grade; readings stay readings."""
    if rule is None:
        return
    sources, instrument = taken["sources"], rule["instrument"]
    citing = {key: one for key, one in sources.items() if instrument in one["instrument"]}
    if not citing:
        raise RulesetError(f"{name}: regrades `{instrument}`, which no source of its base cites")
    for key, source in citing.items():
        grade = source["grade"] if source["grade"] == "reading" else rule["grade"]
        sources[key] = {**source, "grade": grade, "remark": rule["remark"]}


def overlaid(name: str, inherited: Table, own: Table) -> Table:
    """The inherited table with the edition's own rules laid over it."""
    table = {**inherited, **{k: v for k, v in own.items() if k not in SECTIONS}}
    for section in SECTIONS:
        for key, value in own.get(section, {}).items():
            if section in MUST_SAY:
                says_what_it_changed(f"{name}: {section}.{key}", key, inherited[section], value)
        table[section] = {**inherited[section], **own.get(section, {})}
    if "referral" in inherited and "referral" in own and "changed" not in own["referral"]:
        raise RulesetError(f"{name}: referral replaces an inherited one and does not say `changed`")
    return table


def says_what_it_changed(place: str, key: str, inherited: Table, value: Table) -> None:
    """A rule that replaces another says so; one that says so replaces another."""
    if key in inherited and "changed" not in value:
        raise RulesetError(f"{place} replaces an inherited rule and does not say `changed`")
    if key not in inherited and "changed" in value:
        near = nearest(key, inherited)
        hint = f" (did you mean `{near}`?)" if near else ""
        raise RulesetError(f"{place} says `changed` but replaces nothing{hint}")


def renamed(table: Table, base: Table) -> Table:
    """The table with some criteria under a second name, where two tests stand side by side.

    A judgement on the first name settles the second as well (`stands_for`).
    """
    suffix, names = base.get("suffix", ""), base.get("rename", [])
    for name in names:
        if name not in table["criteria"]:
            raise RulesetError(f"{base['on']}: has no criterion `{name}` to rename")
    new = {name: f"{name}{suffix}" for name in names}
    criteria = {
        new.get(key, key): with_second_name(key, value, new)
        for key, value in table["criteria"].items()
    }
    return {**{s: under_new_names(rules, new) for s, rules in table.items()}, "criteria": criteria}


def under_new_names(value: Any, new: Mapping[str, str]) -> Any:
    """Any part of a table, with the criteria it names under their new names."""
    if isinstance(value, list):
        return [under_new_names(item, new) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: new.get(item, item)
        if key in ("criterion", "none_if", "unless", "here", "elsewhere") and isinstance(item, str)
        else under_new_names(item, new)
        for key, item in value.items()
    }


def with_second_name(key: str, value: Table, new: Mapping[str, str]) -> Table:
    """One criterion with the names in its condition replaced, standing for its first name."""
    when = {
        word: [new.get(part, part) for part in said] if word in ("all", "any") else said
        for word, said in value["when"].items()
    }
    alias = {"stands_for": value.get("stands_for", key)} if key in new else {}
    return {**value, "when": when, **alias}
