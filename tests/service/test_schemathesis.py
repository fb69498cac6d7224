"""The service does what its own OpenAPI document says, and answers nothing that is not in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from schemathesis.config._checks import NegativeDataRejectionConfig

from api.service.routes import ANYBODY, ROUTES, Route
from tests.service.running import Running

EXAMPLES = 20
"""Of each operation and phase."""

SEED = 20150326
ROLES = ("trainer", "chair", "auditor")
"""Whose keys are shown: between them they may do all but erase."""


def tried(role: str) -> list[Route]:
    """The routes that are for a role."""
    return [one for one in ROUTES if one.roles is ANYBODY or role in one.roles]


def left(role: str) -> list[str]:
    """What leaves out the operations that are not for a role."""
    others = [one for one in ROUTES if one not in tried(role)]
    return [part for one in others for part in ("--exclude-operation-id", one.name)]


def rejections() -> str:
    """The statuses that schemathesis takes for a refusal of what the schema forbids, and 413."""
    own = NegativeDataRejectionConfig().expected_statuses
    return ", ".join(f'"{status}"' for status in (*own, "413"))


SETTINGS = """
# Some requests that the schema allows are refused all the same, as documented: a judgement on what
# the facts have settled, or a day that no edition governs (422); a day on which two editions are
# arguable (409). What the caller has already is not sent again (304). Of the register: a case that
# is not there is told so (404), one that another test erased too (410), and what only another role
# records is refused (403).
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "403", "404", "409", "410", "422"]

# A body that is too large is refused before it is read (413), whatever else is wrong with it; to
# the statuses that count as a refusal by themselves, this adds that one.
[checks.negative_data_rejection]
expected-statuses = [REJECTIONS]
"""


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_check_of_schemathesis_holds_for_every_operation(
    verified: Running, tmp_path: Path, role: str
):
    config = tmp_path / "schemathesis.toml"
    config.write_text(SETTINGS.replace("REJECTIONS", rejections()), "utf-8")
    with verified.client(None) as anybody:
        anybody.get("/openapi.json")  # made once, which takes longer than schemathesis waits
    program = Path(sys.executable).with_name("schemathesis")
    asked = [
        *(str(program), "--config-file", str(config), "run", f"{verified.url}/openapi.json"),
        *("--checks", "all", "--seed", str(SEED), "--max-examples", str(EXAMPLES), "--no-color"),
        *("--header", f"Authorization: {verified.bearing(role)['authorization']}"),
        *left(role),
        *("--continue-on-failure", "--generation-database", "none", "--request-timeout", "30"),
    ]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    # It leaves out the address from which it read the document; another test holds that to it.
    assert f"Operations:       {len(tried(role)) - 1} selected" in done.stdout
    count = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert count is not None, done.stdout
    assert int(count[1]) == int(count[2]) > 20 * len(tried(role)), done.stdout
