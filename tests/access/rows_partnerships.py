"""Access to what type-ahead boxes ask."""

from tests.access.table import Row, post

DRAW = frozenset(
    {"bradford_editor", "region_editor", "luton_editor", "yorkshire_connector", "administrator"}
)
KEEP = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})
NOBODY: frozenset[str] = frozenset()  # the place of the world is a council, not a drawn area

ROWS = [
    Row("area_add", may=DRAW),
    post("area_add", may=DRAW),
    Row("area_edit", "place", may=NOBODY, page=False),
    post("area_edit", "place", may=NOBODY),
    Row("overlap_add", "place", may=KEEP),
    post("overlap_add", "place", may=KEEP),
    Row("overlap_edit", "overlap", may=KEEP),
    post("overlap_edit", "overlap", may=KEEP),
    Row("place_suggest", public=True, page=False, query="?q=brad"),
    Row("organisation_suggest", public=True, page=False, query="?q=energy"),
    Row("place_follow", "place", public=True),
    post("place_follow", "place", public=True),
    post("place_unfollow", "place"),
    Row("follow_confirm", "to_confirm", public=True),
    post("follow_confirm", "to_confirm", public=True),
    Row("follow_leave", "to_leave", public=True),
    post("follow_leave", "to_leave", public=True),
]
