"""What is recorded in these tests: a case that the engine leaves to people, and what they say."""

from __future__ import annotations

import copy
from itertools import count
from typing import Any

OPEN_CASE = {
    "edition": "wt-2018",
    "facts": {
        "age_group": "under_16",
        "abuse_or_neglect": "known",
        "abuse_or_neglect_by": "person",
        "link_to_abuse_or_neglect": "unrelated",
        "outcome": "died",
        "place_of_incident": "this_area",
        "normal_residence": "this_area",
    },
}
"""Its one open criterion is `abuse-linked`: judged not met, there is no duty to refer."""

DAY = "2019-03-04"
CONTENTS: dict[str, dict[str, Any]] = {
    "screening": OPEN_CASE,
    "judgement": {"criterion": "abuse-linked", "judgement": "not_met", "reasons": "a fall"},
    "advice": {
        "advises": "no_duty_to_refer",
        "words": "nothing points to it",
        "local_review": "no",
        "dissent": [{"of": "health", "words": "there may be more to learn"}],
    },
    "decision": {
        "decides": "no_duty_to_refer",
        "on": DAY,
        "reasons": {"code": "judgement-of-the-panel", "words": "as the panel advised"},
    },
    "notice": {"notice": "notify-panel", "to": "the national panel", "on": DAY},
    "reply": {"on": DAY, "agrees": "yes", "words": "they agree"},
    "correction": {"entry": 1, "words": "the day was another"},
}
NUMBERS = count(1)


def reference() -> str:
    """A reference nobody had."""
    return f"2026-{next(NUMBERS):04}"


def body(kind: str, of: str, **changes: Any) -> dict[str, Any]:
    """A good body that records an entry of a kind, with some of its content changed."""
    content = {**copy.deepcopy(CONTENTS[kind]), **changes}
    return {"reference": of, "kind": kind, "content": content}


def screening(of: str, **facts: str) -> dict[str, Any]:
    """A body that records a screening, with some facts changed."""
    return body("screening", of, facts={**OPEN_CASE["facts"], **facts})  # type: ignore[dict-item]
