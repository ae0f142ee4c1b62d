"""Figures that are sent by themselves."""

from __future__ import annotations

from tests.access import readers
from tests.access.table import Row, post
from tests.pilots.pilot.sweep import LOGS

LEADS = frozenset({"pfpp_lead"})

ROWS = [
    Row("figures_due"),
    post("figures_due"),
    Row("figure_count", "indicator", permission=LOGS),
    post("figure_count", "indicator", permission=LOGS),
    Row("figure_correct", "actual", permission=LOGS),
    post("figure_correct", "actual", permission=LOGS),
    post("figure_accept", "actual", permission=LEADS, narrow=readers.EDITORS),
]
