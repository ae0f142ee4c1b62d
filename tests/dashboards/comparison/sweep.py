"""Places side by side."""

from tests.access.table import Row

ROWS = [
    Row("places_compare", public=True),
    Row("places_compare", public=True, query="?place=bradford"),
    Row("places_compare", public=True, query="?place=bradford&place=luton"),
    Row("places_compare", public=True, query="?place=bradford&place=luton&add=nowhere"),
    Row("places_compare", public=True, query="?place=bradford&place=luton&format=csv", page=False),
]
