"""How readings of guidance take part in the whole."""

from __future__ import annotations

from barriers.guidance_read.views import Readings
from barriers.models import GuidanceRead
from records.differences import HistoryLabel
from records.merging import BodyRule, Does

REGISTRATIONS = (
    *Readings.registrations(),
    BodyRule(
        GuidanceRead,
        "organisation",
        Does.MOVE,
        noun="reading of guidance,readings of guidance",
        record="guidance",
        order=415,
        once=("guidance_id", "edition"),
    ),
    HistoryLabel(model=GuidanceRead, noun="reading", named_by=("organisation",)),
)
