"""What is promised at a barrier, and who may end that."""

from __future__ import annotations

from django.db.models import Q

from barriers.barrier.permissions import can_edit_barrier, lead_place
from barriers.models import Barrier
from partnerships.place.examples import made_up_rule
from registry.promised import HasPromises

PROMISES = HasPromises(
    model=Barrier,
    kept_by=can_edit_barrier,
    label=lambda barrier: str(barrier.title),
    where=lead_place,
    place=lead_place,
    rows=lambda rows: rows.prefetch_related("place_links__place"),
    made_up=lambda: made_up_rule(Barrier),
    at=lambda place: Q(reach_ids__contains=[place.pk]),
)
