"""What people typed, on a page: with nothing in it unseen, and its direction kept to itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from api.pack.visible import can_be_seen, code

SEPARATORS = re.compile("[\r\u2028\u2029]")
"""What ends a line or a paragraph and is no line feed."""

BEGINS: Final = "\u2068"
ENDS: Final = "\u2069"
ISOLATED = re.compile(f"{BEGINS}([^{BEGINS}{ENDS}]*){ENDS}")
"""What people typed, as it stands in a line of ours."""


def visible(text: str) -> str:
    """Text in which what cannot be seen stands as its number, as in a pack; its lines are kept."""
    if text.isprintable():  # so is nearly every line, and a page has hundreds
        return text
    lines = SEPARATORS.sub("\n", text)
    return "".join(one if one in "\n\t" or can_be_seen(one) else f"[{code(one)}]" for one in lines)


def typed(text: str) -> Markup:
    """What somebody typed within a line of ours: it turns nothing around but itself."""
    return Markup("<bdi>{}</bdi>").format(visible(text))


def isolated(text: str) -> str:
    """What somebody typed, marked so that it is known again in a line that is made of it."""
    return f"{BEGINS}{visible(text)}{ENDS}"


def isolated_agencies(evidence: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Where answers came from, with what was typed marked in it."""
    return {
        name: {key: isolated(str(said)) if key == "agency" else said for key, said in told.items()}
        for name, told in evidence.items()
    }


def lined(text: str) -> Markup:
    """A line of ours, with what was typed in it kept apart."""
    parts = ISOLATED.split(text)
    return Markup("").join(
        typed(part) if n % 2 else escape(visible(part)) for n, part in enumerate(parts)
    )


def paragraphs(text: str) -> Markup:
    """Text as it was typed, escaped, in paragraphs with its lines kept."""
    told = Markup('<p class="govuk-body app-typed" dir="auto">{}</p>')
    return Markup("").join(told.format(one) for one in visible(text).split("\n\n") if one.strip())
