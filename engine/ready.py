"""Editions made ready to decide, each version compiled once in a process."""

from __future__ import annotations

import os
import threading

from criteria.shelf import shelf
from criteria.versions import Volume
from engine.decider import Decider
from engine.edition import Edition

_ready: dict[str, Decider] = {}
_versions: dict[str, Decider] = {}
_compiling = threading.Lock()


def ready(edition: object) -> Decider:
    """What decides under an edition of the shelf. Raises UnknownEdition, RulesetError."""
    if isinstance(edition, str) and edition in _ready:
        return _ready[edition]
    with _compiling:
        volume = shelf().volume(edition)
        name = volume.ruleset.id
        if name not in _ready:
            _ready[name] = Decider(Edition(volume))
        return _ready[name]


def prepare_version(volume: Volume) -> Decider:
    """What decides under a version of an edition, on the shelf or not."""
    with _compiling:
        if volume.digest not in _versions:
            _versions[volume.digest] = Decider(Edition(volume))
        return _versions[volume.digest]


def start_afresh() -> None:
    """In a forked child: the lock may have been held by a thread that is not there any more."""
    global _compiling
    _compiling = threading.Lock()


os.register_at_fork(after_in_child=start_afresh)
