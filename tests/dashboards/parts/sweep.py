"""The page of all parts, and what may be added."""

from tests.access.table import Row

ROWS = [
    Row("all_parts", public=True),
    Row("add"),
]
