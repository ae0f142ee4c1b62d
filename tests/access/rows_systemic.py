"""Access to systemic barriers: who sees several places keeps them; places say whether it helps."""

from tests.access.table import Row, post

KEEPS = frozenset({"pfpp_lead", "yorkshire_connector", "administrator"})
ANSWERS = KEEPS | {"desnz_official"}
CLOSES = frozenset({"teammate", "bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("systemic_barriers", public=True),
    Row(
        "systemic_barriers",
        public=True,
        query="?q=cause&lever=law&status=gathered&answer=no&sort=recorded",
    ),
    Row("systemic_barriers", public=True, query="?status=no-such-status"),
    Row("systemic_barriers", public=True, query="?format=csv", page=False),
    Row("systemic_laws", public=True),
    Row("systemic_laws", public=True, query="?format=csv", page=False),
    Row("systemic_add", may=KEEPS),
    post("systemic_add", may=KEEPS),
    Row("systemic", "systemic", public=True),
    Row("systemic", "answered_systemic", public=True),
    Row("systemic_brief", "answered_systemic", public=True),
    Row("systemic_brief", "answered_systemic", public=True, query="?format=txt", page=False),
    Row("systemic_history", "systemic"),
    Row("systemic_edit", "systemic", may=KEEPS),
    post("systemic_edit", "systemic", may=KEEPS),
    Row("systemic_answer", "systemic", may=ANSWERS),
    post("systemic_answer", "answered_systemic", may=ANSWERS),
    Row("systemic_members", "systemic", may=KEEPS),
    post("systemic_members", "systemic", may=KEEPS),
    post("systemic_member_end", "systemic_member", may=KEEPS),
    Row("systemic_accept", "systemic_offer", may=CLOSES),
    post("systemic_accept", "systemic_offer", may=CLOSES),
    Row("systemic_decline", "systemic_offer", may=CLOSES),
    post("systemic_decline", "systemic_offer", may=CLOSES),
]
