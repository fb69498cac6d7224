"""A journey in a browser: what somebody at a screen does, in the words that they read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Page, expect

from criteria.shelf import shelf
from tests.pages.browsing import barriers, scrolls_sideways

FACTS = shelf().vocabulary.facts
NUMBERS = count(1)


@dataclass
class Journey:
    """Somebody on the way through one case."""

    page: Page
    reference: str = ""
    checked: bool = True

    @property
    def at(self) -> str:
        """The address of the case."""
        return f"/cases/{self.reference}"

    def begin(self, day: str, month: str, year: str, incident: str = "") -> None:
        """Begin a case from the list."""
        self.page.goto("/cases")
        self.page.get_by_role("button", name="Screen a new referral").click()
        self.describe(day, month, year, incident)

    def describe(self, day: str, month: str, year: str, incident: str = "") -> None:
        """Fill in a new referral."""
        self.reference = f"P-{next(NUMBERS)}-{id(self) % 99991}"
        self.page.get_by_label("Reference of the case").fill(self.reference)
        if incident:
            self.page.get_by_label("Reference of the incident").fill(incident)
        group = self.page.get_by_role("group", name="When is the decision made?")
        for label, said in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(label).fill(said)
        self.look()
        self.go_on()
        self.look()

    def start(self) -> None:
        """From the page of the guidance to the first question."""
        self.go_on("Answer the questions")

    def go_on(self, name: str = "Continue") -> None:
        """Press the button of the page, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()

    def reads(self, heading: str) -> None:
        """See that the heading of the page is this one, or soon will be."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def choose(self, text: str) -> None:
        """Choose an answer by its words, and go on."""
        self.page.get_by_role("radio", name=text, exact=True).check()
        self.go_on()

    def answer(self, **known: str) -> list[str]:
        """Answer every question asked, as known or as not known yet; the facts that were asked."""
        asked = []
        while "/questions/" in self.page.url:
            name = self.page.url.rpartition("/")[2].partition("?")[0]
            asked.append(name)
            self.look()
            self.page.locator(f"input[name={name}][value={known.get(name, 'unknown')}]").check()
            self.go_on()
        self.look()
        return asked

    def decision(self) -> None:
        """Go to the decision page."""
        self.page.get_by_role("navigation", name=f"Case {self.reference}").get_by_role(
            "link", name="Decision"
        ).click()
        self.look()

    def record(self) -> None:
        """Record the screening."""
        self.go_on("Record the screening")
        expect(self.page.get_by_text("The screening is recorded as entry")).to_be_visible()
        self.look()

    def look(self) -> None:
        """See that nobody meets a barrier on the page as it is, nor has to scroll sideways."""
        if not self.checked:
            return
        found = barriers(self.page)
        assert not found, (self.page.url, found)
        assert not scrolls_sideways(self.page), self.page.url
