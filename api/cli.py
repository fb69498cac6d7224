"""The command line: screen a case, compare editions, read and verify the rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import click

from api import explain as explaining
from api import guard, listing, safekeeping
from api.casefile import read_case
from api.demo import demo
from api.diff import diff
from api.drill import drill
from api.ended import mended_by_caller
from api.giving import DOCUMENTS, given_out, told
from api.governing import governing, overridden, said_by_options
from api.keyring import keys
from api.law import resolve_day
from api.serve import serve, sign_in_link
from api.sources.checklist import list_sources_to_check, show_sources
from api.sources.text import lay_out_sources
from criteria.decisions import as_json
from criteria.errors import quoted
from criteria.shelf import shelf
from engine.compare import compare
from engine.dates import as_day
from engine.decide import decide

FORMATS = click.Choice(["text", "json"])
SCREENED = ["text", "json", *DOCUMENTS]


class Verified(Protocol):
    """What was verified of an edition."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found against it."""


Sound = TypeVar("Sound", bound=Verified)


class Day(click.ParamType[Any]):
    """A day on the command line, in ISO form."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The day, or a usage error that quotes what was given."""
        if (read := as_day(value)) is None:
            self.fail(f"{quoted(value)} is not a day like 2015-03-26")
        return read


def as_data(value: Any) -> None:
    """Print a value as JSON, and nothing else."""
    click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="threshold")
def main() -> None:
    """Decide whether a child's case must be referred for review, and why.

    Case facts go in; a referral decision comes out, with its rationale, under the Regulations of
    2006 or an edition of Working Together to Safeguard Children (2013, 2015, 2018, 2023, 2026).
    """


@main.command()
@click.argument("case")
@click.option("--edition", help="The edition to decide under.")
@click.option("--on", type=Day(), help="The day of the decision, which tells the edition.")
@click.option("--area-switch", type=Day(), help="The day the area's new arrangements began.")
@click.option("--what-if", is_flag=True, help="Also show what would change the answer.")
@click.option("--format", "form", type=click.Choice(SCREENED), default="text")
@click.option("--output", type=click.Path(dir_okay=False), help="A new file to write to.")
@mended_by_caller
def screen(
    case: str,
    edition: str | None,
    on: Any,
    area_switch: Any,
    what_if: bool,
    form: str,
    output: str | None,
) -> None:
    """Screen the case in the file CASE (TOML or JSON, `-` for standard input).

    Markdown, HTML, DOCX, PDF and JSON of the pack are the whole rationale as a document, with what
    would change the answer; JSON by itself is the decision.
    """
    if edition is not None and on is not None:
        raise click.UsageError("give --edition or --on, not both")
    stated = read_case(case, edition)
    dates = dict(stated.dates)
    given = {"decision": on, "area_switch": area_switch}
    for note in overridden(dates, given):
        click.echo(f"threshold: note: {note}", err=True)
    dates |= {name: day for name, day in given.items() if day}
    with said_by_options(*(["--on"] if on else []), *(["--area-switch"] if area_switch else [])):
        chosen, why = (edition, None) if edition is not None else governing(dates)
    decision = decide(
        chosen,
        stated.facts,
        judgements=stated.judgements,
        dates=dates,
        what_if=what_if or form in DOCUMENTS,
    )
    given_out(told(decision, replace(stated, dates=dates), why, form), form, output)


@main.command(name="compare")
@click.argument("case")
@click.option("--transitional", is_flag=True, help="Also decide under the law of 2018-19.")
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def compare_(case: str, transitional: bool, form: str) -> None:
    """Decide the facts in CASE under every edition, and show what separates them."""
    stated = read_case(case)
    if stated.judgements:
        left_out = "the judgements in the case file are left out: a comparison takes facts alone"
        click.echo(f"threshold: note: {left_out}", err=True)
    timeline = shelf().timeline
    found = compare(stated.facts, timeline.editions if transitional else None)
    if form == "json":
        as_data(found)
    else:
        click.echo(listing.compared(found, stated.reference))


@main.command()
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def editions(form: str) -> None:
    """List the editions, when each was in force, and what is known beyond them."""
    shown = listing.editions()
    if form == "json":
        as_data(shown)
    else:
        click.echo(listing.editions_text(shown))


@main.command(name="sources")
@click.argument("edition", required=False)
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def list_sources(edition: str | None, form: str) -> None:
    """List the sources of EDITION, or of all, that still need to be checked.

    Each comes with what it decides, what to look for in the text, and where.
    """
    if form == "json":
        as_data(show_sources(edition))
    else:
        click.echo(lay_out_sources(list_sources_to_check(edition)))


@main.command(name="resolve")
@click.option("--on", type=Day(), required=True, help="The day of the decision.")
@click.option("--area-switch", type=Day(), help="The day the area's new arrangements began.")
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def resolve_(on: Any, area_switch: Any, form: str) -> None:
    """Tell which edition governs a decision of a day, and why."""
    with said_by_options("--on", "--area-switch"):
        found = resolve_day(on, area_switch)
    if form == "json":
        as_data(found)
    else:
        click.echo(listing.resolved(found))


@main.command()
@click.argument("edition")
@click.option("--version", help="A version of it, by its number or its digest; else the current.")
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def explain(edition: str, version: str | None, form: str) -> None:
    """Print the whole ruleset of EDITION, readably."""
    volume = shelf().volume(edition) if version is None else shelf().version(edition, version)
    if form == "json":
        as_data(listing.ruleset(volume))
    else:
        click.echo(explaining.explained(volume))


@main.command(name="verify")
@click.argument("edition", required=False)
@click.option("--examples", is_flag=True, help="Change the rules to see if its examples notice.")
@click.option("--format", "form", type=FORMATS, default="text")
@mended_by_caller
def verify_(edition: str | None, examples: bool, form: str) -> None:
    """Hold the compiled rules of EDITION, or of all, to their meaning; 1 if they differ.

    With --examples, make each small change of a criterion, determination or consideration (not of
    time limits, notes or notices) and name every one that no worked example
    would notice, with the example to add; 1 while there is one.
    """
    names = shelf().timeline.editions if edition is None else (edition,)
    if examples:  # the other commands need not wait for either import
        from engine.guard import guard_edition

        show_verified(map(guard_edition, names), guard.describe_guard, form)
    else:
        from engine.verify import verify

        show_verified(map(verify, names), listing.certified, form)


def show_verified(found: Iterable[Sound], describe: Callable[[Sound], str], form: str) -> None:
    """Show what was verified of each edition as soon as it is; leave with 1 if one is not sound."""
    shown: list[Sound] = []
    for one in found:
        shown.append(one)
        if form == "text":
            click.echo(describe(one))
    if form == "json":
        as_data(shown)
    if not all(one.sound for one in shown):
        sys.exit(1)


main.add_command(diff)
main.add_command(drill)
main.add_command(keys)
main.add_command(serve)
main.add_command(sign_in_link)
main.add_command(demo)
main.add_command(safekeeping.register)

if __name__ == "__main__":
    main()
