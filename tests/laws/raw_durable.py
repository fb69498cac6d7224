"""Small programs that meet a habit of durable_rules, run where a crash takes nothing else down."""

import os
import subprocess
import sys
from pathlib import Path

from tests.waits import HANG_TIMEOUT

ROOT = Path(__file__).parents[2]
HEAD = """
import json, threading, sys
import durable_rules_engine as raw
def make(**rules): return raw.create_ruleset("r", json.dumps(rules))
def rule(expression): return {"all": [{"m": expression}]}
def run(handle, message):
    result, state = raw.assert_fact(handle, json.dumps(message))
    names = []
    started = raw.start_action_for_state(handle, state) if result == 0 else None
    action = started[1] if started else None
    while action:
        names.append(json.loads(action).popitem()[0])
        action = raw.complete_and_start_action(handle, state)
    return result, names
"""


def run_apart(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, where memory that was freed is overwritten.

    So a program that reads it fails on any machine with glibc, and not only by chance.
    """
    return subprocess.run(
        [sys.executable, "-c", HEAD + program],
        capture_output=True,
        text=True,
        timeout=HANG_TIMEOUT,
        env={**os.environ, "MALLOC_PERTURB_": "165"},
        cwd=ROOT,
        check=False,
    )


def crashed(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a signal ended the process."""
    return done.returncode < 0
