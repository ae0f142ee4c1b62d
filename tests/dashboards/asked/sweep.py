"""What is asked of a place, and what a body asks of places; no record of its own."""

from __future__ import annotations

from tests.access.table import Row

ROWS = [
    Row("place_asked", "place"),
    Row("place_asked", "place", query="?by=year"),
    Row("place_asked", "place", query="?list=all"),
    Row("place_asked", "place", query="?format=csv", page=False),
    Row("organisation_asks", "organisation"),
    Row("organisation_asks", "organisation", query="?by=year"),
    Row("organisation_asks", "organisation", query="?list=all"),
    Row("organisation_asks", "organisation", query="?format=csv", page=False),
]
