"""Sealing: what an entry holds of a case is encrypted under that case's key, and that under ours.

Destroying a case's key destroys everything said of the case, wherever a copy of it is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import zlib
from base64 import urlsafe_b64decode
from binascii import a2b_base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from isal import isal_zlib

from api.register.mistakes import Unreadable
from api.register.secret_files import first, kept, settled
from criteria.errors import InputError, Problem

MARK = 32
"""Bytes of the mark with which something wrapped ends."""

PLAINER = bytes.maketrans(b"-_", b"+/")
"""From the letters of URL-safe base64 to those of the plain kind, read in half the time."""

NONCE = 12
"""Bytes of the nonce, drawn by chance for each entry: a case has far fewer than 2**32 of them."""

QUICKLY = 1
"""How hard to compress. Decisions repeat themselves, so little effort does most of it.

ISA-L writes what every zlib reads, in a quarter of the time that zlib takes.
"""


class CaseKey:
    """The key of one case: seals and opens what is said of it."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._marking = hashlib.sha256(b"marks of requests" + key).digest()

    def mark(self, request: str) -> str:
        """What a request is known by again: without the key nobody can guess it from that."""
        return hmac.digest(self._marking, request.encode(), "sha256").hex()

    def seal(self, said: bytes, place: str) -> bytes:
        """What an entry says, as JSON, sealed for its place in the register and for no other."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(
            nonce, isal_zlib.compress(said, QUICKLY), place.encode()
        )

    def open_as_text(self, sealed: bytes, place: str) -> bytes:
        """What was sealed. Raises Unreadable if it was not sealed with this key for this place."""
        try:
            return zlib.decompress(
                self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
            )
        except (InvalidTag, ValueError, TypeError) as error:
            raise Unreadable(f"the content of {place} cannot be opened") from error

    def open(self, sealed: bytes, place: str) -> Any:
        """What was sealed, read. Raises Unreadable as `open_as_text`."""
        return json.loads(self.open_as_text(sealed, place))


class Keys:
    """Master keys together, and what tells the marks of each."""

    def __init__(self, every: Sequence[str]) -> None:
        self.all = MultiFernet(map(Fernet, every))
        # A Fernet token ends with the HMAC-SHA256 of all before it, under half of its key.
        self._marking = [hmac.new(urlsafe_b64decode(one)[:16], digestmod="sha256") for one in every]

    def made(self, wrapped: object) -> bool:
        """Whether one of these wrapped this."""
        try:
            token = a2b_base64(wrapped.translate(PLAINER))  # type: ignore[attr-defined]
        except (ValueError, TypeError, AttributeError):
            return False
        for marking in self._marking:
            mark = marking.copy()
            mark.update(token[:-MARK])
            if mark.digest() == token[-MARK:]:
                return True
        return False


class Master:
    """Our own keys, the newest first: each wraps the keys of cases; older ones unwrap."""

    def __init__(self, keys: Callable[[], Keys]) -> None:
        self._keys = keys
        keys()  # what cannot be read is told at once

    def new_case(self) -> tuple[CaseKey, bytes]:
        """A key for a new case, and the same wrapped."""
        key = AESGCM.generate_key(256)
        return CaseKey(key), self._keys().all.encrypt(key)

    def unwrap(self, wrapped: bytes) -> CaseKey:
        """The key of a case. Raises Unreadable if none of our keys wrapped it."""
        try:
            return CaseKey(self._keys().all.decrypt(wrapped))
        except InvalidToken as error:
            raise Unreadable("no master key here wrapped the key of this case") from error

    def known(self) -> Callable[[object], bool]:
        """What tells whether one of our keys wrapped something: nobody else can have marked it so.

        It takes a tenth of the time that unwrapping does.
        """
        return self._keys().made

    def rewrap(self, wrapped: bytes) -> bytes:
        """The same key of a case, wrapped with the newest of ours."""
        return self._keys().all.rotate(wrapped)


class KeyFile:
    """The master keys in a file, a key to a line.

    It is read again when it changes: keys may be rotated while others work with them.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[int, int, Keys] | None = None

    def __call__(self) -> Keys:
        """The keys that are in the file now, or that were when it could be read last."""
        try:
            found = self._file.stat()
        except OSError:
            if self._read is None:
                raise
            return self._read[2]
        if self._read is None or self._read[:2] != (found.st_mtime_ns, found.st_ino):
            text = self._file.read_text("utf-8", "replace")
            self._read = (found.st_mtime_ns, found.st_ino, keys_in(text))
        return self._read[2]


def keys_in(text: str) -> Keys:
    """The master keys in a text. Raises InputError if it holds something else, and never says what.

    An empty one holds none, and is refused as well.
    """
    try:
        return Keys(text.split())
    except ValueError:
        rule = "32 random bytes in URL-safe base64, a key to a line, the newest first"
        raise InputError([Problem(("master key",), f"is not {rule}")]) from None


def new_key() -> str:
    """A new master key."""
    return Fernet.generate_key().decode()


def master_from(file: Path) -> Master:
    """The master keys in a file, which is made with a new one if it is not there."""
    if not file.exists():
        first(file, new_key())
    return Master(KeyFile(file))


def master_given(text: str) -> Master:
    """The master keys in a text, as a file would hold them."""
    keys = keys_in(text)
    return Master(lambda: keys)


def add_key(file: Path) -> None:
    """Put a new master key before those in a file, which only its owner can read."""
    kept(file, f"{new_key()}\n{file.read_text('ascii')}").replace(file)
    settled(file.parent)
