"""Figures: shared definitions and their totals, steps with denominators, how figures change."""
