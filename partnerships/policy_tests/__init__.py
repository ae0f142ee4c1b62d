"""Policy tests: which places to ask, and their replies side by side."""
