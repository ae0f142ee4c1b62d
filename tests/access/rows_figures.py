"""Access to shared definitions, and to what changes a figure."""

from tests.access.rows_pilots import LOGS
from tests.access.table import Row, post

PROPOSES = LOGS | {"pfpp_lead", "evaluator"}
DEFINES = frozenset({"pfpp_lead", "administrator"})

ROWS = [
    Row("shared_definitions", public=True),
    Row("shared_definitions", public=True, query="?q=homes&topic=housing"),
    Row("shared_definitions", public=True, query="?topic=no-such-topic"),
    Row("shared_definitions", public=True, query="?format=csv", page=False),
    Row("shared_definition_suggest", public=True, query="?q=homes", page=False),
    Row("shared_definition", "shared_definition", public=True),
    Row("shared_definition", "shared_definition", public=True, query="?state=left-out"),
    Row("shared_definition", "shared_definition", public=True, query="?format=csv", page=False),
    Row("shared_definition_history", "shared_definition", public=True),
    Row("shared_definition_add", may=DEFINES),
    post("shared_definition_add", may=DEFINES),
    Row("shared_definition_edit", "shared_definition", may=DEFINES),
    post("shared_definition_edit", "shared_definition", may=DEFINES),
    Row("indicator_add", "pilot", may=LOGS),
    post("indicator_add", "pilot", may=LOGS),
    Row("indicator_edit", "indicator", may=LOGS),
    post("indicator_edit", "indicator", may=LOGS),
    Row("indicator_plan", "indicator", may=LOGS),
    post("indicator_plan", "indicator", may=LOGS),
    Row("indicator_redefine", "indicator", may=LOGS),
    post("indicator_redefine", "indicator", may=LOGS),
    Row("remeasure_add", "indicator", may=PROPOSES),
    post("remeasure_add", "indicator", may=PROPOSES),
    Row("remeasure_edit", "remeasure", may=LOGS),
    post("remeasure_edit", "remeasure", may=LOGS),
    Row("programme_figures", "programme", public=True),
    Row("programme_figures", "programme", public=True, query="?format=csv", page=False),
]
