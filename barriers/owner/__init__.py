"""Barriers that nobody is named to unlock: who finds out, and who it could be."""
