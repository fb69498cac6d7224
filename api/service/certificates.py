"""Certificates of verification: made in a process of their own, kept by digest, read by all.

An edition is verified once for its digest and the engine's version; a changed ruleset has another
digest, and so is verified again.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from criteria.decisions import RulesetRef, as_json, name_certificate
from criteria.shelf import shelf
from engine.edition import ENGINE

GENTLY = 10
"""How far verification gives way to those who are served."""


class Certificates:
    """The certificates in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, dict[str, Any]] = {}
        self._every: dict[str, dict[str, Any]] = {}

    def known(self) -> dict[str, dict[str, Any]]:
        """The certificate of each edition that was verified as it stands."""
        for edition in self.editions():
            if edition not in self._kept and (found := self._read(edition)) is not None:
                self._kept[edition] = found
        return dict(self._kept)

    def list_kept(self) -> dict[str, dict[str, Any]]:
        """Every certificate in the folder by the version and the engine it is of.

        Those of rules that have changed since are among them.
        """
        for file in self._folder.glob("*.json"):
            if file.stem not in self._every and (told := read_certificate(file)) is not None:
                self._every[file.stem] = told
        return dict(self._every)

    def _read(self, edition: str) -> dict[str, Any] | None:
        """The certificate of an edition as it stands, or None: what is none is made again."""
        told = read_certificate(self._file(edition))
        return told if told is not None and told["ruleset"] == as_it_stands(edition) else None

    def editions(self) -> tuple[str, ...]:
        """The editions to be verified."""
        return shelf().timeline.editions

    def sound(self) -> bool:
        """Whether every edition was verified and nothing was found."""
        known = self.known()
        return all(
            edition in known and not known[edition]["findings"] for edition in self.editions()
        )

    def pending(self) -> list[str]:
        """The editions not verified yet."""
        known = self.known()
        return [edition for edition in self.editions() if edition not in known]

    def make(self) -> None:
        """Verify what was not verified yet. Takes seconds for each edition."""
        from engine.verify import verify  # a worker that serves need not wait for it

        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(self._folder / "lock"):
            for edition in self.pending():
                self.keep(edition, as_json(verify(edition)))

    def keep(self, edition: str, certificate: dict[str, Any]) -> None:
        """Keep the certificate of an edition, in a folder that is there."""
        kept(self._file(edition), certificate)

    def start(self) -> subprocess.Popen[bytes] | None:
        """Verify in a process of its own, if anything is pending; the process, or None."""
        if not self.pending():
            return None
        command = [sys.executable, "-m", "api.service.certificates", str(self._folder)]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for whoever serves, who then ends this too
        )

    def _file(self, edition: str) -> Path:
        return (
            self._folder
            / f"{name_certificate(shelf().volume(edition).digest, ENGINE.version)}.json"
        )


def read_certificate(file: Path) -> dict[str, Any] | None:
    """The certificate in a file, of the digest in its name, or None: what is none is made again."""
    try:
        told = json.loads(file.read_text("utf-8"))
        whole = "findings" in told and file.stem.startswith(told["ruleset"]["digest"])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    return told if whole else None


def as_it_stands(edition: str) -> dict[str, str]:
    """Which ruleset an edition has now: what a certificate must be of."""
    volume = shelf().volume(edition)
    told: dict[str, str] = as_json(
        RulesetRef(volume.ruleset.id, volume.ruleset.version, volume.digest)
    )
    return told


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a lock that one process at a time can hold: of several workers one verifies."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept(file: Path, certificate: dict[str, Any]) -> None:
    """Write a certificate whole or not at all."""
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(certificate), "utf-8")
    partial.replace(file)


if __name__ == "__main__":
    os.nice(GENTLY)
    Certificates(Path(sys.argv[1])).make()
