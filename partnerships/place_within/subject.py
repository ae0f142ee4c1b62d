"""How places within a place take part in the whole."""

from __future__ import annotations

from partnerships.models import Place
from partnerships.place_within.permissions import can_keep_local
from records.resting import SourceKept

DECLARES = (SourceKept(model=Place, may=can_keep_local),)
