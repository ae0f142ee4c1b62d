"""Secondments: people lent by one body to another, whatever sectors the two are of."""
