"""How powers of boards take part in the whole."""

from __future__ import annotations

from governance.models import Power
from governance.power.views import Powers
from records.differences import HistoryLabel
from records.merging import BodyRule, Does

REGISTRATIONS = (
    *Powers.registrations(),
    BodyRule(
        Power,
        "from_body",
        Does.MOVE,
        noun="power that it delegated,powers that it delegated",
        record="board",
        order=266,
    ),
    BodyRule(
        Power,
        "accountable_body",
        Does.MOVE,
        noun="power that it answers for,powers that it answers for",
        record="board",
        order=267,
    ),
    HistoryLabel(
        model=Power,
        noun="power",
        named_by=("function",),
        units={"limit": "£", "year_limit": "£"},
    ),
)
