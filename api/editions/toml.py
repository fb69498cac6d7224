"""A ruleset, whole, as TOML: what it inherits included, so that it is read without the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from criteria.versions import Volume

BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A key that needs no quotation marks."""


def as_toml(volume: Volume) -> str:
    """The ruleset as TOML, from which the same ruleset can be read."""
    ruleset = volume.ruleset
    table = ruleset.model_dump(mode="python", by_alias=True, exclude_none=True)
    head = (
        f"# {ruleset.id} {ruleset.version}: the edition whole, all that it inherits resolved.\n"
        f"# Digest, over this and the facts: {volume.digest}\n"
    )
    return "\n".join([head, *written(table, ())]) + "\n"


def written(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """A table: its values first, then the tables in it, each under its name."""
    for name, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{key(name)} = {plain(value)}"
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield f"\n[{'.'.join(map(key, (*path, name)))}]"
            yield from written(value, (*path, name))


def plain(value: Any) -> str:
    """A value on one line. Numbers, words and truths are written as JSON writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key(name)} = {plain(one)}' for name, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(plain, value))}]"
    return json.dumps(value, ensure_ascii=False)


def key(name: str) -> str:
    """The name of a value or a table."""
    return name if BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
