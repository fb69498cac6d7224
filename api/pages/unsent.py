"""What was typed into a form that was not taken, in the words of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from api.pages import dissenting
from api.pages.asked import ASKED, REJUDGED
from api.pages.casework import Case
from api.pages.dated import PARTS, SHORT
from api.pages.erasing import FIELDS as ERASING
from api.pages.fields import Field
from api.pages.forms import Form
from api.pages.judgements import CHOICES
from api.pages.question import in_words
from criteria.shelf import shelf


@dataclass(frozen=True, slots=True)
class Typed:
    """What one field says, and what it is asked as; `long` is what was written in sentences."""

    label: str
    said: str
    long: bool


def typed(request: Request) -> list[Typed]:
    """What a form that came with a request says, so that nobody has to remember it.

    Only what its page asks is told: nothing that a page carries unseen, and no secret.
    """
    form: Form | None = getattr(request.state, "form", None)
    if form is None:
        return []
    return [
        Typed(field.label, said, field.sort == "words")
        for field, said in [*asked_and_said(request, form), *dissents(request, form)]
        if said
    ]


def asked_and_said(request: Request, form: Form) -> Iterator[tuple[Field, str]]:
    """Each field of the page that a form came from, with what it says in words."""
    for field in fields_of(request):
        if field.sort == "day":
            parts = (form.said(f"{field.name}-{part}") for part in PARTS)
            yield field, " ".join(filter(None, parts))
        elif field.sort != "shown":
            said = form.said(field.name)
            yield field, (field.choices or {}).get(said, said) if said else ""


def fields_of(request: Request) -> list[Field]:
    """What the page asks that a form came from, as far as it is known without its case."""
    path = request.state.page.path
    if path == "/cases/{reference}/record/{kind}":
        return recorded_with(request.path_params["kind"])
    if path == "/erase":
        return ERASING
    if path == "/cases/{reference}/judgements/{criterion}":
        judged = Field("judgement", "choice", "The judgement", "", choices=CHOICES)
        return [judged, Field("reasons", "words", "Why", "")]
    return list(of_a_case()) if path.startswith("/cases/") else []


def recorded_with(kind: str) -> list[Field]:
    """What the form of a kind of entry asks of any case."""
    nothing = Case("", None, False, ())
    found = [field for one, ask in ASKED.items() if one == kind for field in ask(nothing)]
    return [*found, REJUDGED] if kind == "correction" else found


def of_a_case() -> Iterator[Field]:
    """What is asked on the way to a decision: references, days, and every fact."""
    yield Field("reference", "line", "Reference of the case", "")
    yield Field("incident", "line", "Reference of the incident", "")
    for name, label in SHORT.items():
        yield Field(name, "day", label, "")
    for name, fact in shelf().vocabulary.facts.items():
        words = {answer: in_words(fact, answer) for answer in fact.values}
        yield Field(name, "choice", fact.question, "", choices=words)
        yield Field(f"{name}-reason", "words", f"What makes it so: {fact.question}", "")
        yield Field(f"{name}-agency", "line", f"Who told you: {fact.question}", "")
        yield Field(f"{name}-on", "day", f"When: {fact.question}", "")


def dissents(request: Request, form: Form) -> Iterator[tuple[Field, str]]:
    """Who saw it otherwise, and what they say, where the form is that of advice."""
    if request.path_params.get("kind") != "advice":
        return
    for n, one in enumerate(dissenting.pairs(form), 1):
        yield Field("", "line", f"Dissent {n}: who saw it otherwise", ""), one["of"]
        yield Field("", "words", f"Dissent {n}: what they say", ""), one["words"]
