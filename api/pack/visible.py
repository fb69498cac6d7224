"""Text that no form of a pack can show is replaced where one can see it, and that is said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from api.lines import Line
from api.pack.model import Pack, Part, throughout

UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of what cannot be seen: controls, formats, halves of characters, the unassigned."""

SPACED = re.compile(r"[\t\n\r\v\f\u2028\u2029]+")
"""What ends a line or skips in it: in a pack it is a space."""


class Replacing:
    """Replaces what cannot be shown by its code, and counts how often."""

    def __init__(self, shown: Callable[[str], bool]) -> None:
        self._shown = shown
        self.replaced: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """The text with everything in it to be seen."""
        return "".join(map(self._seen, SPACED.sub(" ", text)))

    def _seen(self, char: str) -> str:
        if (char.isascii() and char.isprintable()) or self._shown(char):
            return char
        self.replaced[code(char)] += 1
        return f"[{code(char)}]"


def code(char: str) -> str:
    """A character by its number: U+200B."""
    return f"U+{ord(char):04X}"


def can_be_seen(char: str) -> bool:
    """Whether a character is one that a reader could see, in some font."""
    return unicodedata.category(char) not in UNSEEN


def visibly(pack: Pack, shown: Callable[[str], bool] = can_be_seen) -> Pack:
    """The pack with nothing in it that cannot be seen; what was replaced is said at the end."""
    replacing = Replacing(shown)
    seen = throughout(pack, replacing)
    if not replacing.replaced:
        return seen
    most = ", ".join(name for name, _ in replacing.replaced.most_common(12))
    others = " and others" if len(replacing.replaced) > 12 else ""
    told = (
        "What this form cannot show stands as its number in brackets,"
        f" {replacing.replaced.total()} times: {most}{others}."
    )
    return replace(seen, parts=(*seen.parts, Part("Characters replaced", (Line(told),))))
