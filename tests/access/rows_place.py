"""Access to the pages of a place."""

from tests.access.table import Row, post

EDITORS = frozenset({"bradford_editor", "region_editor", "yorkshire_connector"})

ADMINISTRATORS = frozenset({"administrator"})

KEEP_BODIES = ADMINISTRATORS | {"yorkshire_connector"}

ACTS = ("place_merge", "place_split", "place_rename", "place_recode")

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
    Row("place_reorganise", "place", may=ADMINISTRATORS),
    *(Row(name, "place", may=ADMINISTRATORS) for name in ACTS),
    *(post(name, "place", may=ADMINISTRATORS) for name in ACTS),
    Row("reorganisations", public=True),
    Row("reorganisation", "reorganisation", public=True),
    Row("reorganisation_undo", "reorganisation", may=ADMINISTRATORS),
    post("reorganisation_undo", "reorganisation", may=ADMINISTRATORS),
    post("reorganisation_withdraw", "reorganisation", may=ADMINISTRATORS),
    Row("organisation_duplicates", may=KEEP_BODIES),
    Row("organisation_two", "two_organisations", may=KEEP_BODIES),
    post("organisation_two", "two_organisations", may=KEEP_BODIES),
    post("organisation_two_take_back", "two_bodies"),
    Row("organisation_merge", "organisation", may=ADMINISTRATORS),
    post("organisation_merge", "organisation", may=ADMINISTRATORS),
]
