"""Access to the life of a pilot: proposing one, its course, its end."""

from tests.access.rows_pilots import EDITS, LOGS
from tests.access.table import Row, post

PROPOSES = frozenset(
    {"bradford_officer", "bradford_editor", "region_editor", "luton_officer", "luton_editor"}
)

ROWS = [
    Row("pilot_add", may=PROPOSES),
    Row("pilot_add", may=PROPOSES, query="?place=bradford"),
    post("pilot_add", may=PROPOSES),
    Row("pilot_grow", "pilot", may=LOGS),
    post("pilot_grow", "pilot", may=LOGS),
    Row("pilot_life", "pilot", public=True),
    Row("pilot_life", "new_pilot", public=True),
    Row("pilot", "new_pilot", public=True),
    Row("pilot_places", "pilot", may=EDITS),
    post("pilot_places", "pilot", may=EDITS),
    Row("pilot_status", "pilot", may=EDITS),
    Row("pilot_status", "new_pilot", may=EDITS),
    post("pilot_status", "pilot", may=EDITS),
    Row("pilot_close", "pilot", may=EDITS),
    post("pilot_close", "pilot", may=EDITS),
    Row("phase_add", "pilot", may=EDITS),
    post("phase_add", "pilot", may=EDITS),
    Row("phase_edit", "phase", may=EDITS),
    post("phase_edit", "phase", may=EDITS),
    Row("legacy_add", "pilot", may=LOGS),
    post("legacy_add", "pilot", may=LOGS),
    Row("legacy_edit", "legacy", may=LOGS),
    post("legacy_edit", "legacy", may=LOGS),
    Row("pilot_start_step", "start_step", may=LOGS),
    post("pilot_start_step", "start_step", may=LOGS),
]
