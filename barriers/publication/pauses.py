"""Pauses of publishing, mostly before elections: which holds a barrier back, and its early end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from barriers.models import Barrier, PublishingPause
from interface.words import date_words
from partnerships.models import Place, PlaceReach
from records.periods import after_working_days


def pause_over(barrier: Barrier, day: dt.date) -> PublishingPause | None:
    """The pause that holds this barrier back on a day: of several, the one that lasts longest."""
    rows = PublishingPause.objects.on(day).covering(barrier.programme_id, barrier.reach_ids)
    return rows.select_related("programme", "place").order_by("-until", "id").first()


def pause_at(place: Place, day: dt.date) -> PublishingPause | None:
    """The pause of a place, or of one above it, on a day."""
    rows = PublishingPause.objects.on(day).filter(place__in=PlaceReach.of([place.pk]))
    return rows.select_related("place").order_by("-until", "id").first()


def goes_out_on(pause: PublishingPause) -> dt.date:
    """The first working day after a pause."""
    return after_working_days(pause.until, 1)


def held_words(pause: PublishingPause) -> str:
    """ "Held until 8 May 2027: pre-election period in Exampleshire"."""
    return f"Held until {date_words(pause.until)}: {pause}"


@transaction.atomic
def end_pause(*, pause: PublishingPause) -> bool:
    """From today on it holds nothing back; says whether it still did, or would have."""
    today = timezone.localdate()
    row = PublishingPause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if row.is_over(today):
        return False
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    return True
