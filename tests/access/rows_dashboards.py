"""Access to pages that show several apps."""

from tests.access.table import Row

ROWS = [
    Row("home", public=True),
    Row("search", public=True),
    Row("search", public=True, query="?q=bradford"),
    Row("places", public=True),
    Row("places", public=True, query="?q=bradford"),
    Row("places", public=True, query="?format=csv", page=False),
    Row("organisations", public=True),
    Row("organisation", "organisation", public=True),
    Row("programmes", public=True),
    Row("programme", "programme", public=True),
]
