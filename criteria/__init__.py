"""The vocabulary: facts, conditions, rulesets, decisions and errors."""
