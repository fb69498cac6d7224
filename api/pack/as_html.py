"""A pack as one page of HTML that needs nothing else, and prints well."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api.pack.model import LANGUAGE, Pack


def as_html(pack: Pack) -> str:
    """The whole pack as HTML; what was said goes in as text, never as markup."""
    return form().render(pack=pack, language=LANGUAGE)


@cache
def form() -> Template:
    """The form that every pack is poured into."""
    loader = PackageLoader("api.pack", "forms")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.get_template("pack.html")
