"""Forging: what a browser sends to a page that nobody opened in it."""

from __future__ import annotations

from playwright.sync_api import APIResponse, Page

from api.pages.site import Page as Listed


def address(page: Listed, reference: str = "2026-0001") -> str:
    """An address of a page."""
    path = page.path.replace("{reference}", reference).replace("{kind}", "advice")
    path = path.replace("{fact}", "age_group").replace("{criterion}", "child")
    path = path.replace("{edition}", "wt-2015").replace("{other}", "wt-2023")
    path = path.replace("{code}", "BCDFGH").replace("{sheet}.{form}", "handout.pdf")
    return path.replace("{name}", "x.css").replace("{id}", "x")


def token(page: Page) -> str:
    """The token of the forms of a page."""
    return page.locator("input[name=token]").first.get_attribute("value") or ""


def posted(
    page: Page, path: str, form: dict[str, str | float | bool], **headers: str
) -> APIResponse:
    """The answer to a form that was not filled in on a page."""
    return page.request.post(path, form=form, headers=headers, max_redirects=0)
