"""Access to pages about money."""

from tests.access.table import Row

ROWS = [
    Row("flows", public=True),
    Row("flows", public=True, query="?place=bradford&meaning=committed"),
    Row("flows", public=True, query="?format=csv", page=False),
    Row("flow", "flow", public=True),
]
