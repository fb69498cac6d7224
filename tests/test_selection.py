"""What `make test` leaves out is said in words, for every reason there is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import REASONS, describe_left_out


def test_each_reason_is_told_with_its_number(pytestconfig: pytest.Config):
    told = list(describe_left_out(pytestconfig, Counter(dict.fromkeys(REASONS, 1_200))))
    assert [one.split(" because each ")[0] for one in told[:-1]] == [" 1,200"] * len(REASONS)
    assert "needs poppler or LibreOffice" in told[REASONS.index("documents")]
    assert "make test-all" in told[-1]


def test_make_leaves_out_what_has_a_reason():
    makefile = (Path(__file__).parents[1] / "Makefile").read_text("utf-8")
    assert f"REST := {' or '.join(REASONS)}\n" in makefile
