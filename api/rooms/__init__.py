"""Rooms: a drill that many play at once, on phones, without accounts. Nothing of it lasts."""
