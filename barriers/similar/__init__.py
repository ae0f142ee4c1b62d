"""Barriers that say much the same, found by their rare words."""
