"""The engine: facts in, decision out."""

from engine.decide import decide
from engine.verify import Certificate, verify

__all__ = ["Certificate", "decide", "verify"]
