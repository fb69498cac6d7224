"""Dissent: those on the panel who saw it otherwise, as many as there are."""

from __future__ import annotations

from typing import Any

from api.pages.fields import Field
from api.pages.forms import Form
from api.register.chain import Kind

MOST = 50


def shown(form: Form | None) -> list[dict[str, str]]:
    """The dissents that a form shows: those typed so far, and another if that was asked for."""
    if form is None:
        return []
    typed = pairs(form)
    return typed + [{"of": "", "words": ""}] * ("add" in form and len(typed) < MOST)


def pairs(form: Form) -> list[dict[str, str]]:
    """Every dissent of a form, empty ones too, so that each keeps its place."""
    both = zip(form.all("dissent-of"), form.all("dissent-words"), strict=False)
    return [{"of": of.strip(), "words": words.strip()} for of, words in both][:MOST]


def said(form: Form) -> list[dict[str, Any]]:
    """The dissents as the register takes them. One left empty altogether is not said."""
    return [
        {name: value for name, value in one.items() if value}
        for one in pairs(form)
        if one["of"] or one["words"]
    ]


def fields(form: Form, kind: Kind) -> list[Field]:
    """The fields of the dissents that are said, at the places the register names."""
    if kind != "advice":
        return []
    found = []
    numbers = [n for n, one in enumerate(pairs(form)) if one["of"] or one["words"]]
    for place, n in enumerate(numbers):
        of, words = ("dissent", str(place), "of"), ("dissent", str(place), "words")
        who = f"Dissent {n + 1}"
        found.append(Field(f"dissent-of-{n + 1}", "line", who, f"{who}: say who", place=of))
        found.append(
            Field(f"dissent-words-{n + 1}", "words", who, f"{who}: say what they saw", place=words)
        )
    return found
