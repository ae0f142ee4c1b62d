"""Priorities side by side: the register, one page, the matrix, what differs, what is said twice."""
