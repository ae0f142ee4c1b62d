"""How the end of a barrier takes part in the whole."""

from __future__ import annotations

from barriers.models import Closing
from records.differences import HistoryLabel

REGISTRATIONS = (HistoryLabel(model=Closing, public=True),)
