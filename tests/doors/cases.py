"""Case files for the doors, good ones: the example for users and those beside the golden text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from criteria.shelf import shelf
from tests.doors.program import EXAMPLE

GOLDEN = Path(__file__).parent / "golden"
FILES = {file.stem: file for file in (EXAMPLE, *sorted(GOLDEN.glob("*.toml")))}
EDITIONS = shelf().timeline.editions


def stated(name: str) -> dict[str, Any]:
    """What a case file states, read without Threshold, with every section there."""
    sections: dict[str, Any] = {"facts": {}, "judgements": {}, "dates": {}, "evidence": {}}
    return sections | tomllib.loads(FILES[name].read_text("utf-8"))


def decided_on(name: str) -> dict[str, Any]:
    """What `decide` takes of a case file."""
    read = stated(name)
    return {key: read[key] for key in ("facts", "judgements", "dates")}


JUDGED = [name for name in FILES if stated(name)["judgements"]]
PAIRS = [(name, edition) for name in FILES for edition in EDITIONS if name not in JUDGED]
PAIRS += [(name, "wt-2023") for name in JUDGED]
"""Every case under every edition, but that judgements are accepted where they were made."""
