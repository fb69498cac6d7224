"""What the register refuses, each a mistake the caller can mend."""

from __future__ import annotations

from criteria.errors import EngineFault, InputError


class NoSuchCase(InputError):
    """A case or an entry that the panel does not have."""


class Taken(InputError):
    """A reference that is one of the panel's cases already."""


class Erased(InputError):
    """A case whose text was destroyed: nothing can be added to it."""


class Repeated(InputError):
    """An idempotency key that was used before, with another request."""


class Unreadable(EngineFault):
    """Content that its case's key does not open: it was changed, or it is another case's."""


class NotKept(EngineFault):
    """Nothing can be written: the disk is full, or the database cannot be written to."""
