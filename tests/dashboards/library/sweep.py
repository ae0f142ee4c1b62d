"""The library of what works and what doesn't."""

from tests.access.table import Row

ROWS = [
    Row("library", public=True),
    Row("library", public=True, query="?q=hidden+quixotic"),
    Row("library", public=True, query="?kind=lessons&failed=on"),
    Row("library", public=True, query="?kind=no-such-kind&page=2"),
]
