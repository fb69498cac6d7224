"""The archive: what may be read of a panel's cases, shown to be whole, and erased."""

from __future__ import annotations

import re
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.casefile import reference_problems
from api.credentials import Credential
from api.register.erasing import Erasure, Erasures, erase, wrong_with_reason
from api.register.exported import exported
from api.register.library import no_entry
from api.register.mistakes import NoSuchCase
from api.register.rows import Record
from api.register.verifying import verified_panel
from api.service.bodies import repeats, stated
from api.service.cases import misplaced
from api.service.recording import by, missing
from api.service.replies import replied
from api.service.service import Service
from api.service.streaming import Lines
from api.service.watching import unscrubbed
from api.writing import as_bytes
from criteria.errors import InputError, Problem, quoted

FEW_DIGITS = re.compile(r"[0-9]{1,9}")
"""The number of a reading or an entry, as either database can count them."""


async def records(service: Service, request: Request) -> Response:
    """The cases of one's own panel, by reference; of one incident, or after a reference."""
    query = request.query_params
    problems = [
        Problem((name,), one.message)
        for name in ("incident", "after")
        if name in query
        for one in reference_problems({"reference": query[name]})
    ]
    if problems:
        raise InputError(problems)
    asked = query.get("incident"), query.get("after", "")
    found = await run_in_threadpool(listed, service, request.state.credential, *asked)
    told = [
        {
            "reference": one.reference,
            "incident": one.incident,
            "entries": one.entries,
            "opened": one.opened,
            "changed": one.changed,
            "erased": one.wrapped is None,
        }
        for one in found
    ]
    return replied(as_bytes({"records": told}), request.state.request_id)


def listed(
    service: Service, credential: Credential, incident: str | None, after: str
) -> list[Record]:
    """The cases of somebody's panel. The reading is logged: it is told which there are."""
    service.register.library.note(credential.panel, by(credential))
    return service.register.library.listed(credential.panel, incident, after)


async def history(service: Service, request: Request) -> Response:
    """A case of one's own panel with its whole history."""
    credential = request.state.credential
    reference = request.path_params["reference"]
    read = service.register.library.history
    one, entries = await run_in_threadpool(read, credential.panel, reference, by(credential))
    told = {"reference": one.reference, "incident": one.incident, "entries": entries}
    return replied(as_bytes(told), request.state.request_id)


async def entry(service: Service, request: Request) -> Response:
    """One entry of a case of one's own panel."""
    credential = request.state.credential
    reference, n = request.path_params["reference"], request.path_params["n"]
    if not FEW_DIGITS.fullmatch(n):
        raise NoSuchCase([no_entry(reference, n)])
    read = service.register.library.entry
    told = await run_in_threadpool(read, credential.panel, reference, int(n), by(credential))
    return replied(as_bytes(told), request.state.request_id)


async def head(service: Service, request: Request) -> Response:
    """How far the panel's register goes, signed: to be kept elsewhere and held against it later."""
    signed = await run_in_threadpool(service.register.head, request.state.credential.panel)
    told = {"head": None} if signed is None else asdict(signed)
    return replied(as_bytes(told), request.state.request_id)


async def readings(service: Service, request: Request) -> Response:
    """Who read the panel's cases, or one of them, and when; those after a number."""
    query = request.query_params
    problems = [*reference_problems({"reference": query.get("reference", "0")})]
    after = query.get("after", "0")
    if not FEW_DIGITS.fullmatch(after):
        problems.append(Problem(("after",), f"{quoted(after)} is not the number of a reading"))
    if problems:
        raise InputError(problems)
    found = await run_in_threadpool(
        service.register.library.readings,
        request.state.credential.panel,
        query.get("reference"),
        int(after),
    )
    told = [
        {"id": one.id, "reference": one.reference, "at": one.at, "by": one.by.told()}
        for one in found
    ]
    return replied(as_bytes({"readings": told}), request.state.request_id)


async def export(service: Service, request: Request) -> Response:
    """Every entry of the panel as JSON lines, sealed as it is kept, after a signed head."""
    credential = request.state.credential
    await run_in_threadpool(service.register.library.note, credential.panel, by(credential))
    lines = exported(service.register, credential.panel)
    every = (f"{line}\n".encode() for line in lines)
    return Lines(every, request.state.request_id, service.settings.reader_seconds)


async def whole(service: Service, request: Request) -> Response:
    """Whether the panel's register is what was recorded, and where it is not."""
    panel = request.state.credential.panel
    found = (await run_in_threadpool(verified_panel, service.register, panel)).findings
    told = {"whole": not found, "findings": [str(one) for one in found]}
    return replied(as_bytes(told), request.state.request_id)


async def erasure(service: Service, request: Request) -> Response:
    """Erase a case of one's own panel."""
    body = await stated(request, service.settings)
    credential: Credential = request.state.credential
    problems = [
        *misplaced(body, ("reference", "reason")),
        *repeats(body),
        *reference_problems(body),
        *wrong_with_reason(body.get("reason", "-")),
        *missing(body, "reference", "reason"),
    ]
    if problems:
        raise InputError(problems)
    told = Erasure(credential.panel, body["reference"], body["reason"].strip())
    erasures = Erasures(service.settings.data)
    done = await run_in_threadpool(erase, service.register.ledger, erasures, told, by(credential))
    unscrubbed(done.left, request.state.request_id)
    entry = done.held.entry
    said = {"reference": told.reference, "n": entry.n, "hash": entry.hash, "left": done.left}
    return replied(as_bytes(said), request.state.request_id, status=201)


async def public_key(service: Service, request: Request) -> Response:
    """The public key to which signed heads are held (Ed25519, in hexadecimal)."""
    told = {"algorithm": "Ed25519", "key": service.register.signer.public}
    return replied(as_bytes(told), request.state.request_id)
