"""Safe from several threads, asyncio and several processes; a case never affects the next."""

import asyncio
import multiprocessing
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from criteria.errors import InputError
from criteria.shelf import shelf
from engine import decide
from engine.ready import ready
from tests.awaiting import awaited
from tests.laws.raw_durable import run_apart

EDITIONS = shelf().timeline.editions


def cases(count, seed=7):
    rng = random.Random(seed)
    facts = shelf().vocabulary.facts
    return [{name: rng.choice(fact.values) for name, fact in facts.items()} for _ in range(count)]


def decided(case):
    return [ready(edition).decide(case) for edition in EDITIONS]


def test_eight_threads_decide_as_one_does():
    several = cases(300)
    alone = [decided(case) for case in several]
    for edition in EDITIONS:
        ready(edition).edition.deriver.forget()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(decided, several)) == alone


def test_threads_that_forget_all_the_while_decide_as_one_does():
    program = """
import random, sys
from concurrent.futures import ThreadPoolExecutor
from engine.ready import ready
from criteria.errors import InputError
from criteria.shelf import shelf
sys.setswitchinterval(1e-5)
rng = random.Random(3)
facts = shelf().vocabulary.facts
several = [{n: rng.choice(f.values) for n, f in facts.items()} for _ in range(200)]
loaded = ready("wt-2015")
alone = [loaded.decide(case) for case in several]
def again(case):
    loaded.edition.deriver.forget()
    return loaded.decide(case)
with ThreadPoolExecutor(8) as pool:
    for _ in range(5):
        assert list(pool.map(again, several)) == alone
print("clean")
"""
    done = run_apart(program)
    assert done.stdout.strip() == "clean", done.stderr


def test_asyncio_decides_as_a_thread_does():
    several = cases(100, seed=11)

    async def together():
        return await asyncio.gather(*(asyncio.to_thread(decided, case) for case in several))

    assert awaited(together()) == [decided(case) for case in several]


def test_other_processes_decide_as_this_one_does():
    several = cases(40, seed=13)
    alone = [decided(case) for case in several]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(decided, several) == alone


def test_a_child_forked_while_others_decide_can_decide():
    program = """
import os, threading
from engine import decide
from engine.ready import ready
loaded = ready("wt-2015")
facts = {"age_group": "under_16", "outcome": "died", "abuse_or_neglect": "known"}
stop = threading.Event()
def busy():
    while not stop.is_set():
        loaded.edition.deriver.forget()
        loaded.decide(facts)
threads = [threading.Thread(target=busy) for _ in range(3)]
[t.start() for t in threads]
for _ in range(20):
    child = os.fork()
    if child == 0:
        loaded.edition.deriver.forget()
        os._exit(0 if loaded.decide(facts).referral == "refer" else 3)
    _, status = os.waitpid(child, 0)  # a child that hangs is told by the time-out of the program
    assert status == 0, status
stop.set()
print("clean")
"""
    done = run_apart(program)
    assert done.stdout.strip().endswith("clean"), done.stderr


def test_a_case_never_affects_the_next():
    several = cases(60, seed=17)
    forwards = [decided(case) for case in several]
    backwards = [decided(case) for case in reversed(several)]
    assert forwards == backwards[::-1]


def test_a_fault_in_one_case_leaves_the_next_as_it_was():
    facts = {"age_group": "under_16", "outcome": "died"}
    before = decide("wt-2018", facts)
    for fact, answer in (("outcome", "dead"), ("outcome", ["died"]), ("nothing", "yes")):
        with pytest.raises(InputError, match=f"facts.{fact}"):
            decide("wt-2018", {fact: answer})
    assert decide("wt-2018", facts) == before
