"""The command that shows every difference between two editions."""

from __future__ import annotations

import json
import textwrap

import click

from api import differing, markdown, text
from api.ended import mended_by_caller
from api.law import list_warnings
from engine.differences import Differences, differences

FORMATS = click.Choice(["text", "json", "md"])


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def diff(one: str, other: str, form: str) -> None:
    """Show every difference between the editions ONE and OTHER, and what separates them.

    A difference is a smallest set of answers, everything else not known, on which both are settled
    and differ in the referral or in a force. What only a judgement makes differ is not listed; the
    criteria on which one may be made are named, in JSON as `judgements`.
    """
    click.echo(told(differences(one, other), form))


def told(found: Differences, form: str) -> str:
    """The differences in one of the forms."""
    if form == "json":
        return json.dumps(differing.data(found), ensure_ascii=False, indent=2)
    head = f"{found.editions[0]} and {found.editions[1]}: every difference"
    said, sections = differing.summary(found), differing.sections(found)
    warnings = list_warnings(found.editions)
    if form == "md":
        escaped = [row for one in warnings for row in (markdown.escaped(one), "")]
        rows = [f"# {head}", "", *escaped, markdown.escaped(said), *markdown.laid_out(sections)]
    else:
        first = [row for one in warnings for row in (*textwrap.wrap(one, text.WIDTH), "")]
        rows = [head, "", *first, *textwrap.wrap(said, text.WIDTH), *text.laid_out(sections)]
    return "\n".join(rows)
