"""The editions of the shelf made ready, each compiled once in a process."""

from __future__ import annotations

import threading

from criteria.shelf import shelf
from engine.edition import Edition

_editions: dict[str, Edition] = {}
_compiling = threading.Lock()


def ready(edition: str) -> Edition:
    """The edition with its rules compiled. Raises UnknownEdition, RulesetError."""
    if not (isinstance(edition, str) and edition in _editions):
        with _compiling:
            volume = shelf().volume(edition)
            if edition not in _editions:
                _editions[edition] = Edition(volume)
    return _editions[edition]
