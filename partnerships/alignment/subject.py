"""How pairs of priorities take part in the whole."""

from __future__ import annotations

from partnerships.models import Repeat
from records.differences import InHistory

DECLARES = (InHistory(model=Repeat, named_by=("verdict",)),)
