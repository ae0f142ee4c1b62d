"""Pilots for the agenda of a board: those whose update is late."""

from __future__ import annotations

from collections.abc import Iterator

from interface.words import date_words
from pilots.models import Pilot
from registry.agenda import Drafting, OnAgenda, SuggestedItem

MOST = 20


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """To people who sign in: that an update is late is no news for the public."""
    if not drafting.audience.is_authenticated:
        return
    rows = drafting.seen(Pilot.objects).filter(reach_ids__overlap=sorted(drafting.places))
    late = rows.filter(update_due__lt=drafting.today)
    for pilot in late.order_by("update_due", "id")[:MOST]:
        asks = f"No update since it was due, {date_words(pilot.update_due)}"
        yield SuggestedItem(f"update-{pilot.pk}", str(pilot), asks, "note", pilot)


ON_AGENDA = OnAgenda(key="update", head="Pilots without an update", suggested=_suggested, order=130)
