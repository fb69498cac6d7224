"""The examples of records in the OpenAPI document: one case, as its entries would be kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.pack.agenda import agenda
from api.pack.contents import pack
from api.pack.made import FORMS
from api.pack.recorded import recorded
from api.register.chain import BEGINNING, By, Entry, digest
from api.register.drafts import Kept
from api.register.library import told
from api.register.past import Past
from api.register.rows import Held
from api.register.rulesets import Rulesets
from api.register.signing import SignedHead, Signer
from api.register.times import in_london
from api.service.recording import writing

AT = "2024-03-05T10:15:00.000Z"
NOBODY = Past(None, None, None)


def kept(body: dict[str, Any]) -> Kept:
    """The example as it would be kept: the first entry of its panel, with nothing sealed."""
    said = writing(body["kind"], body["content"])(None, NOBODY)
    entry = Entry(
        panel="north",
        seq=1,
        reference=body["reference"],
        n=1,
        kind=body["kind"],
        at=AT,
        by=By("screener", "duty desk", "0123456789abcdef"),
        sealed=digest(said),
        previous=BEGINNING,
        incident=body["incident"],
    )
    return Kept(Held(entry.linked(), said), said)


def record(body: dict[str, Any]) -> Any:
    """What answers the example."""
    return json.loads(told(kept(body)))


def listed(body: dict[str, Any]) -> Any:
    """The list in which the example stands."""
    one = {"reference": body["reference"], "incident": body["incident"], "entries": 1}
    return {"records": [{**one, "opened": AT, "changed": AT, "erased": False}]}


def history(body: dict[str, Any]) -> Any:
    """The case of the example."""
    one = {"reference": body["reference"], "incident": body["incident"]}
    return {**one, "entries": [record(body)]}


def packed(body: dict[str, Any]) -> Any:
    """The pack of the example, as JSON."""
    case = recorded(body["reference"], [record(body)], {}, in_london(AT).date(), Rulesets())
    return json.loads(FORMS["json"].make(pack(case)))


def agreed(body: dict[str, Any]) -> Any:
    """An agenda with the example alone, as JSON."""
    case = recorded(body["reference"], [record(body)], {}, in_london(AT).date(), Rulesets())
    return json.loads(FORMS["json"].make(agenda([case])))


def read(body: dict[str, Any]) -> Any:
    """The log of readings after the example was read."""
    by = By("auditor", "audit", "fedcba9876543210").told()
    return {"readings": [{"id": 1, "reference": body["reference"], "at": AT, "by": by}]}


def signed(body: dict[str, Any]) -> SignedHead:
    """The head after the example, signed with a key that signs nothing else."""
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes(32))).sign(kept(body).held.entry.head)


def erased(body: dict[str, Any]) -> Any:
    """What answers the erasure of the example."""
    entry = kept(body).held.entry
    return {"reference": entry.reference, "n": 2, "hash": entry.hash, "left": []}


RECORD_REPLIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "record": record,
    "records": listed,
    "history": history,
    "entry": record,
    "pack": packed,
    "agenda": agreed,
    "head": lambda body: asdict(signed(body)),
    "whole": lambda _: {"whole": True, "findings": []},
    "readings": read,
    "export": lambda body: json.dumps({"signed_head": asdict(signed(body))}) + "\n",
    "erasure": erased,
    "public_key": lambda body: {"algorithm": "Ed25519", "key": signed(body).key},
}
