"""`threshold register`: the register, verified, replayed, kept safe and erased."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import click

from api.ended import mended_by_caller
from api.giving import refuse_existing
from api.keyring import DATA
from api.opened import chosen, opened_in
from criteria.errors import InputError, Problem
from criteria.shelf import shelf

PANEL = click.option("--panel", help="One panel, if not all.")
OUT = click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A new file.")


@click.group()
def register() -> None:
    """Verify, replay, export, back up and erase what was recorded."""


@register.command()
@click.argument("file", required=False, type=click.File("r", encoding="utf-8"))
@click.option("--head", type=click.File("r", encoding="utf-8"), help="Earlier signed heads.")
@click.option("--key", help="The public key that signed the head, in hexadecimal.")
@click.option("--open", "opening", is_flag=True, help="Open every text too, with the master keys.")
@DATA
@mended_by_caller
def verify(file: Any, head: Any, key: str | None, opening: bool, data: Path | None) -> None:
    """Verify the register, or an exported FILE; 1 if anything is not as it was recorded.

    Earlier heads, kept elsewhere, show whether the last entries were cut off since.
    """
    from api.register.exported import signed_heads, verified
    from api.register.scrubbing import hindered
    from api.register.verifying import verified_here

    earlier = signed_heads(legible_lines(head)) if head is not None else []
    if file is not None:
        found = verified(legible_lines(file), key, earlier)
        if key is None:
            click.echo("threshold: note: without --key anybody could have signed this", err=True)
    else:
        with opened_in(data, unread=not opening) as here:
            if not here.register.opens:
                told = "without the master keys nobody can tell whether they open what is here"
                click.echo(f"threshold: note: {told}", err=True)
            here.noted(here.register.library.panels() if opening else [])
            found = verified_here(here.register, key, earlier, opening=opening)
            for note in found.notes:
                click.echo(f"threshold: note: {note}", err=True)
            for hindrance in hindered(here.engine):
                click.echo(f"threshold: note: erasing will not be complete: {hindrance}", err=True)
    for broken in found.findings:
        click.echo(f"BROKEN {broken}")
    verdict = f"{len(found.findings)} findings" if found.findings else "whole"
    click.echo(f"{found.entries} entries: {verdict}")
    if found.findings:
        sys.exit(1)


def legible_lines(file: TextIO) -> Iterator[str]:
    """The lines of a file. Raises InputError if it is not text."""
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise InputError([Problem((file.name,), "is not in UTF-8")]) from error


@register.command()
@PANEL
@DATA
@mended_by_caller
def head(panel: str | None, data: Path | None) -> None:
    """Print the signed head of each panel: keep it elsewhere, and hold the register against it."""
    with opened_in(data) as here:
        for one in chosen(here, panel):
            signed = here.register.head(one)
            if signed is not None:
                click.echo(json.dumps(asdict(signed)))


@register.command()
@click.option("--reference", help="Readings of one case alone.")
@PANEL
@DATA
@mended_by_caller
def readings(reference: str | None, panel: str | None, data: Path | None) -> None:
    """Print who read which case, and when: role, name and id of the key."""
    with opened_in(data) as here:
        for one in chosen(here, panel):
            after = 0
            while found := here.register.library.readings(one, reference, after):
                after = found[-1].id
                for read in found:
                    by = f"{read.by.role} {read.by.key} {read.by.name}"
                    click.echo(f"{read.at} {read.panel} {read.reference} {by}")


@register.command()
@PANEL
@OUT
@DATA
@mended_by_caller
def export(panel: str | None, output: Path | None, data: Path | None) -> None:
    """Print every entry as JSON lines, sealed as it is kept, after a signed head.

    A file that is there already is not written over.
    """
    from api.register.exported import exported

    if output is not None:
        refuse_existing(output)
    with opened_in(data) as here:
        panels = here.noted(chosen(here, panel))
        with click.open_file(str(output or "-"), "w", "utf-8") as stream:
            for one in panels:
                stream.writelines(f"{line}\n" for line in exported(here.register, one))


@register.command()
@click.option("--edition", help="What this edition would have said, in place of the one screened.")
@PANEL
@DATA
@mended_by_caller
def replay(edition: str | None, panel: str | None, data: Path | None) -> None:
    """Decide every screening again, and report what differs; 1 if anything does.

    Each is decided under the very version of the rules that decided it, current or not.
    """
    from api.register.replayed import replayed

    if edition is not None:
        shelf().volume(edition)  # one that is none is refused, whether or not anything is recorded
    counts: Counter[str] = Counter()
    differing = 0
    with opened_in(data) as here:
        for one in here.noted(chosen(here, panel)):
            for found in replayed(here.register, one, edition):
                counts[found.under] += 1
                differing += bool(found.under and found.differs)
                if edition or found.differs:
                    place = f"{one} {found.entry.reference} entry {found.entry.n}"
                    told = f": {found.differs}" if found.differs else ""
                    click.echo(f"{place}: {found.then}, now {found.now}{told}")
    undecided = counts.pop("", 0)
    for version, count in sorted(counts.items()):
        click.echo(f"under {version}: {count}")
    if undecided:
        click.echo(f"{undecided} could not be decided again")
    click.echo(f"{counts.total()} screenings decided again: {differing or 'none'} differ")
    if differing or undecided:
        sys.exit(1)
