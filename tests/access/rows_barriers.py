"""Access to barriers: the list and report, one barrier, and the forms."""

from tests.access.table import Row, post

# Contributors and editors anywhere; ``teammate`` logs where the team has a pilot.
LOGS = frozenset(
    {
        *("teammate", "bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor"),
    }
)
AT_BRADFORD = LOGS - {"luton_officer", "luton_editor"}
EDITS = frozenset({"teammate", "bradford_editor", "region_editor", "pfpp_lead"})
# A barrier that needs an owner is triaged by the connectors of its places.
TRIAGES = EDITS | {"yorkshire_connector"}
TRIES = EDITS | {"bradford_officer"}
KEEPS = frozenset({"administrator"})
CHECKS = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("barriers", public=True),
    Row(
        "barriers",
        public=True,
        query="?q=cannot&category=data-sharing&status=any-open&place=bradford&tried=no&sort=logged",
    ),
    Row("barriers", public=True, query="?category=no-such-kind"),
    Row("barriers", public=True, query="?format=csv", page=False),
    Row("barriers", public=True, query="?format=json", page=False),
    Row("barrier_log", may=LOGS),
    Row("barrier_log", may=AT_BRADFORD, query="?place=bradford", page=False),
    post("barrier_log", may=LOGS),
    Row("barrier", "barrier", public=True),
    Row("barrier", "unowned_barrier", public=True),
    Row("barrier_brief", "barrier", public=True),
    Row("barrier_brief", "barrier", public=True, query="?format=txt", page=False),
    Row("barrier_history", "barrier", public=True),
    Row("barrier_edit", "barrier", may=EDITS),
    Row("barrier_edit", "unowned_barrier", may=TRIAGES),
    post("barrier_edit", "barrier", may=EDITS),
    Row("barrier_owner", "barrier", may=EDITS),
    Row("barrier_owner", "unowned_barrier", may=TRIAGES),
    post("barrier_owner", "unowned_barrier", may=TRIAGES),
    Row("barrier_kinds", public=True),
    Row("sub_type_add", "kind", may=KEEPS),
    post("sub_type_add", "kind", may=KEEPS),
    Row("sub_type_merge", "sub_type", may=KEEPS),
    post("sub_type_merge", "sub_type", may=KEEPS),
    Row("barrier_tried_add", "barrier", may=TRIES),
    post("barrier_tried_add", "barrier", may=TRIES),
    Row("barrier_close", "barrier", may=EDITS),
    post("barrier_close", "barrier", may=EDITS),
    Row("barrier_reopen", "barrier", may=EDITS),
    post("barrier_reopen", "barrier", may=EDITS),
    Row("barrier_check_add", "barrier", may=CHECKS),
    post("barrier_check_add", "barrier", may=CHECKS),
]
