"""What a text states, read by itself: every complaint is the caller's mistake, in our words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from api.casefile import Case, as_case, case_problems
from api.reading import decoded, from_json, from_toml
from criteria.errors import InputError

WRONG = {
    "not JSON": (from_json, '{"facts": }', "is not JSON"),
    "not a number": (from_json, '{"facts": NaN}', "NaN is not a value"),
    "5,000 digits in JSON": (from_json, "9" * 5000, "too long to read"),
    "deep in JSON": (from_json, "[" * 100_000, "nested too deeply"),
    "twice in JSON": (from_json, '{"facts": {}, "facts": {}}', "`facts` is given twice"),
    "not TOML": (from_toml, "facts =", "is not TOML"),
    "5,000 digits in TOML": (from_toml, f"facts = {'9' * 5000}", "too long to read"),
    "twice in TOML": (from_toml, "[facts]\n[facts]\n", "`facts` is given twice, again on line 2"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_reader_raises_nothing_but_what_the_caller_can_mend(name: str):
    read, text, says = WRONG[name]
    with pytest.raises(InputError, match=says):
        read(text)


@pytest.mark.parametrize(
    ("read", "text"),
    [(from_json, '{"facts": {"outcome": "died"}}'), (from_toml, '[facts]\noutcome = "died"')],
)
def test_bytes_become_a_case(read: Callable[[str], object], text: str):
    assert as_case(read(decoded(b"\xef\xbb\xbf" + text.encode()))) == Case(
        facts={"outcome": "died"}
    )


def test_the_problems_of_a_case_are_gathered_without_raising():
    table = {"facts": {"outcome": "dead"}, "dates": {"decision": "today"}, "reference": "Ann"}
    places = [problem.where for problem in case_problems(table)]
    assert places == [("reference",), ("facts", "outcome"), ("dates", "decision")]
    assert case_problems({"facts": {"outcome": "died"}}) == []
