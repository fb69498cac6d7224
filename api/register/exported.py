"""The register as JSON lines, which can be verified on another machine without the database."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from api.register.chain import By, Entry, Head
from api.register.links import Broken, broken
from api.register.register import Register
from api.register.signing import SignedHead
from criteria.errors import InputError, Problem

Kept = tuple[Entry, bytes]


def exported(register: Register, panel: str) -> Iterator[str]:
    """The lines of a panel: its signed head first, then every entry with its sealed content."""
    signed = register.head(panel)
    if signed is None:
        return
    yield json.dumps({"signed_head": asdict(signed)})
    with closing(register.library.all(panel)) as kept:
        for entry, content in kept:
            if entry.seq > signed.head.seq:  # written while we were at it; the next export has it
                return
            packed = base64.b64encode(content).decode()
            yield json.dumps({"entry": asdict(entry), "content": packed})


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of holding registers to themselves: how many entries, and what is wrong.

    `notes` say what is not wrong, and may surprise.
    """

    entries: int
    findings: tuple[Broken, ...]
    notes: tuple[str, ...] = ()


def verified(
    lines: Iterable[str], key: str | None = None, earlier: Sequence[SignedHead] = ()
) -> Verified:
    """Verify what was exported, against the public key and earlier heads if they are given.

    Raises InputError, with the line, for what is no export.
    """
    entries = count()
    findings: list[Broken] = []
    seen: set[str] = set()
    for signed, kept in panels(lines):
        head = signed.head
        seen.add(head.panel)
        if not signed.holds(key or signed.key) or (key or signed.key) != signed.key:
            findings.append(unsigned(head))
        counted = (one for one, _ in zip(kept, entries, strict=False))
        findings += broken(head.panel, counted, of_panel(earlier, head.panel), last=head)
    findings += unmet(earlier, key, seen)
    return Verified(next(entries), tuple(findings))


def of_panel(earlier: Sequence[SignedHead], panel: str) -> list[Head]:
    """The heads of one panel."""
    return [one.head for one in earlier if one.head.panel == panel]


def unmet(earlier: Sequence[SignedHead], key: str | None, seen: set[str]) -> Iterator[Broken]:
    """What is wrong with earlier heads themselves, or where a panel was not seen at all."""
    for one in earlier:
        if not one.holds(key or one.key):
            yield unsigned(one.head)
        if one.head.panel not in seen:
            yield from broken(one.head.panel, (), [one.head])


def unsigned(head: Head) -> Broken:
    """That a head was not signed with the key it should be."""
    return Broken(head.panel, head.seq, "the head is not signed with this key")


def panels(lines: Iterable[str]) -> Iterator[tuple[SignedHead, Iterator[Kept]]]:
    """The panels in an export, each with its entries, to be gone through before the next."""
    told = (read(number, line) for number, line in enumerate(lines, 1) if line.strip())
    heads = [one for one in (next(told, None),) if one is not None]
    if not heads:
        raise InputError([Problem(("export",), "is empty: nothing can be verified")])
    for head in heads:
        if not isinstance(head, SignedHead):
            raise InputError([Problem(("line 1",), "comes before any signed head")])
        yield head, up_to_head(told, heads)


def up_to_head(told: Iterator[SignedHead | Kept], heads: list[SignedHead | Kept]) -> Iterator[Kept]:
    """The entries up to the next head, which is put among the heads."""
    for one in told:
        if isinstance(one, SignedHead):
            heads.append(one)
            return
        yield one


def read(number: int, line: str) -> SignedHead | Kept:
    """What a line says. Raises InputError if it is no line of an export."""
    try:
        said: dict[str, Any] = json.loads(line)
        if "signed_head" in said:
            return signed_head(said["signed_head"])
        entry = Entry(**{**said["entry"], "by": By(**said["entry"]["by"])})
        whole(entry.seq, entry.n)
        return entry, unpacked(said["content"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError([Problem((f"line {number}",), "is no line of an export")]) from error


def unpacked(text: str) -> bytes:
    """What is packed in base64. Raises ValueError if it is not written in the one right way."""
    content = base64.b64decode(text, validate=True)
    if base64.b64encode(content).decode() != text:
        raise ValueError("the last character has bits that stand for nothing")
    return content


def whole(*numbers: object) -> None:
    """Raise TypeError where a number is none."""
    if not all(type(one) is int for one in numbers):
        raise TypeError("a number is not a whole one")


def signed_head(told: Any) -> SignedHead:
    """The signed head in what was read. Raises KeyError, TypeError or ValueError if it is none."""
    head = SignedHead(Head(**told["head"]), told["key"], told["signature"])
    whole(head.head.seq)
    return head


def signed_heads(lines: Iterable[str]) -> list[SignedHead]:
    """The signed heads that were kept, one to a line. Raises InputError if there are none."""
    try:
        found = [signed_head(json.loads(line)) for line in lines if line.strip()]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError([Problem(("head",), "has a line that is no signed head")]) from error
    if not found:
        raise InputError([Problem(("head",), "is empty")])
    return found
