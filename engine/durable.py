"""The one door to durable_rules, with each of its habits tamed where it bites.

Its C module is driven directly. The stock `Host` starts two timer threads, and swallows into its
state what actions raise; here is no host and no action, so there is nothing to start and nothing
to swallow. A rule's name is all it says, and it is read as the rule fires.
"""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections.abc import Mapping
from typing import Any

import durable_rules_engine

from criteria.errors import EngineFault

SID = "t"
"""The session of every message, ours and fixed: quotes and backslashes in a session id taken from
a caller break the parser, and so does a number like 1e308."""


class Rules:
    """A set of rules in durable_rules: a message in, the names of the rules that fire out."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._rules = json.dumps(rules)
        self._start()
        RUNNING.add(self)

    def _start(self) -> None:
        """Hand the rules over, with a lock: two threads in one ruleset crash the process.

        The ruleset goes when this object goes.
        """
        self._lock = threading.Lock()
        self._handle = durable_rules_engine.create_ruleset("threshold", self._rules)
        weakref.finalize(self, durable_rules_engine.delete_ruleset, self._handle)

    def fired(self, told: str) -> list[str]:
        """The names of the rules that fire on one message, given as the inside of a JSON object.

        Nothing of the message is left behind. Were it, the next would be reported as observed
        already, for all have one id: one case can never quietly reach the next.
        Raises EngineFault if durable_rules does not do as it should.
        """
        message = f'{{"sid":"{SID}","id":1,{told}}}'
        with self._lock:
            try:
                return self._run(message)
            finally:
                durable_rules_engine.delete_state(self._handle, SID)

    def _run(self, message: str) -> list[str]:
        """Tell the message and let every action that it starts complete, doing nothing."""
        result, state = durable_rules_engine.assert_fact(self._handle, message)
        if result != 0:
            raise EngineFault(f"durable_rules did not take a message (result {result})")
        names: list[str] = []
        started = durable_rules_engine.start_action_for_state(self._handle, state)
        action = started[1] if started else None
        while action:
            names.append(action[2 : action.index('"', 2)])
            action = durable_rules_engine.complete_and_start_action(self._handle, state)
        return names

    def after_fork(self) -> None:
        """In a child process: what another thread held at the fork would stay held for ever."""
        self._start()


RUNNING: weakref.WeakSet[Rules] = weakref.WeakSet()


def start_afresh() -> None:
    """Give every set of rules in a forked child a lock and a ruleset of its own."""
    for rules in list(RUNNING):
        rules.after_fork()


os.register_at_fork(after_in_child=start_afresh)
