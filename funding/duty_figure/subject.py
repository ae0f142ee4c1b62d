"""How figures that funds ask for take part in the whole."""

from __future__ import annotations

from funding.models import DutyFigure
from records.differences import InHistory

DECLARES = (InHistory(model=DutyFigure, noun="figure asked for", named_by=("name",)),)
