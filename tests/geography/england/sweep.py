"""The official figures of all councils."""

from tests.access.table import Row

ROWS = [Row("official_figures", public=True, page=False, query="?format=csv")]
