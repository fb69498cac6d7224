"""The scenario library: found by edition, theme and what is taught; each opens in Compare."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from api.pages.comparing import AT
from api.pages.rendering import rendered, sent_on
from api.service.problems import Refused
from api.service.service import Service
from api.training.library import THEMES, Scenario, found, library
from api.training.stated import Stated
from api.wording import title_of
from criteria.shelf import shelf

LONGEST_SOUGHT = 100


async def scenarios(service: Service, request: Request) -> Response:
    """The library, as it was asked for; what is no edition or theme finds everything."""
    editions = {name: title_of(name) for name in shelf().timeline.editions}
    themes = {name: told for name, (told, _) in THEMES.items()}
    edition = chosen(request, "edition", editions)
    theme = chosen(request, "theme", themes)
    words = request.query_params.get("words", "").strip()[:LONGEST_SOUGHT]
    return rendered(
        request,
        "scenarios.html",
        found=found(edition, theme, words),
        editions=editions,
        themes=themes,
        edition=edition,
        theme=theme,
        words=words,
    )


async def scenario(service: Service, request: Request) -> Response:
    """One scenario, opened in Compare. Raises Refused if there is none of that name."""
    one = library().get(request.path_params["id"])
    if one is None:
        raise Refused("not-found", "there is no scenario of that name")
    return sent_on(request, f"{AT}?{opened(one).query()}")


def opened(one: Scenario) -> Stated:
    """The case of a scenario; the transitional edition is compared if it is an example of that."""
    case = Stated(facts=one.facts, scenario=one.id)
    among = one.edition is None or one.edition in case.editions
    return case if among else replace(case, transitional=True)


def chosen(request: Request, name: str, known: dict[str, str]) -> str:
    """What a list was set to, if it is one of those known; else nothing."""
    said = request.query_params.get(name, "")
    return said if said in known else ""
