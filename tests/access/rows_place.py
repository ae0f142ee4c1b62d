"""Access to the pages of a place."""

from tests.access.table import Row, post

EDITORS = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})

ROWS = [
    Row("place", "place", public=True),
    Row("place_brief", "place", public=True),
    Row("place_brief", "place", public=True, query="?format=txt", page=False),
    Row("place_partners", "place", public=True),
    Row("place_funding", "place", public=True),
    Row("place_funding", "place", public=True, query="?format=csv", page=False),
    Row("place_gaps", "place", public=True),
    Row("place_history", "place", public=True),
    Row("place_pilots", "place", public=True, page=False, answers=(302,)),
    Row("place_barriers", "place", public=True, page=False, answers=(302,)),
    Row("place_edit", "place", may=EDITORS),
    post("place_edit", "place", may=EDITORS),
]
