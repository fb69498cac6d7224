"""Files with a secret in them: whole or not there, and for their owner's eyes alone."""

from __future__ import annotations

import os
from pathlib import Path


def kept(file: Path, text: str) -> Path:
    """A new file beside the one named, with this text in it, on the disk."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(beside, flags, 0o600), "w", encoding="ascii") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    return beside


def first(file: Path, text: str) -> None:
    """Make a file with this text, unless another process made it first: then theirs stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = kept(file, text)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    settled(file.parent)


def settled(folder: Path) -> None:
    """See that the names in a folder are on the disk, and not only what is in its files."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
