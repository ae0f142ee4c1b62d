"""Access to evaluations, their reports and findings."""

from tests.access.rows_pilots import EDITS
from tests.access.table import Row, post

EVALUATES = frozenset({"evaluator"})
PLANS_WHOLE = EVALUATES | {"pfpp_lead"}
PLANS = PLANS_WHOLE | {"bradford_editor", "region_editor"}
DRAWS = EDITS | {"pfpp_lead"}

ROWS = [
    Row("pilot_evaluation", "pilot", public=True),
    Row("evaluation_add", "pilot", may=PLANS),
    post("evaluation_add", "pilot", may=PLANS),
    Row("programme_evaluation_add", "programme", may=PLANS_WHOLE),
    post("programme_evaluation_add", "programme", may=PLANS_WHOLE),
    Row("evaluation", "evaluation", public=True),
    Row("evaluation", "programme_evaluation", public=True),
    Row("evaluation_edit", "evaluation", may=PLANS),
    post("evaluation_edit", "evaluation", may=PLANS),
    post("evaluation_edit", "programme_evaluation", may=PLANS_WHOLE),
    Row("evaluation_report_add", "evaluation", may=PLANS),
    post("evaluation_report_add", "evaluation", may=PLANS),
    Row("evaluation_report_edit", "evaluation_report", may=PLANS),
    post("evaluation_report_edit", "evaluation_report", may=PLANS),
    Row("evaluation_finding_add", "evaluation", may=EVALUATES),
    post("evaluation_finding_add", "evaluation", may=EVALUATES),
    post("evaluation_finding_add", "programme_evaluation", may=EVALUATES),
    Row("evaluation_findings", public=True),
    Row("evaluation_findings", public=True, query="?q=found&direction=negative&stands=final"),
    Row("evaluation_findings", public=True, query="?topic=no-such-topic"),
    Row("evaluation_findings", public=True, query="?format=csv", page=False),
    Row("evaluation_finding", "evaluation_finding", public=True),
    Row("evaluation_finding", "published_finding", public=True),
    Row("evaluation_finding_edit", "evaluation_finding", may=EVALUATES),
    post("evaluation_finding_edit", "evaluation_finding", may=EVALUATES),
    post("evaluation_finding_publish", "evaluation_finding", may=EVALUATES),
    Row("evaluation_finding_replace", "published_finding", may=EVALUATES),
    post("evaluation_finding_replace", "published_finding", may=EVALUATES),
    Row("theory", "pilot", public=True),
    Row("theory_version", "theory", public=True),
    Row("theory_begin", "pilot", may=DRAWS),
    post("theory_begin", "pilot", may=DRAWS),
    post("theory_agree", "pilot", may=DRAWS),
    Row("theory_box_add", "pilot", may=DRAWS),
    post("theory_box_add", "pilot", may=DRAWS),
    Row("theory_box_edit", "theory_box", may=DRAWS),
    post("theory_box_edit", "theory_box", may=DRAWS),
    post("theory_box_remove", "theory_box", may=DRAWS),
    Row("theory_link_add", "pilot", may=DRAWS),
    post("theory_link_add", "pilot", may=DRAWS),
    post("theory_link_remove", "theory_link", may=DRAWS),
    Row("cost_line_add", "pilot", may=DRAWS),
    post("cost_line_add", "pilot", may=DRAWS),
    Row("cost_line_edit", "cost_line", may=DRAWS),
    post("cost_line_edit", "cost_line", may=DRAWS),
    Row("spread_add", "pilot", may=DRAWS),
    post("spread_add", "pilot", may=DRAWS),
    Row("spread_edit", "spread", may=DRAWS),
    post("spread_edit", "spread", may=DRAWS),
]
