"""Signing a head: Ed25519, with a key that never leaves the service and one that all may have."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from api.register.chain import Head, canonical
from api.register.secret_files import first


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with a signature over its canonical form; key and signature in hexadecimal."""

    head: Head
    key: str
    signature: str

    def holds(self, key: str) -> bool:
        """Whether it was signed with the key that belongs to this public one."""
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public.verify(bytes.fromhex(self.signature), canonical(asdict(self.head)))
        except (InvalidSignature, ValueError, TypeError):  # it may come from anywhere
            return False
        return True


class Signer:
    """Signs heads."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, head: Head) -> SignedHead:
        """A head, signed."""
        return SignedHead(head, self.public, self._key.sign(canonical(asdict(head))).hex())


def signer_from(file: Path) -> Signer:
    """The signing key in a file, which is made if it is not there."""
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        first(file, key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex())
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii"))))
