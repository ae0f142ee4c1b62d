"""Risks of a pilot: working text for those who are signed in, never for the public."""
