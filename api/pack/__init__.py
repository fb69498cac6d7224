"""The rationale pack: one document about a case, as full for a no as for a yes."""
