"""Access to milestones, changes of plan, risks and the timeline."""

from tests.access.rows_pilots import LOGS, REVIEWS
from tests.access.table import Row, post

ROWS = [
    Row("pilot_timeline", "pilot", public=True),
    Row("pilot_timeline", "pilot", public=True, query="?kind=changes"),
    Row("pilot_timeline", "pilot", public=True, query="?kind=no-such-kind"),
    Row("milestone_add", "pilot", may=LOGS),
    post("milestone_add", "pilot", may=LOGS),
    Row("milestone_edit", "milestone", may=LOGS),
    post("milestone_edit", "milestone", may=LOGS),
    Row("milestone_edit", "programme_milestone", may=REVIEWS),
    post("milestone_edit", "programme_milestone", may=REVIEWS),
    Row("programme_milestone_add", "programme", may=REVIEWS),
    post("programme_milestone_add", "programme", may=REVIEWS),
    Row("pilot_change_add", "pilot", may=LOGS),
    post("pilot_change_add", "pilot", may=LOGS),
    Row("pilot_change_edit", "change", may=LOGS),
    post("pilot_change_edit", "change", may=LOGS),
    Row("pilot_risks", "pilot"),
    Row("pilot_risks", "pilot", query="?format=csv", page=False),
    Row("risk_add", "pilot", may=LOGS),
    post("risk_add", "pilot", may=LOGS),
    Row("risk_edit", "risk", may=LOGS),
    post("risk_edit", "risk", may=LOGS),
]
