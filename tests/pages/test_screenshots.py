"""The pictures in the README are of the pages as they are: what each says, and how it looks.

After a change of words or looks, take them afresh, and look at them:

    THRESHOLD_GOLDEN=write pytest tests/pages/test_screenshots.py; git diff docs/screenshots
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.doors.program import ROOT, command
from tests.pages.browsing import PHONE, People, link
from tests.service.running import UNHURRIED, Running, certified, running

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 600_000
"""How many bytes all of them may have."""

ALIKE = 6
"""How far the shades of two pictures may differ on average, of 255: each Chromium draws its own."""

WINDOW: ViewportSize = {"width": 1000, "height": 700}
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
COMPARED = """async ([one, other]) => {
  const shades = async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, 40, 40);
    return [...context.getImageData(0, 0, 40, 40).data];
  };
  const [mine, theirs] = [await shades(one), await shades(other)];
  return mine.reduce((sum, shade, n) => sum + Math.abs(shade - theirs[n]), 0) / mine.length;
}"""


@dataclass(frozen=True)
class Picture:
    """A page to be pictured, on a screen, down to a heading where it would go on for long."""

    path: str
    screen: ViewportSize
    until: str = ""


PICTURES = {
    "list": Picture("/cases", WINDOW),
    "question": Picture("/cases/MADE-UP-10/questions", WINDOW, "Why this is asked"),
    "decision": Picture("/cases/MADE-UP-05/decision", WINDOW, "Rapid review"),
    "phone": Picture("/cases/MADE-UP-06/decision", PHONE, "Rapid review"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with the made-up cases of `threshold demo`."""
    data = tmp_path_factory.mktemp("demo") / "data"
    assert command("demo", "--data", str(data)).status == 0
    with running(certified(data), **UNHURRIED) as one:
        yield one


@pytest.fixture(scope="module")
def page(demo: Running, browser: Browser) -> Iterator[Page]:
    """A window in which the chair looks at the made-up cases."""
    people = People(demo, browser)
    one = people.nobody()
    one.goto(link(demo, name="the chair"))
    one.get_by_role("button", name="Sign in").click()
    one.get_by_role("button", name="Sign out").wait_for()
    yield one
    people.close()


def taken(page: Page, wanted: Picture) -> tuple[bytes, str]:
    """A picture of a page, and the text in it; days and what changes with them are left out."""
    page.set_viewport_size(wanted.screen)
    page.goto(wanted.path)
    text = page.locator("main").inner_text()
    height = page.evaluate("document.documentElement.scrollHeight")
    if wanted.until:
        heading = page.get_by_role("heading", name=wanted.until).first
        box: Any = heading.bounding_box()
        height = box["y"] - 24
        text = text.rpartition(heading.inner_text())[0]
    clip: Any = {"x": 0, "y": 0, "width": wanted.screen["width"], "height": height}
    return page.screenshot(full_page=True, clip=clip), undated(text)


def undated(text: str) -> str:
    """Text on lines without space around it; each day and number of days as a word."""
    plain = re.sub(rf"{DAY}( at [\d:]+[ap]m)?", "(a day)", text)
    plain = re.sub(r"\b(by|in) \d+ days?\b", r"\1 (some days)", plain)
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def source(picture: bytes) -> str:
    """A picture as a page can load it."""
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def unlike(browser: Browser, one: bytes, other: bytes) -> float:
    """By how much two pictures differ, made small: their mean distance in shade, of 255."""
    page = browser.new_page()
    found: float = page.evaluate(COMPARED, [source(one), source(other)])
    page.close()
    return found


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_of_the_page_as_it_is(page: Page, browser: Browser, name: str):
    picture, text = taken(page, PICTURES[name])
    image, words = FOLDER / f"{name}.png", FOLDER / f"{name}.txt"
    if os.environ.get("THRESHOLD_GOLDEN") == "write":
        image.write_bytes(picture)
        words.write_text(text, encoding="utf-8", newline="\n")
    assert text == words.read_text("utf-8")
    distance = unlike(browser, picture, image.read_bytes())
    assert distance < ALIKE


def test_a_picture_of_another_page_would_be_told(browser: Browser):
    kept = [(FOLDER / f"{name}.png").read_bytes() for name in PICTURES]
    others = [unlike(browser, kept[n], other) for n in range(4) for other in kept[n + 1 :]]
    assert min(others) > ALIKE


def test_the_readme_shows_every_picture_and_they_are_small():
    shown = re.findall(r"docs/screenshots/(\w+)\.png", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(PICTURES)
    assert {one.stem for one in FOLDER.iterdir()} == set(PICTURES)
    assert sum(one.stat().st_size for one in FOLDER.glob("*.png")) < LARGEST
