"""Access to what type-ahead boxes ask."""

from tests.access.table import Row

ROWS = [
    Row("place_suggest", public=True, page=False, query="?q=brad"),
    Row("organisation_suggest", public=True, page=False, query="?q=energy"),
]
