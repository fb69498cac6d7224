"""The command that sets a drill: a handout, or its answer sheet."""

from __future__ import annotations

from collections.abc import Mapping

import click

from api.drills.model import DIFFICULTIES, MOST_QUESTIONS
from api.drills.paper import FORMS, answer_sheet, as_data, handout
from api.drills.planned import drawn_seed, planned
from api.drills.sheet import again
from api.ended import mended_by_caller
from api.giving import given_out
from criteria.errors import InputError

OPTIONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (name,): (f"--{name}",) for name in ("edition", "difficulty", "questions", "seed")
}
"""Where each part of a plan stands on the command line."""


@click.command()
@click.option("--edition", "editions", multiple=True, help="An edition; give two or more.")
@click.option("--difficulty", default="plain", help=f"{', '.join(DIFFICULTIES)}.")
@click.option("--questions", default="10", help=f"How many, from 1 to {MOST_QUESTIONS}.")
@click.option("--seed", help="What the drill is drawn from; without it, one is drawn.")
@click.option("--answers", is_flag=True, help="The answer sheet, in place of the handout.")
@click.option("--format", "form", type=click.Choice([*FORMS, "json"]), default="text")
@click.option("--output", type=click.Path(dir_okay=False), help="A new file to write to.")
@mended_by_caller
def drill(
    editions: tuple[str, ...],
    difficulty: str,
    questions: str,
    seed: str | None,
    answers: bool,
    form: str,
    output: str | None,
) -> None:
    """Set a drill on how the editions differ, as a handout or with its answers.

    The cases are made up, from the differences between the editions. The same seed gives the same
    drill; the command that gives it again stands at its end.
    """
    try:
        plan = planned(editions, difficulty, questions, drawn_seed() if seed is None else seed)
    except InputError as error:
        raise type(error)(one.stated_at(OPTIONS) for one in error.problems) from error
    from api.drills.setting import drill as set_  # a plan that is wrong need not wait for it

    made = set_(plan)
    if form == "json":
        given_out(as_data(made, answers), form, output)
    else:
        given_out(FORMS[form](answer_sheet(made) if answers else handout(made)), form, output)
    if form != "text" or output is not None:
        click.echo(f"threshold: note: this drill again: {again(plan)}", err=True)
