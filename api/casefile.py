"""Reading a case file: TOML or JSON, from a path or standard input, and nothing lost on the way."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf
from engine.dates import as_day

LARGEST = 1_048_576
"""How many bytes a case file may have; a real one has about a thousand."""

SECTIONS = ("reference", "facts", "evidence", "judgements", "dates")
REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9._-]{1,40}")
LONGEST_AGENCY = 120


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its file states it: read, but neither its facts nor its judgements checked yet."""

    reference: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    judgements: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)


def read_case(path: str) -> Case:
    """The case in a file, or on standard input if the path is `-`.

    Raises InputError that says what is wrong and where.
    """
    text = decoded(contents(path))
    return as_case(parsed(text, Path(path).suffix.lower()))


def contents(path: str) -> bytes:
    """The bytes of a file, no more of them than a case file may have."""
    try:
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
        return from_json(text) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise trouble(f"is not JSON: {error.msg.lower()} at {place}") from error
    except tomllib.TOMLDecodeError as error:
        raise trouble(f"is not TOML: {lowered(str(error))}") from error
    except RecursionError as error:
        raise trouble("is nested too deeply to be a case file") from error
    except ValueError as error:
        raise trouble(f"has a value that cannot be read: {lowered(str(error))}") from error


def from_json(text: str) -> object:
    """The value in JSON; a key said twice or a number that is none is an error."""
    return json.loads(text, object_pairs_hook=without_repeats, parse_constant=no_number)


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a table. Raises InputError for a key that comes twice."""
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise InputError([Problem((key,), f"{quoted(key)} is given twice")])
        table[key] = value
    return table


def no_number(name: str) -> object:
    """Refuse NaN and infinities, which are not JSON."""
    raise trouble(f"is not JSON: {name} is not a value")


def as_case(table: object) -> Case:
    """The case in a table that was read. Raises InputError with every mistake in its shape."""
    if not isinstance(table, Mapping):
        raise trouble(f"states {quoted(table)} where a table with [facts] belongs")
    problems = [
        Problem((str(key),), f"{quoted(key)} is not a part of a case file", nearest(key, SECTIONS))
        for key in table
        if key not in SECTIONS
    ]
    for name in SECTIONS[1:]:
        if not isinstance(table.get(name, {}), Mapping):
            problems.append(Problem((name,), f"{quoted(table[name])} is not a table"))
    if not problems:
        problems = [*reference_problems(table), *evidence_problems(table.get("evidence", {}))]
    if problems:
        raise InputError(problems)
    return Case(**table)


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
    if not (isinstance(agency, str) and 0 < len(agency.strip()) <= LONGEST_AGENCY):
        message = f"{quoted(agency)} is not an agency (a few words)"
        problems.append(Problem((*place, "agency"), message))
    if "on" in told and as_day(told["on"]) is None:
        problems.append(Problem((*place, "on"), f"{quoted(told['on'])} is not a day", "2015-03-26"))
    return problems


def trouble(message: str) -> InputError:
    """A mistake in the file as a whole."""
    return InputError([Problem((), message)])


def lowered(message: str) -> str:
    """A library's message in the way ours are written: lower case, no full stop."""
    return (message[:1].lower() + message[1:]).rstrip(".")
