"""The schemas of records: what may be recorded, and how it is shown."""

from __future__ import annotations

from typing import Any

from api.register.chain import KINDS as ENTRIES
from api.register.library import EVERY_CASE
from api.register.shapes import SHAPES, Shape
from api.service.recording import MAY_RECORD, said_why
from api.service.schemas import PLAIN, REFERENCE, Shapes, closed, day, evidence
from criteria.shelf import shelf

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
LEFT = "Why the database's write-ahead log may still hold the key of the case, if it may."
SIGNATURE: Schema = {"type": "string", "pattern": "^[0-9a-f]{128}$"}


def record_schemas(shapes: Shapes) -> dict[str, Schema]:
    """Every schema that only records need."""
    return {
        **sent(shapes),
        "ScreeningContent": screening(shapes),
        "record_request": recorded(shapes),
        "erasure_request": closed(
            {"reference": REFERENCE, "reason": {"type": "string", "minLength": 1}},
            ("reference", "reason"),
        ),
        **shown(shapes),
        **chained(shapes),
    }


def sent(shapes: Shapes) -> dict[str, Schema]:
    """The contents of a fixed shape, by the name of the shape."""
    found: dict[str, Schema] = {}
    for shape in SHAPES.values():
        found |= told(shape, shapes)
    return found


def told(shape: type[Shape], shapes: Shapes) -> dict[str, Schema]:
    """A shape with the shapes it is made of."""
    schema = shape.model_json_schema(ref_template=f"{shapes.at}{{model}}")
    inner: dict[str, Schema] = schema.pop("$defs", {})
    return {**inner, shape.__name__: schema}


def screening(shapes: Shapes) -> Schema:
    """The content of a screening: a case, where answers came from, and what makes some so."""
    reasons = closed(dict.fromkeys(said_why(), TEXT))
    every = {
        "edition": {"enum": list(shelf().timeline.editions)},
        "on": day(),
        "area_switch": day(),
        **{name: shapes.named(name.capitalize()) for name in ("facts", "judgements", "dates")},
        "evidence": evidence(),
        "reasons": reasons,
        "what_if": PLAIN[bool],
    }
    return closed(every, ("facts",))


def recorded(shapes: Shapes) -> Schema:
    """A request to record: the kind says which content belongs."""
    ways = [
        closed(
            {
                "reference": REFERENCE,
                "incident": REFERENCE,
                "kind": {"const": kind},
                "content": shapes.named(
                    "ScreeningContent" if kind == "screening" else SHAPES[kind].__name__
                ),
            },
            ("reference", "kind", "content"),
        )
        for kind in ENTRIES
        if MAY_RECORD[kind]
    ]
    return {"oneOf": ways}


def shown(shapes: Shapes) -> dict[str, Schema]:
    """Entries and cases as they are read."""
    chain = closed(
        {
            "panel": TEXT,
            "seq": PLAIN[int],
            "sealed": HASH,
            "previous": HASH,
            "hash": HASH,
        },
        ("panel", "seq", "sealed", "previous", "hash"),
    )
    incident = {"anyOf": [REFERENCE, {"type": "null"}]}
    entry = {
        "reference": REFERENCE,
        "incident": incident,
        "n": PLAIN[int],
        "kind": {"enum": list(ENTRIES)},
        "at": TEXT,
        "by": closed({"role": TEXT, "name": TEXT}, ("role", "name")),
        "chain": chain,
        "content": {"type": ["object", "null"], "description": "Null once the case is erased."},
    }
    case = {"reference": REFERENCE, "incident": incident, "entries": PLAIN[int], "opened": TEXT}
    case |= {"changed": TEXT, "erased": PLAIN[bool]}
    history = {"reference": REFERENCE, "incident": incident}
    history |= {"entries": {"type": "array", "items": shapes.named("Entry")}}
    listed = {"type": "array", "items": closed(case, tuple(case))}
    whole_list = {"const": EVERY_CASE, "description": "the cases were read all at once"}
    which = {"anyOf": [REFERENCE, whole_list]}
    reading: dict[str, Schema] = {"id": PLAIN[int], "reference": which, "at": TEXT}
    reading["by"] = closed({"role": TEXT, "name": TEXT, "key": TEXT}, ("role", "name", "key"))
    read = {"type": "array", "items": closed(reading, tuple(reading))}
    return {
        "Readings": closed({"readings": read}, ("readings",)),
        "Entry": closed(entry, tuple(entry)),
        "History": closed(history, tuple(history)),
        "Records": closed({"records": listed}, ("records",)),
    }


def chained(shapes: Shapes) -> dict[str, Schema]:
    """Heads, the public key, and what came of verifying."""
    head = {"panel": TEXT, "seq": PLAIN[int], "hash": HASH, "at": TEXT}
    signed = {"head": closed(head, tuple(head)), "key": HASH, "signature": SIGNATURE}
    none = closed({"head": {"type": "null"}}, ("head",))
    erased = {"reference": REFERENCE, "n": PLAIN[int], "hash": HASH}
    erased["left"] = {"type": "array", "items": TEXT, "description": LEFT}
    findings = {"type": "array", "items": TEXT}
    key = {"algorithm": {"const": "Ed25519"}, "key": HASH}
    return {
        "SignedHead": {"anyOf": [closed(signed, tuple(signed)), none]},
        "PublicKey": closed(key, tuple(key)),
        "Whole": closed({"whole": PLAIN[bool], "findings": findings}, ("whole", "findings")),
        "Erased": closed(erased, tuple(erased)),
    }
