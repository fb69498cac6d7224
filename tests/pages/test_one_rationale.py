"""The decision page and every form of the pack say the same of a case: nothing is left out of one.

Each edition and each referral it can give: recorded in the real service, and read back from it.
"""

from __future__ import annotations

from typing import Any

import pytest

from api.pack.made import FORMS
from tests.pack.cases import CASES, packed, stated
from tests.pack.held import must_be_said
from tests.pack.read_back import READ, flat, needs_poppler
from tests.pages.made import new_reference, recorded
from tests.pages.visiting import Visitor, text_of
from tests.service.running import Running


def served(server: Running, visitor: Visitor, edition: str, referral: str) -> dict[str, str]:
    """What each form says of a case that was recorded, and the page: without spaces."""
    reference = new_reference()
    screening: dict[str, Any] = {**stated(edition, referral), "what_if": True}
    recorded(server, reference, "screening", screening)
    packs = {form: visitor.get(f"/cases/{reference}/pack?format={form}").content for form in FORMS}
    told = {form: flat(READ[form](made)) for form, made in packs.items()}
    return {**told, "page": flat(text_of(visitor.get(f"/cases/{reference}/decision")))}


@needs_poppler
@pytest.mark.parametrize(("edition", "referral"), CASES)
def test_page_and_packs_say_the_same(
    server: Running, visitor: Visitor, edition: str, referral: str
):
    case = packed(edition, referral)
    for form, told in served(server, visitor, edition, referral).items():
        for text in must_be_said(case):
            assert flat(text) in told, (form, text)
