"""How bodies said to be two take part in the whole."""

from __future__ import annotations

from partnerships.models import TwoBodies
from records.differences import InHistory
from records.merging import BodyRule, Does

DECLARES = (
    BodyRule(TwoBodies, "one", Does.STAY, because="it was said of these two pages"),
    BodyRule(TwoBodies, "other", Does.STAY, because="it was said of these two pages"),
    InHistory(model=TwoBodies, named_by=("other",)),
)
