"""Lists and maps of places."""

from tests.access.table import Row

ROWS = [
    Row("places", public=True),
    Row("places", public=True, query="?q=bradford"),
    Row("places", public=True, query="?on=2022-06-01&all=on"),
    Row("place_map", public=True),
    Row("place_map", public=True, query="?outline=pilots&list=all"),
    Row("place_map", public=True, query="?by=barriers&map=tiles"),
    Row("places", public=True, query="?format=csv", page=False),
    Row("place_map", public=True, query="?by=pilots&outline=pilots&format=csv", page=False),
    Row("place_suggest", public=True, page=False, query="?q=brad"),
]
