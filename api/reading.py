"""What a text states: bytes read and decoded, TOML or JSON parsed, and nothing lost on the way."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from criteria.errors import InputError, Problem, quoted

LARGEST = 1_048_576
"""How many bytes a case file may have; a real one has about a thousand."""

MOST_SAID = 20
"""How many mistakes are told before the rest are only counted."""

DEEPEST = 2
"""How deep a table may stand in a case: the evidence, and that on one fact."""

LONG_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){20}", re.ASCII)
"""A TOML key of twenty parts: reading one of thousands takes minutes."""


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
        raise trouble("is in UTF-16: save it as UTF-8")
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
    return from_json(text) if is_json else from_toml(text)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Let every complaint of the parsers, the interpreter's included, be the caller's mistake."""
    try:
        yield
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        said = lowered(error.msg.removesuffix(" at"))
        raise trouble(f"is not JSON: {said} at {place}") from error
    except tomllib.TOMLDecodeError as error:
        raise trouble(f"is not TOML: {lowered(str(error))}") from error
    except RecursionError as error:
        raise trouble("is nested too deeply to be a case") from error
    except ValueError as error:  # all that is left is a number of thousands of digits
        raise trouble("has a number that is too long to read") from error


def from_toml(text: str) -> object:
    """The value in TOML. Raises InputError; a key said twice is named with its line."""
    if LONG_KEY.search(text):
        raise trouble("is nested too deeply to be a case")
    with in_our_words():
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
    """The value in JSON. Raises InputError, also for a key said twice or a number that is none."""
    with in_our_words():
        value = loaded(text)
    if problems := list(repeats(value)):
        raise InputError(problems)
    return value


def as_table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a table, which remembers the keys that came twice."""
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    table = Repeated(pairs)
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
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


DECODER = json.JSONDecoder(object_pairs_hook=as_table, parse_constant=no_number)


def loaded(text: str) -> object:
    """The value in JSON, as `json.loads` gives it, which makes a decoder anew for every text."""
    if text.startswith("\ufeff"):
        return json.loads(text)  # it has words of its own for a mark that does not belong
    return DECODER.decode(text)


def trouble(message: str) -> InputError:
    """A mistake in the file as a whole."""
    return InputError([Problem((), message)])


def lowered(message: str) -> str:
    """A library's message in the way ours are written: lower case, no full stop."""
    return (message[:1].lower() + message[1:]).rstrip(".")
