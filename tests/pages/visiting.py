"""Visiting the pages without a browser: somebody signed in, and forms sent as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import count
from urllib.parse import urlsplit

import httpx

from tests.pages.browsing import link
from tests.service.running import Running
from tests.waits import HANG_TIMEOUT

NUMBERS = count(1)


class Fields(HTMLParser):
    """The forms of a page: where each goes, and what it would send as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.forms.append((told.get("action") or "", {}))
        name = told.get("name")
        if not self.forms or not name or tag not in ("input", "textarea", "select"):
            return
        fields = self.forms[-1][1]
        if tag == "textarea":
            self._area = name
            fields[name] = ""
        elif told.get("type") not in ("radio", "checkbox") or "checked" in told:
            fields[name] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1][1][self._area] += data


@dataclass
class Visitor:
    """Somebody who is signed in, without a browser."""

    client: httpx.Client
    seen: list[httpx.Response] = field(default_factory=list)

    def get(self, path: str) -> httpx.Response:
        """A page, wherever it leads."""
        return self._kept(self.client.get(path))

    def send(self, path: str, **typed: str) -> httpx.Response:
        """Open a page, fill in the form that it has for its own address, and send it."""
        page = self.client.get(path)
        return self.send_from(page, path, **typed)

    def send_from(self, page: httpx.Response, path: str, **typed: str) -> httpx.Response:
        """Fill in the form of a page that was opened, and send it."""
        where = urlsplit(path).path
        forms = [one for one in Fields(page.text).forms if one[0] == where]
        assert forms, f"no form for {where} on {page.url}: {heading(page)}"
        fields = {name.replace("__", "-"): said for name, said in typed.items()}
        return self._kept(self.client.post(where, data={**forms[0][1], **fields}))

    def begin(self, decision: str = "2024-03-04", **typed: str) -> str:
        """Begin a case with a reference nobody had; what that is."""
        reference = f"J-{next(NUMBERS)}-{id(self) % 9973}"
        year, month, day = decision.split("-")
        days = {"decision__day": day, "decision__month": month, "decision__year": year}
        reply = self.send("/cases/new", **{"reference": reference, **days, **typed})
        assert reply.status_code == 200, heading(reply)
        return reference

    def answer(self, reference: str, **facts: str) -> httpx.Response:
        """Answer facts of a case, one after the other."""
        for name, said in facts.items():
            reply = self.send(f"/cases/{reference}/questions/{name}", **{name: said})
            assert reply.status_code == 200, text_of(reply)
        return reply

    def _kept(self, reply: httpx.Response) -> httpx.Response:
        self.seen.append(reply)
        return reply


@contextmanager
def visiting(server: Running, role: str = "chair", panel: str = "default") -> Iterator[Visitor]:
    """Somebody signed in with a one-time link."""
    with httpx.Client(
        base_url=server.url, timeout=HANG_TIMEOUT, verify=False, follow_redirects=True
    ) as client:
        page = client.get(link(server, role, panel))
        Visitor(client).send_from(page, "/sign-in/link")
        yield Visitor(client)


def heading(reply: httpx.Response) -> str:
    """The heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", reply.text, re.DOTALL)
    return text_in(found[1]) if found else ""


def text_of(reply: httpx.Response) -> str:
    """The text of a page, as a reader has it."""
    main = reply.text.partition("<main")[2]
    return text_in(main)


def text_in(html: str) -> str:
    """The text in some HTML; what is only set apart by its direction is part of its line."""
    html = re.sub(r"</?bdi>", "", html)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))
