"""Reading a case file: TOML or JSON, from a path or standard input, and nothing lost on the way."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.facts import problems_in
from criteria.shelf import shelf
from engine.dates import as_day, read_dates
from engine.judging import misnamed

LARGEST = 1_048_576
"""How many bytes a case file may have; a real one has about a thousand."""

SECTIONS = ("reference", "facts", "evidence", "judgements", "dates")
REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._-]{1,40}")
LONGEST_AGENCY = 120
MOST_ENTRIES = 100
"""How many entries a section may have; there are some forty facts and seven dates."""

MOST_SAID = 20
"""How many mistakes are told before the rest are only counted."""

DEEPEST = 2
"""How deep a table may stand in a case: the evidence, and that on one fact."""

LONG_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){20}", re.ASCII)
"""A TOML key of twenty parts: reading one of thousands takes minutes."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its file states it: its facts and dates can be read, its judgements are not yet."""

    reference: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    judgements: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)


def read_case(path: str) -> Case:
    """The case in a file, or on standard input if the path is `-`.

    Raises InputError with every mistake but those in judgements, which need an edition.
    """
    text = decoded(contents(path))
    return as_case(parsed(text, Path(path).suffix.lower()))


def contents(path: str) -> bytes:
    """The bytes of a file, no more of them than a case file may have."""
    try:
        if path == "-" and sys.stdin is None:
            raise trouble("cannot be read: it is closed")
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise trouble(f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from error
    except ValueError as error:
        raise trouble("cannot be read: this is not a path") from error
    if len(data) > LARGEST:
        raise trouble(f"is larger than a case file may be ({LARGEST} bytes)")
    return data


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise trouble("is in UTF-16, but a case file is in UTF-8: save it as UTF-8")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise trouble(f"is not text: line {line} has the byte 0x00; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise trouble(
            f"is not in UTF-8: line {line} has the byte {data[error.start]:#04x}"
        ) from error
    if not text.strip():
        raise trouble("is empty")
    return text


def parsed(text: str, suffix: str) -> object:
    """The value that the text states, in JSON or TOML: by its ending, or by how it begins."""
    is_json = suffix == ".json" or (suffix != ".toml" and text.lstrip().startswith("{"))
    try:
        return from_json(text) if is_json else from_toml(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise trouble(
            f"is not JSON: {lowered(error.msg.removesuffix(' at'))} at {place}"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise trouble(f"is not TOML: {lowered(str(error))}") from error
    except RecursionError as error:
        raise trouble("is nested too deeply to be a case file") from error
    except ValueError as error:  # all that is left is a number of thousands of digits
        raise trouble("has a number that is too long to read") from error


def from_toml(text: str) -> object:
    """The value in TOML; a key said twice is named with its line."""
    if LONG_KEY.search(text):
        raise trouble("is nested too deeply to be a case file")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if not re.match("Cannot overwrite|Cannot declare|Duplicate", str(error)):
            raise
        raise InputError([said_twice(text, str(error))]) from error


def said_twice(text: str, message: str) -> Problem:
    """The key that TOML found a second time, in the section and on the line where it stands."""
    told = re.search(r"at line (\d+)", message)
    lines = text.rstrip().splitlines()[: int(told[1]) if told else None]
    heads = [line.strip(" \t[]") for line in lines if line.startswith("[")]
    last = lines[-1].strip()
    inline = re.search(r"inline table key '(.*)'", message)
    key = last.strip("[]") if last.startswith("[") else last.partition("=")[0].strip()
    place = (key,) if last.startswith("[") else (*heads[-1:], key)
    name = quoted(inline[1] if inline else key)
    return Problem(place, f"{name} is given twice, again on line {len(lines)}")


class Repeated(dict[str, Any]):
    """A JSON table in which some keys came twice."""

    twice: tuple[str, ...] = ()


def from_json(text: str) -> object:
    """The value in JSON; a key said twice or a number that is none is an error."""
    value = json.loads(text, object_pairs_hook=as_table, parse_constant=no_number)
    if problems := list(repeats(value)):
        raise InputError(problems)
    return value


def as_table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a table, which remembers the keys that came twice."""
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if not twice:
        return dict(pairs)
    table = Repeated(pairs)
    table.twice = tuple(twice[:MOST_SAID])
    return table


def repeats(value: object, place: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Every key that came twice, with where it stands, as deep as a case file goes."""
    if isinstance(value, Repeated):
        for key in value.twice:
            yield Problem((*place, key), f"{quoted(key)} is given twice")
    if isinstance(value, dict) and len(place) < DEEPEST:
        for key, part in value.items():
            yield from repeats(part, (*place, key))


def no_number(name: str) -> object:
    """Refuse NaN and infinities, which are not JSON."""
    raise trouble(f"is not JSON: {name} is not a value")


def as_case(table: object) -> Case:
    """The case in a table that was read. Raises InputError with every mistake in it."""
    if not isinstance(table, Mapping):
        raise trouble(f"states {quoted(table)} where a table with [facts] belongs")
    problems = [
        Problem((str(key),), f"{quoted(key)} is not a part of a case file", nearest(key, SECTIONS))
        for key in list(table)[:MOST_ENTRIES]
        if key not in SECTIONS
    ]
    problems += reference_problems(table)
    for name in SECTIONS[1:]:
        problems += section_problems(name, table.get(name, {}))
    if problems:
        problems += misjudged(table.get("judgements", {}))
    if len(problems) > MOST_SAID + 1:
        left = Problem((), f"and {len(problems) - MOST_SAID} more mistakes")
        problems = [*problems[:MOST_SAID], left]
    if problems:
        raise InputError(problems)
    return Case(**table)


def misjudged(judgements: object) -> list[Problem]:
    """What is wrong with judgements under whatever edition: told with the other mistakes."""
    if not isinstance(judgements, Mapping):
        return []
    rulesets = [shelf().volume(edition).ruleset for edition in shelf().timeline.editions]
    found = []
    for name, judged in list(judgements.items())[:MOST_ENTRIES]:
        wrong = [misnamed(ruleset, shelf().vocabulary, name, judged) for ruleset in rulesets]
        found += [wrong[-1]] if all(wrong) and wrong[-1] is not None else []
    return found


def section_problems(name: str, section: object) -> list[Problem]:
    """What is wrong with one section of a case, as far as no edition is needed to tell."""
    if not isinstance(section, Mapping):
        return [Problem((name,), f"{quoted(section)} is not a table")]
    if len(section) > MOST_ENTRIES:
        return [Problem((name,), f"has {len(section)} entries, and may have {MOST_ENTRIES}")]
    if name == "facts":
        return problems_in(shelf().vocabulary, section)
    if name == "dates":
        return date_problems(section)
    return evidence_problems(section) if name == "evidence" else []


def date_problems(dates: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the dates."""
    try:
        read_dates(shelf().vocabulary, dates)
    except InputError as error:
        return list(error.problems)
    return []


def reference_problems(table: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the reference: it must never be a name."""
    reference = table.get("reference", "0")
    if isinstance(reference, str) and REFERENCE.fullmatch(reference):
        return []
    rule = "letters, digits, - _ . up to 40, with at least one digit, and never a name"
    return [Problem(("reference",), f"{quoted(reference)} is not a reference ({rule})")]


def evidence_problems(evidence: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the evidence: which fact, what agency, which day."""
    facts = shelf().vocabulary.facts
    problems = []
    for name, told in evidence.items():
        place = ("evidence", str(name))
        if name not in facts:
            problems.append(Problem(place, f"{quoted(name)} is not a fact", nearest(name, facts)))
        elif not isinstance(told, Mapping):
            shape = '{ agency = "police", on = 2013-02-11 }'
            problems.append(Problem(place, f"{quoted(told)} is not evidence like {shape}"))
        else:
            problems += told_problems(place, told)
    return problems


def told_problems(place: tuple[str, ...], told: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the evidence for one fact."""
    known = ("agency", "on")
    problems = [
        Problem((*place, str(key)), f"{quoted(key)} is not a part of evidence", nearest(key, known))
        for key in told
        if key not in known
    ]
    agency = told.get("agency", "-")
    if not (
        isinstance(agency, str)
        and agency.isprintable()
        and 0 < len(agency.strip()) <= LONGEST_AGENCY
    ):
        message = (
            f"{quoted(agency)} is not an agency (a few words, up to {LONGEST_AGENCY} characters)"
        )
        problems.append(Problem((*place, "agency"), message))
    if "on" in told and as_day(told["on"]) is None:
        message = f"{quoted(told['on'])} is not a day like 2015-03-26"
        problems.append(Problem((*place, "on"), message))
    return problems


def trouble(message: str) -> InputError:
    """A mistake in the file as a whole."""
    return InputError([Problem((), message)])


def lowered(message: str) -> str:
    """A library's message in the way ours are written: lower case, no full stop."""
    return (message[:1].lower() + message[1:]).rstrip(".")
