"""How often: so many a second for each key, so many refusals a minute for each address, and so on.

One number for each is enough: the time at which it has caught up with its rate (the generic cell
rate algorithm). The numbers stand in memory that the worker processes share.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import time
from pathlib import Path

SLOTS = 1 << 16
"""How many names of a kind are told apart. Two in one slot, one time in 65,536, share a rate."""

KINDS = ("key", "address", "join", "open")
"""Each kind has slots of its own: what an address owes is never taken for what a key owes."""

SALT = 16
"""Bytes drawn by chance at each start: nobody can work out which names share a slot."""

NUMBER = struct.Struct("=d")
SIZE = SALT + len(KINDS) * SLOTS * NUMBER.size


class Rates:
    """The rates of all keys and addresses, in a file that workers share, or in this process alone.

    Two workers that look at the same moment may both let one through: a rate is a guard, no count.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._memory = mmap.mmap(-1, SIZE) if file is None else shared(file)
        if file is None:
            self._memory[:SALT] = os.urandom(SALT)
        self._salt = self._memory[:SALT]

    def wait(self, kind: str, name: str, rate: float, burst: float) -> float:
        """Count one more for a name at a rate a second; 0.0 if it may, else the seconds to wait.

        What must wait is not counted. The clock is one that nobody sets; all processes share it.
        """
        place, now = self._place(kind, name), time.monotonic()
        (caught_up,) = NUMBER.unpack_from(self._memory, place)
        due = max(float(caught_up), now)
        over = due - now - (burst - 1) / rate
        if over > 0:
            return over
        NUMBER.pack_into(self._memory, place, due + 1 / rate)
        return 0.0

    def _place(self, kind: str, name: str) -> int:
        digest = hashlib.blake2s(name.encode(), key=self._salt, digest_size=4).digest()
        slot = KINDS.index(kind) * SLOTS + int.from_bytes(digest) % SLOTS
        return SALT + slot * NUMBER.size


def shared(file: Path) -> mmap.mmap:
    """The memory in a file, which every process that opens it shares."""
    with file.open("r+b") as opened:
        return mmap.mmap(opened.fileno(), SIZE)


def laid_out(file: Path) -> None:
    """Make the file that workers share, with nothing counted yet."""
    file.write_bytes(os.urandom(SALT) + bytes(SIZE - SALT))
