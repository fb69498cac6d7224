"""Ports for servers that cannot choose a free one by themselves."""

from __future__ import annotations

import os
import socket
from itertools import count

PORTS = count(16 * os.getpid())
"""Processes that test side by side begin at different ports."""


def find_free_port() -> int:
    """A free port below those that systems hand out, so that nobody takes it before it is used."""
    for number in PORTS:
        port = 20_000 + number % 10_000
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError("counting never ends")
