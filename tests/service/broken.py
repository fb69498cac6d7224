"""A service with a broken part, to see how a fault is told: what it raises says all it knows."""

from __future__ import annotations

BROKEN = """
import api.service.deciding as deciding

whole = deciding.decided

def decided(case):
    if case.facts.get("detention") == "custody":
        raise RuntimeError(f"broken by {case}")
    return whole(case)

deciding.decided = decided

from api.cli import main

main()
"""
"""A program that is `threshold`, but for the deciding of a case of one kind."""

BROKEN_BY = {"edition": "wt-2015", "facts": {"detention": "custody"}}
"""A good request, at which it breaks."""
