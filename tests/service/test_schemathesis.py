"""The service does what its own OpenAPI document says, and answers nothing that is not in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.service.routes import ANYBODY, ROUTES
from tests.service.running import Running

SECONDS = 180 if os.environ.get("THRESHOLD_LONG") else 45
SEED = 20150326
TRIED = [one for one in ROUTES if one.roles is ANYBODY or "trainer" in one.roles]
OTHERS = [one.path for one in ROUTES if one not in TRIED]
"""The addresses that are not for a trainer, whose key is shown here; tests/register tries them."""
SETTINGS = """
# Some requests that the schema allows are refused all the same, as documented: a judgement on what
# the facts have settled, or a day that no edition governs (422); a day on which two editions are
# arguable (409). And what the caller has already is not sent again (304).
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "409", "422"]
"""


@pytest.mark.slow
def test_every_check_of_schemathesis_holds_for_every_operation(verified: Running, tmp_path: Path):
    config = tmp_path / "schemathesis.toml"
    config.write_text(SETTINGS, "utf-8")
    program = Path(sys.executable).with_name("schemathesis")
    asked = [
        *(str(program), "--config-file", str(config), "run", f"{verified.url}/openapi.json"),
        *("--checks", "all", "--seed", str(SEED), "--max-time", str(SECONDS), "--no-color"),
        *("--header", f"Authorization: {verified.bearing()['authorization']}"),
        *(part for path in sorted(set(OTHERS)) for part in ("--exclude-path", path)),
        *("--continue-on-failure", "--generation-database", "none", "--request-timeout", "30"),
    ]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, timeout=SECONDS * 3)
    assert done.returncode == 0, done.stdout + done.stderr
    # It leaves out the address from which it read the document; another test holds that to it.
    assert f"Operations:       {len(TRIED) - 1} selected" in done.stdout
    tried = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert tried is not None
    assert int(tried[1]) == int(tried[2]) > 500
