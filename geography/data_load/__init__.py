"""Newer releases of official lists and figures: sent, looked at, then loaded or dropped."""
