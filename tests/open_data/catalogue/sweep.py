"""What can be taken away: a page, and the same for portals of data."""

from tests.access.table import Row

ROWS = [
    Row("data", public=True),
    Row("catalog", public=True, page=False),
]
