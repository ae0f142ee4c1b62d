"""Evaluation of pilots and programmes: findings, theory of change, what it was worth, spread."""
