"""Records: what is added to a case, and what may be read of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.casefile import Asked, evidence_problems, reference_problems
from api.credentials import Credential, Role
from api.register.chain import KINDS, By, Kind
from api.register.drafts import Draft
from api.register.library import told
from api.register.writing import Screening, Write, shaped
from api.service.bodies import repeats, stated
from api.service.cases import asked, misplaced
from api.service.problems import Refused
from api.service.replies import replied
from api.service.service import Service
from criteria.errors import InputError, Problem, nearest, quoted
from criteria.shelf import shelf
from engine.judging import judgement_names

PARTS = ("reference", "incident", "kind", "content")
SCREENING = (
    "edition",
    "on",
    "area_switch",
    "facts",
    "judgements",
    "dates",
    "evidence",
    "reasons",
    "what_if",
)

ERASING = "erase a case with `POST /v1/register/erasures`, or `threshold register erase`"

LONGEST = 20_000
"""How many characters may say what makes an answer so."""

MAY_RECORD: Mapping[Kind, frozenset[Role]] = {
    "screening": frozenset({"system", "screener", "chair"}),
    "judgement": frozenset({"screener", "chair"}),
    "advice": frozenset({"screener", "chair"}),
    "decision": frozenset({"chair"}),
    "notice": frozenset({"system", "chair"}),
    "reply": frozenset({"chair"}),
    "correction": frozenset({"chair"}),
    "erased": frozenset(),
}
"""Who may record what. What is not here is for nobody."""


async def record(service: Service, request: Request) -> Response:
    """Add an entry to a case of one's own panel. A case begins with its first screening."""
    body = await stated(request, service.settings)
    credential: Credential = request.state.credential
    kind = kind_of(body, credential)
    draft = Draft(
        panel=credential.panel,
        reference=body["reference"],
        incident=body.get("incident"),
        kind=kind,
        by=by(credential),
        write=writing(kind, body["content"]),
        **repeatable(by(credential), token(request), body),
    )
    kept = await service.register.scribe.write(draft)
    entry = kept.held.entry
    location = {"location": f"/v1/records/{entry.reference}/entries/{entry.n}"}
    return replied(told(kept), request.state.request_id, status=201, headers=location)


def kind_of(body: dict[str, Any], credential: Credential) -> Kind:
    """The kind of entry in a body. Raises InputError with every mistake around its content.

    Raises Refused where the credential's role may not record it.
    """
    problems = [*misplaced(body, PARTS), *repeats(body), *reference_problems(body)]
    problems += missing(body, "reference", "kind", "content")
    if "incident" in body:
        problems += [
            Problem(("incident",), one.message)
            for one in reference_problems({"reference": body["incident"]})
        ]
    kind = body.get("kind")
    sent = [one for one in KINDS if MAY_RECORD[one]]
    if kind == "erased":
        problems.append(Problem(("kind",), f"{quoted(kind)} is not recorded: {ERASING}"))
    elif "kind" in body and kind not in sent:
        problems.append(Problem(("kind",), f"{quoted(kind)} is not a kind", nearest(kind, sent)))
    if problems:
        raise InputError(problems)
    found = sent[sent.index(kind)]  # type: ignore[arg-type]
    if credential.role not in MAY_RECORD[found]:
        allowed = ", ".join(sorted(MAY_RECORD[found]))
        detail = f"the key has the role `{credential.role}`; a {found} is recorded by {allowed}"
        raise Refused("not-for-this-role", detail)
    return found


def missing(body: dict[str, Any], *names: str) -> list[Problem]:
    """A problem for each part that must be there and is not."""
    return [Problem((name,), "is missing") for name in names if name not in body]


def writing(kind: Kind, content: object) -> Write:
    """What writes an entry of a kind. Raises InputError with every mistake in its content."""
    if kind != "screening":
        return shaped(kind, content)
    if not isinstance(content, dict):
        raise InputError([Problem(("content",), f"{quoted(content)} is not a table")])
    evidence, reasons = content.get("evidence", {}), content.get("reasons", {})
    problems = [
        *told_apart("evidence", evidence, evidence_problems),
        *told_apart("reasons", reasons, reason_problems),
    ]
    case = within("content", lambda: asked(content, SCREENING), problems)
    return Screening(case, content, evidence, reasons)


def told_apart(
    name: str, value: object, check: Callable[[Mapping[str, Any]], list[Problem]]
) -> list[Problem]:
    """What is wrong with a table, looked at closely only if it is one."""
    if not isinstance(value, Mapping):
        return [Problem((name,), f"{quoted(value)} is not a table")]
    return check(value)


def reason_problems(reasons: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the words that say what makes an answer, or a judgement, so."""
    known = said_why()
    unknown = [
        Problem(("reasons", name), f"{quoted(name)} is not a fact", nearest(name, known))
        for name in reasons
        if name not in known
    ]
    return unknown + [
        Problem(("reasons", name), f"{quoted(words)} is not a text of up to {LONGEST} characters")
        for name, words in reasons.items()
        if not is_text(words)
    ]


@cache
def said_why() -> tuple[str, ...]:
    """What may be given reasons: every fact, and every judgement that is left to people."""
    rulesets = [shelf().volume(edition).ruleset for edition in shelf().timeline.editions]
    return (*shelf().vocabulary.facts, *judgement_names(rulesets))


def is_text(words: object) -> bool:
    """Whether a value is text that can be kept: not too long, and no half of a character."""
    if not isinstance(words, str) or len(words) > LONGEST:
        return False
    return not any("\ud800" <= char <= "\udfff" for char in words)


def within(name: str, act: Callable[[], Asked], others: list[Problem]) -> Asked:
    """What an act finds in a part of the body, or its mistakes and others in their place there."""
    try:
        found = act()
    except InputError as error:
        raise type(error)(placed(name, [*error.problems, *others])) from error
    if others:
        raise InputError(placed(name, others))
    return found


def placed(name: str, problems: list[Problem]) -> list[Problem]:
    """Problems in their place inside a part of the body."""
    return [Problem((name, *one.where), one.message, one.nearest) for one in problems]


def by(credential: Credential) -> By:
    """Who a credential is, as an entry says it."""
    return By(credential.role, credential.name, credential.id)


def repeatable(who: By, said: str | None, body: Any) -> dict[str, str]:
    """What a request is known by if it comes again, where it has an idempotency key.

    Whoever sends it, by role and name, has idempotency keys of their own: what others sent is not
    answered to them. A new key to the service of the same role and name is the same sender.
    """
    if said is None:
        return {}
    return {"token": hashed([who.role, who.name, said]), "request": hashed(body)}


def hashed(told: Any) -> str:
    """The SHA-256 of something in JSON, in hexadecimal; the order of a table is no part of it."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def token(request: Request) -> str | None:
    """The idempotency key of a request. Raises InputError if it is none."""
    said = request.headers.get("idempotency-key")
    if said is not None and not (1 <= len(said) <= 64 and said.isascii() and said.isprintable()):
        told = "is not 1 to 64 printable ASCII characters"
        raise InputError([Problem(("Idempotency-Key",), told)])
    return said
