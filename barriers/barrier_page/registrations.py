"""How logging barriers takes part in the whole."""

from __future__ import annotations

from django.db.models import Q

from barriers.barrier.permissions import can_edit_barrier, can_log_barriers, lead_place
from barriers.barrier_page.imported import BARRIERS
from barriers.models import Barrier
from interface.parts import MenuItem, Theme
from partnerships.place.examples import made_up_rule
from registry.promised import HasPromises

REGISTRATIONS = (
    MenuItem(
        page="barrier_log",
        label="Log a barrier",
        says="Something that gets in the way",
        theme=Theme.BARRIERS,
        order=110,
        words="add report new problem blocker",
        permission=can_log_barriers,
        adds=True,
    ),
    BARRIERS,
    HasPromises(
        model=Barrier,
        kept_by=can_edit_barrier,
        label=lambda barrier: str(barrier.title),
        where=lead_place,
        place=lead_place,
        rows=lambda rows: rows.prefetch_related("place_links__place"),
        made_up=lambda: made_up_rule(Barrier),
        at=lambda place: Q(reach_ids__contains=[place.pk]),
    ),
)
