"""What stands in the address of an operation, and in its headers."""

from __future__ import annotations

from typing import Any

from api.pack.made import FORMS
from api.service.components import TEXT
from api.service.schemas import REFERENCE, day
from criteria.shelf import shelf

Schema = dict[str, Any]

ENTRY: Schema = {"type": "integer", "minimum": 1, "maximum": 99_999_999}
READING: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
FORM: Schema = {"enum": list(FORMS), "default": "pdf"}
REFERENCES: Schema = {"type": "string", "description": "references with commas between them"}
TOKEN: Schema = {"type": "string", "pattern": "^[!-~]{1,64}$"}


def parameters(name: str, *, kept: bool) -> list[Schema]:
    """The parameters of an operation; a reply that is kept is asked for if it changed."""
    found = PATHS.get(name, {}) | ({"edition": known_edition()} if name == "edition" else {})
    return [
        *(said(one, "path", schema) for one, schema in found.items()),
        *(said(one, "query", schema) for one, schema in queries(name).items()),
        *(said(one, "header", schema) for one, schema in HEADERS.get(name, {}).items()),
        *([said("If-None-Match", "header", TEXT)] if kept else []),
    ]


def said(name: str, where: str, schema: Schema) -> Schema:
    """One parameter."""
    required = where == "path" or name == "on"
    return {"name": name, "in": where, "required": required, "schema": schema}


PATHS: dict[str, dict[str, Schema]] = {
    "history": {"reference": REFERENCE},
    "entry": {"reference": REFERENCE, "n": ENTRY},
    "pack": {"reference": REFERENCE},
}
HEADERS: dict[str, dict[str, Schema]] = {"record": {"Idempotency-Key": TOKEN}}


def queries(name: str) -> dict[str, Schema]:
    """What is asked behind the question mark."""
    return {
        "list_sources": {"edition": known_edition()},
        "resolution": {"on": day(), "area_switch": day()},
        "pack": {"format": FORM},
        "agenda": {"format": FORM, "references": REFERENCES},
        "records": {"incident": REFERENCE, "after": REFERENCE},
        "readings": {"reference": REFERENCE, "after": READING},
    }.get(name, {})


def known_edition() -> Schema:
    """The name of an edition."""
    return {"enum": list(shelf().timeline.editions)}
