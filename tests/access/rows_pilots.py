"""Access to pilots, their figures and their updates."""

from tests.access.table import Row, post

LOGS = frozenset({"teammate", "bradford_editor", "region_editor", "bradford_officer"})
EDITS = frozenset({"teammate", "bradford_editor", "region_editor"})
REVIEWS = frozenset({"pfpp_lead"})

ROWS = [
    Row("pilots", public=True),
    Row("pilots", public=True, query="?q=pilot&status=live&sort=-changed"),
    Row("pilots", public=True, query="?topic=no-such-topic"),
    Row("pilots", public=True, query="?format=csv", page=False),
    Row("pilot_figures", public=True, query="?format=csv", page=False),
    Row("pilot_suggest", public=True, query="?q=pilot", page=False),
    Row("pilot", "pilot", public=True),
    Row("pilot_barriers", "pilot", public=True),
    Row("pilot_partners", "pilot", public=True),
    Row("pilot_history", "pilot", public=True),
    Row("pilot_brief", "pilot", public=True),
    Row("pilot_brief", "pilot", public=True, query="?format=txt", page=False),
    Row("pilot_indicators", "pilot", public=True),
    Row("pilot_indicators", "pilot", public=True, query="?format=csv", page=False),
    Row("indicator", "indicator", public=True),
    Row("pilot_updates", "pilot", public=True),
    Row("pilot_updates", "pilot", public=True, query="?format=csv", page=False),
    Row("pilot_update_page", "update", public=True),
    Row("pilot_update_page", "accepted_update", public=True),
    Row("pilot_update", "pilot", may=LOGS),
    post("pilot_update", "pilot", may=LOGS),
    post("pilot_update_ask", "update", may=REVIEWS),
    post("pilot_update_accept", "update", may=REVIEWS),
    post("pilot_update_answer", "update", may=LOGS),
    Row("pilot_edit", "pilot", may=EDITS),
    post("pilot_edit", "pilot", may=EDITS),
    Row("pilot_change_add", "pilot", may=EDITS),
    post("pilot_change_add", "pilot", may=EDITS),
]
