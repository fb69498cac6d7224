"""Sixteen clients at once, and every answer is the library's; memory does not grow with a batch."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from criteria.decisions import as_json
from criteria.shelf import shelf
from engine import compare, decide
from engine.next_question import next_questions
from tests.laws.drawn_cases import EDITIONS, SERIOUS
from tests.service.running import UNHURRIED, Running, running

pytestmark = pytest.mark.long

CLIENTS = 16
REQUESTS = 500
"""Of each client."""

Question = tuple[str, dict[str, Any], Any]


def plain(value: Any) -> Any:
    """A value as JSON would give it back."""
    return json.loads(json.dumps(as_json(value)))


def facts(chance: random.Random) -> dict[str, str]:
    """Facts of a case: a serious one, with some of it changed or left out."""
    asked = shelf().vocabulary.facts
    changed = {
        name: chance.choice([*asked[name].values])
        for name in chance.sample([*asked], chance.randint(0, 12))
    }
    return {**chance.choice([{}, SERIOUS]), **changed}


def questions(many: int) -> list[Question]:
    """Requests with what the library answers to each."""
    chance = random.Random(20150326)
    found: list[Question] = []
    for number in range(many):
        stated, edition = facts(chance), chance.choice(EDITIONS)
        body = {"edition": edition, "facts": stated}
        found.append(("/v1/decisions", body, plain(decide(edition, stated))))
        if number % 10 == 0:
            found.append(("/v1/comparisons", {"facts": stated}, plain(compare(stated))))
            found.append(("/v1/next-question", body, plain(next_questions(edition, stated))))
            found.append(("/v1/batches", *batch(edition, stated)))
        if number % 50 == 0:
            changed = decide(edition, stated, what_if=True)
            found.append(("/v1/decisions", {**body, "what_if": True}, plain(changed)))
    return found


def batch(edition: str, stated: dict[str, str]) -> tuple[dict[str, Any], Any]:
    """A batch of one case twice, and what is said of it."""
    cases = [{"id": f"case-{n}", "facts": stated} for n in range(2)]
    brief = {"edition": edition, "referral": decide(edition, stated).referral}
    said = [{"id": one["id"], "decisions": [brief]} for one in cases]
    return {"editions": [edition], "cases": cases}, {"results": said}


def ask(server: Running, asked: list[Question], seed: int, wrong: list[Any]) -> int:
    """Ask again and again; how many answers were as they should be."""
    chance, right = random.Random(seed), 0
    with server.client() as client:
        while right < REQUESTS and not wrong:
            path, body, expected = chance.choice(asked)
            reply = client.post(path, json=body)
            if reply.status_code == 200 and reply.json() == expected:
                right += 1
            else:
                wrong.append((path, body, reply.status_code, reply.text[:500]))
    return right


def test_sixteen_clients_at_once_are_each_answered_as_the_library_would(server: Running):
    asked, wrong, right = questions(200), list[Any](), list[int]()
    server.key()

    def one(seed: int) -> None:
        right.append(ask(server, asked, seed, wrong))

    clients = [threading.Thread(target=one, args=(seed,)) for seed in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert wrong == []
    assert right == [REQUESTS] * CLIENTS


def memory(server: Running, kind: str) -> int:
    """The memory of a server in KiB, now (VmRSS) or at its most (VmHWM)."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("this system does not tell how much memory a process has")
    (line,) = [one for one in status.read_text().splitlines() if one.startswith(kind)]
    return int(line.split()[1])


def test_a_large_batch_in_full_takes_hardly_more_memory_than_a_small_one(data: Path):
    chance = random.Random(1)
    with running(data, **UNHURRIED) as server, server.client() as client:
        read = [full(client, cases(chance, many)) for many in (200, 200)]
        small = memory(server, "VmHWM")
        read.append(full(client, cases(chance, 5_000)))
        large = memory(server, "VmHWM")
    assert read[2] > 20 * read[0] > 1_000_000
    # The reply would be some hundred megabytes if it were held; its request has to be.
    assert (large - small) * 1024 < read[2] / 3


def cases(chance: random.Random, many: int) -> list[dict[str, Any]]:
    """So many cases, no two alike."""
    return [{"id": f"case-{n}", "facts": facts(chance)} for n in range(many)]


def full(client: httpx.Client, asked: list[dict[str, Any]]) -> int:
    """How many bytes the decisions on some cases have, in full."""
    body = {"editions": ["wt-2015"], "detail": "full", "cases": asked}
    with client.stream("POST", "/v1/batches", json=body) as reply:
        return sum(len(part) for part in reply.iter_bytes())
