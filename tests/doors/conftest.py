"""What the tests of the doors share with pytest."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of a test that takes seconds: `-m "not slow"` leaves it out."""
    config.addinivalue_line("markers", "slow: takes ten seconds or more, and builds a wheel")
