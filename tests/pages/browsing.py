"""Browsing: a real Chromium, somebody signed in with it, and what axe-core finds in a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.doors.program import command
from tests.fonts import choose_fonts
from tests.programs import AXE, find_chromium
from tests.service.running import Running
from tests.waits import BROWSER_TIMEOUT

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 800}
NARROWEST: ViewportSize = {"width": 320, "height": 640}

expect.set_options(timeout=BROWSER_TIMEOUT)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS, env=choose_fonts(), headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class People:
    """Those who sign in to one server with one browser: each in a window of their own."""

    server: Running
    browser: Browser
    known: dict[tuple[str, str], StorageState] = field(default_factory=dict)
    windows: list[BrowserContext] = field(default_factory=list)

    def nobody(self, **window: Any) -> Page:
        """A window in which nobody is signed in."""
        window = {"viewport": DESKTOP, "base_url": self.server.url, **window}
        context = self.browser.new_context(**window)
        self.windows.append(context)
        page = context.new_page()
        page.set_default_timeout(BROWSER_TIMEOUT)
        return page

    def anew(self, role: str = "chair", panel: str = "default", **window: Any) -> Page:
        """A window in which somebody has just signed in, in a session of their own."""
        page = self.nobody(**window)
        page.goto(link(self.server, role, panel))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    def somebody(self, role: str = "chair", panel: str = "default", **window: Any) -> Page:
        """A window in which somebody is signed in, in a session that tests share: never end it."""
        if (role, panel) not in self.known:
            first = self.anew(role, panel)
            self.known[role, panel] = first.context.storage_state()
            first.context.close()
        return self.nobody(storage_state=self.known[role, panel], **window)

    def close(self) -> None:
        """Close every window."""
        while self.windows:
            self.windows.pop().close()


def link(server: Running, role: str = "chair", panel: str = "default", name: str = "") -> str:
    """The address of a new sign-in link, made with the real command."""
    told = command(
        "sign-in-link", "--role", role, "--panel", panel, "--name", name or f"the-{role}",
        "--data", str(server.data), "--port", str(server.port),
    )  # fmt: skip
    assert told.status == 0, told.err
    return told.out.strip()


@cache
def axe() -> str:
    """The source of axe-core."""
    return AXE.read_text("utf-8")


def barriers(page: Page) -> list[str]:
    """What axe-core finds against a page as it is once it has loaded: the rule, and where."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(
        "async (tags) => (await axe.run({runOnly: {type: 'tag', values: tags}})).violations", RULES
    )
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def texts(page: Page, selector: str) -> list[str]:
    """What each of some parts of a page reads, once the first of them is there."""
    found = page.locator(selector)
    expect(found.first).to_be_visible()
    return [" ".join(one.split()) for one in found.all_inner_texts()]


def scrolls_sideways(page: Page) -> bool:
    """Whether a page is wider than its window."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide


def pictured(page: Page, name: str, folder: Path) -> None:
    """Take a picture of a whole page, on a desktop and on a phone."""
    for device, size in {"desktop": DESKTOP, "phone": PHONE}.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=folder / f"{name}-{device}.png", full_page=True)
