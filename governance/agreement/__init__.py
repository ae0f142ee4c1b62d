"""Agreements: what partners of a board or of a partnership agreed in writing, and who signed."""
