"""The engine: facts in, decision out."""

from engine.compare import Comparison, compare
from engine.decide import decide
from engine.differences import Differences, differences

__all__ = ["Comparison", "Differences", "compare", "decide", "differences"]
