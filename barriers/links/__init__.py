"""Barriers that people joined or linked to each other."""
