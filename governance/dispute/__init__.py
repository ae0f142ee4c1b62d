"""Disputes between partners of a board: who disagrees about what, each step taken, how it ended."""
