"""Drills: made-up cases on the boundary between two editions, to decide and to give reasons for."""
