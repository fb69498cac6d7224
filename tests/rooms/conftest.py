"""What the tests of rooms share: both kinds of database."""

from tests.register.conftest import place, postgres_

__all__ = ["place", "postgres_"]
