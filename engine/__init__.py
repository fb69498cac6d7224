"""The engine: facts in, decision out."""

from engine.compare import Comparison, compare
from engine.decide import decide

__all__ = ["Comparison", "compare", "decide"]
