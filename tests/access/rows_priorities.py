"""Access to priorities."""

from tests.access.table import Row, post

WRITES = frozenset({"bradford_editor", "region_editor", "luton_editor"})
ADDS = WRITES | {"desnz_official", "yorkshire_connector"}
KEEPS = frozenset({"bradford_editor", "region_editor"})
JUDGES = frozenset({"desnz_official", "pfpp_lead", "yorkshire_connector", "administrator"})

ROWS = [
    Row("priorities", public=True),
    Row("priorities", public=True, query="?q=seen&tier=local&when=current&sort=-changed"),
    Row("priorities", public=True, query="?as_at=the+day+before"),
    Row("priorities", public=True, query="?format=csv", page=False),
    Row("priority_matrix", public=True),
    Row("priority_matrix", public=True, query="?place=bradford&against=regional"),
    Row("priority_matrix", public=True, query="?place=bradford&format=csv", page=False),
    Row("priority_differences", public=True),
    Row("priority_differences", public=True, query="?kind=time"),
    Row("priority_differences", public=True, query="?format=csv", page=False),
    Row("priority_repeats"),
    post("priority_repeats", may=JUDGES),
    Row("priority_alignment", "alignment", public=True),
    post("priority_alignment", "alignment", may=KEEPS | {"yorkshire_connector"}),
    Row("place_priorities", "place", public=True),
    Row("priority", "priority", public=True),
    Row("priority_history", "priority", public=True),
    Row("priority_add", may=ADDS),
    Row("priority_add", may=ADDS, query="?place=bradford", page=False),
    post("priority_add", may=ADDS),
    Row("priority_edit", "priority", may=KEEPS),
    post("priority_edit", "priority", may=KEEPS),
    Row("priority_take_over", "wide_priority", may=WRITES),
    post("priority_take_over", "wide_priority", may=WRITES),
    post("priority_withdraw", "priority", may=KEEPS),
    post("priority_seen", "priority", may=KEEPS),
]
