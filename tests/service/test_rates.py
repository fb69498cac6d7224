"""How often: so many requests a second for each key, and so many refusals for each address."""

from __future__ import annotations

import ssl
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.service.admission import whereabouts
from api.service.rates import SLOTS, Rates, laid_out
from tests.service.refusals import kind
from tests.service.running import Running, made_key, running
from tests.waits import wait_until

UNCHECKED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For requests without TLS: httpx would make another for every connection."""

RATE = 2
FAILURES = 3
MANY = 80


@pytest.fixture(scope="module")
def guarded(data: Path) -> Iterator[Running]:
    """Two workers that count together: two requests a second for a key, three failures a minute."""
    rates = {"requests_per_second": str(RATE), "failures_per_minute": str(FAILURES)}
    with running(data, "--workers", "2", **rates) as one:
        yield one


def asked(server: Running, key: str) -> httpx.Response:
    """The reply to one request, over a connection of its own."""
    shown = {"authorization": f"Bearer {key}"}
    with httpx.Client(verify=UNCHECKED) as client:
        return client.get(f"{server.url}/v1/editions/resolve?on=2016-01-01", headers=shown)


def test_a_key_is_held_to_its_rate_by_all_workers_together(guarded: Running):
    key, began = guarded.key(), time.monotonic()
    replies: list[httpx.Response] = []
    with ThreadPoolExecutor(8) as several:
        while len(replies) < MANY or replies[-1].status_code == 200:
            replies += several.map(lambda _: asked(guarded, key), range(8))
    allowed = RATE * (time.monotonic() - began) + RATE
    served = Counter(reply.status_code for reply in replies)
    assert set(served) == {200, 429}
    # Two workers that look at the same moment may both let one through.
    assert RATE <= served[200] <= allowed + 3
    refused = [reply for reply in replies if reply.status_code == 429]
    assert {kind(reply) for reply in refused} == {"too-many-requests"}
    assert all("2 requests a second" in reply.json()["detail"] for reply in refused)
    assert asked(guarded, made_key(guarded.data, "chair")).status_code == 200
    time.sleep(int(refused[-1].headers["retry-after"]))
    assert asked(guarded, key).status_code == 200


def test_the_metrics_count_what_all_workers_did(guarded: Running):
    def counted() -> float:
        lines = httpx.get(f"{guarded.url}/metrics", verify=False).text.splitlines()
        found = [one for one in lines if "requests_total{" in one and "resolve" in one]
        return sum(float(one.rpartition(" ")[2]) for one in found)

    key, before = made_key(guarded.data, "system"), counted()
    for _ in range(20):
        asked(guarded, key)
    assert counted() == before + 20


def test_an_address_that_guesses_keys_is_refused_and_a_good_key_still_let_in(guarded: Running):
    began, replies = time.monotonic(), [asked(guarded, "guess-0")]
    while kind(replies[-1]) == "no-key":
        replies.append(asked(guarded, f"guess-{len(replies)}"))
    allowed = FAILURES * (time.monotonic() - began) / 60 + FAILURES
    assert kind(replies[-1]) == "too-many-requests"
    assert FAILURES <= len(replies) - 1 <= allowed + 2
    assert int(replies[-1].headers["retry-after"]) >= 1
    assert asked(guarded, made_key(guarded.data, "screener")).status_code == 200
    assert httpx.get(f"{guarded.url}/healthz", verify=False).status_code == 200
    wait_until(lambda: kind(asked(guarded, "guess")) == "too-many-requests")


def test_a_burst_of_one_second_is_let_through_and_then_the_rate_holds(
    monkeypatch: pytest.MonkeyPatch,
):
    now = [1_000_000.0]
    monkeypatch.setattr("api.service.rates.time.monotonic", lambda: now[0])
    rates = Rates()
    assert [rates.wait("key", "a", 5, 5) for _ in range(5)] == [0.0] * 5
    wait = rates.wait("key", "a", 5, 5)
    assert wait == pytest.approx(0.2)
    assert rates.wait("key", "b", 5, 5) == 0.0
    now[0] += wait + 0.001
    assert rates.wait("key", "a", 5, 5) == 0.0
    assert rates.wait("key", "a", 5, 5) > 0.0


def test_what_must_wait_is_not_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.service.rates.time.monotonic", lambda: 1_000_000.0)
    rates = Rates()
    waits = [rates.wait("key", "a", 2, 1) for _ in range(50)]
    assert waits == [0.0, *[pytest.approx(0.5)] * 49]


def test_processes_that_open_one_file_count_together(tmp_path: Path):
    laid_out(tmp_path / "rates")
    one, other = Rates(tmp_path / "rates"), Rates(tmp_path / "rates")
    assert one.wait("key", "a", 0.001, 2) == other.wait("key", "a", 0.001, 2) == 0.0
    assert one.wait("key", "a", 0.001, 2) > 0.0 < other.wait("key", "a", 0.001, 2)


def test_what_an_address_owes_is_never_taken_for_what_a_key_owes():
    rates = Rates()
    for number in range(SLOTS // 8):
        rates.wait("address", str(number), 0.001, 1)
    apart = {rates._place("key", str(number)): str(number) for number in range(200)}
    keys = list(apart.values())[:100]  # two in one slot would share a rate, as they may
    assert len(keys) == 100
    assert all(rates.wait("key", key, 0.001, 1) == 0.0 for key in keys)


def test_nobody_can_work_out_which_names_share_a_slot():
    names = [str(number) for number in range(64)]
    places = [[rates._place("key", name) for name in names] for rates in (Rates(), Rates())]
    assert places[0] != places[1]


def test_setting_the_clock_makes_nobody_wait(monkeypatch: pytest.MonkeyPatch):
    rates = Rates()
    assert rates.wait("key", "a", 5, 5) == 0.0
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert rates.wait("key", "a", 5, 5) == 0.0


def test_addresses_of_one_network_are_counted_together():
    assert whereabouts("2001:db8:1:2::1") == whereabouts("2001:db8:1:2:ffff::9")
    assert whereabouts("2001:db8:1:2::1") != whereabouts("2001:db8:1:3::1")
    assert whereabouts("192.0.2.1") != whereabouts("192.0.2.2")
    assert whereabouts("not an address") == "not an address"
