"""The front page, and search."""

from tests.access.table import Row

ROWS = [
    Row("home", public=True),
    Row("search", public=True),
    Row("search", public=True, query="?q=bradford"),
    Row("search_suggest", public=True, page=False, query="?q=bradford"),
]
